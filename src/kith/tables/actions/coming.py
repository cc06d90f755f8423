"""Who sits, as the answers to a meeting's invitation have it: those who said yes, and whom they bring."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kith.groups.models import Format
from kith.meetings.models import RSVP
from kith.tables.models import Diner, Plan

_GONE = (RSVP.Attendance.ABSENT, RSVP.Attendance.EXCUSED)


def bring(plan: Plan, *, at: datetime) -> int:
    """Have the diners be those who come. Whoever was taken out by hand stays out until they answer, or check in, again.
    Returns how many changed."""
    answers = {rsvp.user_id: rsvp for rsvp in RSVP.objects.filter(meeting=plan.meeting).select_related("user")}
    members = {diner.user_id: diner for diner in plan.diners.all() if diner.user_id is not None}
    count = 0
    for user_id, rsvp in answers.items():
        if _comes(plan, rsvp):
            count += _take_in(plan, rsvp, members.get(user_id)) + _bring_guests(plan, rsvp, rsvp.guests, at)
        elif user_id in members:
            count += _bring_guests(plan, rsvp, 0, at)
    out = [diner for user_id, diner in members.items() if not diner.is_away and not _still(plan, answers.get(user_id))]
    return count + Diner.objects.filter(pk__in=[diner.pk for diner in out]).update(away_since=at)


def _comes(plan: Plan, rsvp: RSVP) -> bool:
    by_call = rsvp.by_call and plan.meeting.format == Format.HYBRID
    return rsvp.answer == RSVP.Answer.YES and rsvp.attendance not in _GONE and not by_call


def _still(plan: Plan, rsvp: RSVP | None) -> bool:
    return rsvp is not None and _comes(plan, rsvp)


def _take_in(plan: Plan, rsvp: RSVP, diner: Diner | None) -> int:
    substitute = rsvp.substitute if rsvp.attendance == RSVP.Attendance.SUBSTITUTE else ""
    if diner is None:
        Diner.objects.create(plan=plan, user=rsvp.user, name=substitute)
        return 1
    said = max(rsvp.answered_at, rsvp.here_at or rsvp.answered_at)
    if diner.away_since is None or said <= diner.away_since:
        return 0
    diner.away_since = None
    diner.save(update_fields=["away_since"])
    return 1


def _bring_guests(plan: Plan, rsvp: RSVP, wanted: int, at: datetime) -> int:
    """Have so many guests of a member sit with the others: more without names yet, or the last ones left out."""
    there = list(plan.diners.filter(brought_by=rsvp.user, away_since=None))
    name = _("Guest of %(name)s") % {"name": rsvp.user.name or _("a member")}
    missing = [Diner(plan=plan, name=name[:120], brought_by=rsvp.user) for _place in range(wanted - len(there))]
    Diner.objects.bulk_create(missing)
    out = [diner.pk for diner in there[wanted:]]
    return len(missing) + Diner.objects.filter(pk__in=out).update(away_since=at)
