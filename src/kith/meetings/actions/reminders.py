"""Reminders: written when their time has come, each once; the outbox sends them once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kith.groups.models import Membership
from kith.meetings import reminding
from kith.meetings.actions import everybody, telling
from kith.meetings.models import RSVP, Reminders


def write_reminders(now: datetime, limit: int = 500) -> int:
    """Write down the reminders whose time has come, and return how many. Any number of workers may do so at once.

    After a pause of the machine only the last one that is due goes, and none once the meeting has begun.
    """
    due = RSVP.objects.filter(remind_at__lte=now).order_by("remind_at", "pk").values_list("pk", flat=True)[:limit]
    return sum(_write(pk, now) for pk in list(due))


@transaction.atomic
def choose_reminders(membership: Membership, *, week: bool, day: bool, hour: bool, at: datetime) -> Reminders:
    """Choose which reminders of this group's meetings come; what is planned already follows."""
    chosen = {"week": week, "day": day, "hour": hour}
    row, _is_new = Reminders.objects.update_or_create(membership=membership, defaults=chosen)
    coming = RSVP.objects.filter(
        user=membership.user, meeting__group=membership.group, meeting__starts_at__gt=at, answer=RSVP.Answer.YES
    )
    everybody.keep_moments(list(coming.select_related("meeting", "user")), at)
    return row


@transaction.atomic
def _write(rsvp_id: int, now: datetime) -> int:
    """Write one, in the transaction that says when the next one is due: neither goes without the other."""
    held = RSVP.objects.select_for_update().filter(pk=rsvp_id, remind_at__lte=now).values_list("pk", flat=True)
    if not list(held):
        return 0  # another worker has it
    rsvp = RSVP.objects.select_related("meeting__group", "user").get(pk=rsvp_id)
    times = reminding.moments(rsvp.meeting.starts_at, rsvp.user.zone, reminding.wanted_by(rsvp))
    due = [kind for kind, moment in times.items() if rsvp.answered_at < moment <= now]
    is_ahead = rsvp.meeting.starts_at > now and rsvp.meeting.cancelled_at is None
    rsvp.remind_at = reminding.next_at(rsvp, after=now)
    rsvp.save(update_fields=["remind_at"])
    if not due or not is_ahead or rsvp.answer != RSVP.Answer.YES:
        return 0
    telling.remind(rsvp, due[-1], times[due[-1]])
    return 1
