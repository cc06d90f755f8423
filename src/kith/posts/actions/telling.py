"""Telling somebody of what concerns them: a notice in the inbox, and one letter a day at most for whoever wants it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.groups.models import Group, Membership
from kith.outbox import actions as outbox
from kith.outbox import queries as letters
from kith.posts.models import Message, Mute, Notice, Wish

LETTERS = "posts:"  # with which the keys of our letters begin
_FROM = 17  # o'clock, of the user's own day: what was looked at by then needs no letter
_OLD = timedelta(days=3)
_IN_A_LETTER = 20


def tell(users: Iterable[User], message: Message, kind: str, *, by: User, at: datetime) -> None:
    """Tell these, but for the one who did it, whoever has muted them, and whoever was told of the same before.

    Whoever wrote something and has left since, or is a guest by now, is told no more of what others say to it.
    """
    users = [user for user in users if user.pk != by.pk]
    if not users:
        return
    group = message.thread.group
    deaf = Mute.objects.filter(about=by, by=OuterRef("user"), group=group)
    inside = Membership.objects.inner().filter(~Exists(deaf), group=group, user__in=users)
    told = set(inside.values_list("user", flat=True))
    rows = [Notice(user=user, message=message, kind=kind, by=by, at=at) for user in users if user.pk in told]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def see(notice: Notice, *, at: datetime) -> None:
    """Remember that somebody has looked at what they were told."""
    Notice.objects.filter(pk=notice.pk, seen_at=None).update(seen_at=at)


def see_all(user: User, *, at: datetime) -> None:
    """Let nothing wait any more."""
    Notice.objects.filter(user=user, seen_at=None).update(seen_at=at)


def wish(membership: Membership, *, mentions: bool, answers: bool) -> None:
    """Say what one wants to be told by e-mail."""
    Wish.objects.update_or_create(membership=membership, defaults={"mentions": mentions, "answers": answers})


@transaction.atomic
def forget_notices(group: Group, user: User) -> None:
    """Whoever has left a group, or is its guest by now, is told no more of it, and not by a letter that waits either."""
    Notice.objects.filter(user=user, message__thread__group=group).delete()
    outbox.call_back(user, LETTERS)


def write_letters(now: datetime) -> int:
    """Write to whoever was told of something today and has not looked; return to how many."""
    if not letters.can_send():
        return 0
    waiting = Notice.objects.filter(seen_at=None, mailed_at=None, at__gt=now - _OLD, user__is_active=True)
    users = User.objects.filter(pk__in=waiting.order_by().values("user"))
    return sum(_write_to(user, now) for user in users.iterator() if now.astimezone(user.zone).hour >= _FROM)


@transaction.atomic
def _write_to(user: User, now: datetime) -> bool:
    key = f"{LETTERS}{user.today(now)}"
    if letters.letters_of(user, key).exists():
        return False
    waiting = _wanted(user, now)
    if waiting:
        with translation.override(user.language):
            subject, text = _subject(waiting), _text(waiting)
        outbox.put(user, key=key, to=user.email, subject=subject, text=text, due_at=now)
        Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(mailed_at=now)
    return bool(waiting)


def _wanted(user: User, now: datetime) -> list[Notice]:
    """What they have not looked at, of the kinds that they want to hear of in each group."""
    found = Notice.objects.filter(user=user, seen_at=None, mailed_at=None, at__gt=now - _OLD)
    places = ("by", "message__thread__group", "message__thread__post", "message__thread__meeting")
    notices = found.select_related(*places).order_by("at", "pk")
    wishes = {
        wish.membership.group_id: wish
        for wish in Wish.objects.filter(membership__user=user).select_related("membership")
    }
    each = notices.iterator(chunk_size=200)  # those that are not wanted stay unmailed, and must not hide the others
    wanted = (notice for notice in each if _is_wanted(notice, wishes.get(notice.message.thread.group_id)))
    return list(islice(wanted, _IN_A_LETTER))


def _is_wanted(notice: Notice, wish: Wish | None) -> bool:
    wish = wish or Wish()
    if notice.kind == Notice.Kind.MENTION:
        return wish.mentions
    return wish.answers and notice.kind != Notice.Kind.REMOVED


def _subject(notices: Sequence[Notice]) -> str:
    groups = list(dict.fromkeys(notice.message.thread.group.name for notice in notices))
    return _("%(groups)s: somebody wrote to you") % {"groups": ", ".join(groups[:3])}


def _text(notices: Sequence[Notice]) -> str:
    """Who, and where; not what: whoever reads somebody's mail learns nothing of what a group says."""
    lines = [f"- {_line(notice)}\n  {letters.full_address(notice.message.get_absolute_url())}" for notice in notices]
    slug = notices[0].message.thread.group.slug
    foot = _("At most one such letter comes a day. What you want to hear of: %(address)s")
    address = letters.full_address(reverse("posts:wishes", args=[slug]))
    return "\n".join([*lines, "", foot % {"address": address}, ""])


def _line(notice: Notice) -> str:
    words = {"who": (notice.by.name if notice.by else "") or _("Somebody"), "group": notice.message.thread.group.name}
    if notice.kind == Notice.Kind.MENTION:
        return _("%(who)s named you in %(group)s.") % words
    elif notice.kind == Notice.Kind.CAN_HELP:
        return _("%(who)s can help you in %(group)s.") % words
    return _("%(who)s replied to you in %(group)s.") % words
