"""What can be done with letters: write one down, call it back, send what is due, try again; the only code that writes them.

A letter is written down in the transaction of what it is about, held by one worker while that hands it to the mail server,
and marked as sent as soon as the server has said yes. A worker that is ended in between leaves it held for a while, and then
it goes again: with the same Message-ID, in case the server had said yes already.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.outbox import addresses, queries
from kith.outbox.models import Letter
from kith.outbox.post import Delivery, Fate, PostOffice
from kith.outbox.signals import letter_put

HOLD = timedelta(minutes=10)  # longer than handing over one letter can take: each of its dozen answers has ten seconds
# After a failure; then the letter is given up, some five days after the first.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440, 1440))
MOST_TRIES = len(WAITS) + 1
_MANY = 200  # letters, or owners, in one question
_WAITING, _GIVEN_UP = Letter.State.WAITING, Letter.State.GIVEN_UP


@dataclass(frozen=True)
class Draft:
    """A letter before it is written down."""

    owner: User
    key: str
    to: str
    subject: str
    text: str
    due_at: datetime
    reply_to: str = ""
    link: str = ""
    forgets: bool = False
    calendar: str = ""

    def fields(self) -> dict[str, Any]:
        """The fields of its row, beside whose it is and its key. Raises ValidationError for an address that is none."""
        return {
            "to": addresses.checked(self.to),
            "reply_to": addresses.checked(self.reply_to) if self.reply_to else "",
            "subject": addresses.one_line(self.subject)[:300],
            "text": self.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""),
            "message_id": _message_id(),
            "due_at": self.due_at,
            "link": self.link,
            "forgets": self.forgets,
            "calendar": self.calendar,
        }


@transaction.atomic
def put(
    owner: User,
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    due_at: datetime,
    reply_to: str = "",
    link: str = "",
    forgets: bool = False,
    calendar: str = "",
) -> Letter:
    """Write a letter down, to be sent from due_at on; one of the same key is returned as it is.

    `calendar` is an iCalendar file that goes with it, as an invitation does (RFC 6047), or what enclosures.py makes several of. `link` stands at links.PLACE in
    the text. Raises Refused where there is no mail server, ValidationError for an address that is none.
    """
    _refuse_without_server()
    draft = Draft(owner, key, to, subject, text, due_at, reply_to, link, forgets=forgets, calendar=calendar)
    letter, is_new = Letter.objects.get_or_create(owner=owner, key=key, defaults=draft.fields())
    if is_new:
        letter_put.send(Letter, letter=letter)
    return letter


@transaction.atomic
def put_all(drafts: Iterable[Draft]) -> None:
    """Write many letters down with a few questions; those of keys that are there are left as they are. Raises as put."""
    _refuse_without_server()
    new = [Letter(owner=draft.owner, key=draft.key, **draft.fields()) for draft in drafts]
    Letter.objects.bulk_create(new, batch_size=_MANY, ignore_conflicts=True)
    for letter in new[:1]:  # one job sends all that is due
        letter_put.send(Letter, letter=letter)


def call_back(owner: User, key_prefix: str) -> int:
    """Have no letter sent any more whose key begins so, and return how many that were. End a prefix with its colon.

    One that is being handed over this moment goes.
    """
    waiting = Letter.objects.visible_to(owner).filter(key__startswith=key_prefix, state__in=[_WAITING, _GIVEN_UP])
    forgotten, _of_kinds = waiting.filter(forgets=True).delete()
    return forgotten + waiting.update(state=Letter.State.CALLED_BACK, problem="")


@transaction.atomic
def call_back_all(owners: Collection[int], key_prefixes: Iterable[str]) -> int:
    """The same for many owners, by number, and many beginnings at once: as few questions as for one."""
    found: dict[int, list[str]] = {}
    for prefix in key_prefixes:
        found.setdefault(len(prefix), []).append(prefix)
    theirs, back = sorted(owners), 0
    for start in range(0, len(theirs), _MANY):
        letters = Letter.objects.filter(owner__in=theirs[start : start + _MANY], state__in=[_WAITING, _GIVEN_UP])
        for length, prefixes in found.items():
            waiting = letters.annotate(begins=Left("key", length)).filter(begins__in=prefixes)
            back += waiting.filter(forgets=True).delete()[0]
            back += waiting.update(state=Letter.State.CALLED_BACK, problem="")
    return back


def erase(owner: User, key_prefix: str) -> None:
    """Forget letters whose key begins so, sent or not: of somebody who is erased."""
    Letter.objects.visible_to(owner).filter(key__startswith=key_prefix).delete()


def try_again(letter: Letter, *, now: datetime) -> None:
    """Send what could not be delivered once more, and wait for it as for a new one."""
    given_up = Letter.objects.filter(pk=letter.pk, state=_GIVEN_UP)
    if given_up.update(state=_WAITING, tries=0, problem="", due_at=now, held_until=None):
        letter_put.send(Letter, letter=letter)


def let_go(letter: Letter) -> None:
    """Leave it undelivered, and speak of it no more."""
    Letter.objects.filter(pk=letter.pk, state=_GIVEN_UP).update(state=Letter.State.CALLED_BACK)


def send_due(now: datetime, limit: int = 50) -> int:
    """Send letters whose time has come, and return how many went. Any number of workers may do so at once."""
    if not queries.can_send():
        return 0  # what was written down while there was a mail server waits until there is one again
    waiting = Letter.objects.filter(_free(now), owner__is_active=True)
    due = waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:limit]
    office, began, sent = PostOffice(), time.monotonic(), 0
    try:
        for letter_id in list(due):
            moment = now + timedelta(seconds=time.monotonic() - began)
            letter = _take(letter_id, moment)
            if letter is None:
                continue
            delivery = office.deliver(letter, moment) if letter.tries <= MOST_TRIES else _ended_each_time()
            _record(letter, delivery, moment)
            sent += delivery.fate is Fate.SENT
            if delivery.fate is Fate.UNREACHABLE:
                break  # for the others as well: they stay due
    finally:
        office.close()
    return sent


def _refuse_without_server() -> None:
    if not queries.can_send():
        raise Refused(_("This Kith has no mail server. Copy the text, and send it yourself."))


def _message_id() -> str:
    domain = addresses.bare(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4().hex}@{domain}>"


def _free(at: datetime) -> Q:
    return (Q(held_until=None) | Q(held_until__lte=at)) & Q(state=_WAITING, due_at__lte=at)


def _take(letter_id: int, at: datetime) -> Letter | None:
    """Hold a letter for this worker; None if another has it, or it is not due any more.

    The question is about the letter's own row only: PostgreSQL asks it again when another worker has let go of that row,
    which it would not do with a join.
    """
    held_until = at + HOLD
    if not Letter.objects.filter(_free(at), pk=letter_id).update(held_until=held_until, tries=F("tries") + 1):
        return None
    taken: Letter = Letter.objects.select_related("owner").get(pk=letter_id)
    return taken


def _ended_each_time() -> Delivery:
    return Delivery(Fate.REFUSED, _("Kith was ended each time when it sent this."))


def _record(letter: Letter, delivery: Delivery, at: datetime) -> None:
    """Write down what became of a letter that this worker holds."""
    ours = Letter.objects.filter(pk=letter.pk)
    # It is answered, though this worker has not sent it: one that was ended had.
    had_gone = delivery.fate is Fate.UNWANTED and letter.tries > 1
    if letter.forgets and not _is_tried_again(letter, delivery):
        ours.delete()
    elif delivery.fate is Fate.UNWANTED and not had_gone:
        ours.update(state=Letter.State.CALLED_BACK, held_until=None)
    elif delivery.fate is Fate.SENT or had_gone:
        ours.update(state=Letter.State.SENT, sent_at=at, held_until=None, problem="")
    else:
        failed = _after_failure(letter, delivery, at)
        ours.filter(held_until=letter.held_until, state=_WAITING).update(**failed)


def _is_tried_again(letter: Letter, delivery: Delivery) -> bool:
    """What is forgotten is tried until there is a server, and then once, so that its row tells of no other difference."""
    return delivery.fate is Fate.UNREACHABLE and letter.tries < MOST_TRIES


def _after_failure(letter: Letter, delivery: Delivery, at: datetime) -> dict[str, object]:
    failed: dict[str, object] = {"held_until": None, "problem": delivery.problem}
    if delivery.fate is Fate.REFUSED or letter.tries >= MOST_TRIES:
        return failed | {"state": _GIVEN_UP}
    return failed | {"due_at": at + WAITS[letter.tries - 1]}
