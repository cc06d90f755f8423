"""Asking blindly, and taking it back. The answer depends on what was asked and on what the asker asked before, on nothing else."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.people.folding import fold
from kith.sharing.actions.cutting import cut
from kith.sharing.leaving_out import key_of
from kith.sharing.models import BlindAsk, Request, Sharing
from kith.sharing.signals import asked
from kith.targets.models import Target

LASTS = timedelta(days=7)
OPEN_AT_ONCE, A_MONTH = 5, 20
MONTH, SAME_AGAIN = timedelta(days=30), timedelta(days=90)


@dataclass(frozen=True)
class Wanted:
    """One person by name, with an address or an organisation; or whoever has this role, is at this organisation, there."""

    name: str = ""
    address: str = ""
    organisation: str = ""
    role: str = ""
    place: str = ""


@transaction.atomic
def ask(owner: User, wanted: Wanted, *, purpose: str, at: datetime, target: Target | None = None) -> BlindAsk:
    """Ask the server. Who could help is looked for later, by a job.

    Raises ValidationError by field, and Refused where the asker takes no part or has asked too much.
    """
    wanted = Wanted(**{field: " ".join(text.split()) for field, text in asdict(wanted).items()})
    _check(wanted, purpose)
    _claim_turn(owner, wanted, at)
    made = BlindAsk(owner=owner, **asdict(wanted), purpose=purpose.strip(), target=target)
    made.asked_at, made.expires_at, made.is_live = at, at + LASTS, True
    made.clean_fields(exclude={"target", "withdrawn_at"})
    made.save()
    asked.send(BlindAsk, ask_id=made.pk)
    return made


@transaction.atomic
def withdraw(ask_: BlindAsk, *, at: datetime) -> None:
    """Ask no longer. Whoever was asked finds it gone; offers that were not taken up end."""
    if ask_.withdrawn_at is None:
        BlindAsk.objects.filter(pk=ask_.pk).update(withdrawn_at=at, is_live=False)
        cut(Request.objects.filter(ask=ask_), at)


def _check(wanted: Wanted, purpose: str) -> None:
    problems = {}
    if not purpose.strip():
        problems["purpose"] = _("Please say what you would like to talk about. One sentence is enough.")
    if wanted.address and not key_of(wanted.address):
        problems["address"] = _("This is neither an e-mail address nor the address of a profile.")
    if wanted.name and not (wanted.address or wanted.organisation):
        problems["organisation"] = _("Many people share a name: please add where they work, or an address of theirs.")
    if wanted.address and not wanted.name:
        problems["name"] = _("Please say whose address this is.")
    if not (wanted.name or wanted.address or wanted.organisation or wanted.role):
        problems["name"] = _("Please name a person, or an organisation or a role.")
    if problems:
        raise ValidationError(problems)


def _claim_turn(owner: User, wanted: Wanted, at: datetime) -> None:
    """Raise Refused unless one more ask is within the limits; of two at once the second one waits here."""
    sharing = Sharing.objects.select_for_update().filter(owner=owner).first()
    if sharing is None or not sharing.is_on:
        raise Refused(_("Turn sharing on first: whoever asks can be asked as well."))
    before = list(BlindAsk.objects.filter(owner=owner, asked_at__gt=at - SAME_AGAIN))
    if sum(each.is_live and each.is_open(at) for each in before) >= OPEN_AT_ONCE:
        raise Refused(_("Five asks are open. Withdraw one, or wait until one has ended."))
    if sum(each.asked_at > at - MONTH for each in before) >= A_MONTH:
        raise Refused(_("You have asked twenty times within a month. Please wait a few days."))
    if any(_is_same(wanted, each) for each in before):
        raise Refused(_("You have asked for the same within three months. Give it some time."))


def _is_same(wanted: Wanted, before: BlindAsk) -> bool:
    if wanted.address and before.address:
        return key_of(wanted.address) == key_of(before.address)
    if wanted.name and wanted.organisation and before.organisation:
        return _alike(wanted, before, "name", "organisation")
    if wanted.name:
        return _alike(wanted, before, "name")
    return _alike(wanted, before, "name", "organisation", "role", "place")


def _alike(wanted: Wanted, before: BlindAsk, *fields: str) -> bool:
    return all(fold(getattr(wanted, field)) == fold(getattr(before, field)) for field in fields)
