"""Members of whom a group has not heard for a while are noticed gently: two others are asked to bring each back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import Refused
from kith.groups import queries
from kith.groups.models import Group, Missed
from kith.outbox import actions as outbox

MOST_A_NIGHT = 50  # of one group


@transaction.atomic
def notice_quiet(group: Group, *, on: date) -> int:
    """Ask two members to bring back each who is quiet, at most once in sixty days; returns how many are missed."""
    noticed = 0
    for quiet in queries.quiet(group, on)[:MOST_A_NIGHT]:
        helpers = queries.helpers_for(quiet, on)
        Missed.objects.bulk_create([Missed(membership=quiet, helper=helper, asked_on=on) for helper in helpers])
        noticed += bool(helpers)
    return noticed


def notice_all(now: datetime) -> int:
    """Look through every group, on the day that its own clocks show; returns how many members are missed."""
    groups = Group.objects.filter(ended_at=None, quiet_days__gt=0).iterator(chunk_size=200)
    return sum(notice_quiet(group, on=now.astimezone(group.zone).date()) for group in groups)


@transaction.atomic
def write_to_missed(missed: Missed, *, words: str, at: datetime) -> None:
    """Send the quiet member a few words of the helper's, as a letter from this Kith. Raises Refused."""
    wanted, helper = missed.membership, missed.helper
    if not words.strip():
        raise Refused(_("Please write a line or two."))
    subject = _("%(name)s from %(group)s") % {"name": helper.name, "group": wanted.group}
    closing = _("%(name)s wrote this to you as a member of %(group)s.") % {"name": helper.name, "group": wanted.group}
    text = f"{words.strip()[:1000]}\n\n{closing}\n"
    outbox.put(
        wanted.user, key=f"groups:missed:{missed.uid}", to=wanted.user.email, subject=subject, text=text, due_at=at
    )
    answer_missed(missed, Missed.Answer.WROTE)


def answer_missed(missed: Missed, answer: str) -> None:
    """Note that the helper got in touch, or cannot now."""
    Missed.objects.filter(pk=missed.pk).update(answer=answer)
