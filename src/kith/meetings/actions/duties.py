"""Roles of the agenda: each goes to whoever comes and had it longest ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.models import Membership
from kith.meetings.models import RSVP, Duty, GivenBack, Meeting

BEFORE = timedelta(days=2)  # roles that nobody has by then are given out by turn
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def fill_by_turn(meeting: Meeting, *, at: datetime) -> list[Duty]:
    """Give each open role to whoever comes, had it longest ago, and has the fewest others this time. Returns the new ones.

    Whoever gave it back is left out. Raises Refused where it is over.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    _refuse_over(meeting, at)
    given = dict(Duty.objects.filter(meeting=meeting).values_list("role", "user"))
    load = list(given.values())
    everybody = _coming(meeting)
    refused = set(GivenBack.objects.filter(meeting=meeting).values_list("role", "user"))
    new = []
    for role in meeting.role_names:
        coming = [user for user in everybody if (role, user) not in refused]
        if role in given or not coming:
            continue
        last, last_of_any = _last(meeting, coming, role), _last(meeting, coming, None)
        order = {user: place for place, user in enumerate(coming)}
        chosen = min(coming, key=lambda user: (load.count(user), last[user], last_of_any[user], order[user]))
        load.append(chosen)
        new.append(Duty.objects.create(meeting=meeting, role=role, user_id=chosen))
    return new


def fill_due(now: datetime) -> int:
    """Give out what is open in meetings of the next two days, and return how many roles that were. Safe to run twice."""
    soon = Meeting.objects.filter(starts_at__gt=now, starts_at__lte=now + BEFORE, cancelled_at=None).exclude(roles="")
    return sum(len(fill_by_turn(meeting, at=now)) for meeting in soon.select_related("group"))


@transaction.atomic
def take_duty(meeting: Meeting, user: User, role: str, *, at: datetime) -> Duty:
    """Take a role oneself, that is open. Raises ValidationError, Refused."""
    if role not in meeting.role_names:
        raise ValidationError({"role": _("This meeting has no such role.")})
    _refuse_over(meeting, at)
    if user.pk not in _coming(meeting):
        raise Refused(_("Say first that you come."))
    duty, is_new = Duty.objects.get_or_create(meeting=meeting, role=role, defaults={"user": user})
    if not is_new and duty.user_id != user.pk:
        raise Refused(_("Somebody has taken this already."))
    GivenBack.objects.filter(meeting=meeting, role=role, user=user).delete()
    return duty


@transaction.atomic
def give_back(duty: Duty, *, at: datetime) -> None:
    """Have a role no more, with no reason asked. It is open again, and goes to somebody else by turn."""
    _refuse_over(duty.meeting, at)
    GivenBack.objects.get_or_create(meeting=duty.meeting, role=duty.role, user_id=duty.user_id)
    duty.delete()


def _coming(meeting: Meeting) -> list[int]:
    """The members who said yes, in the order in which they joined."""
    said = RSVP.objects.filter(meeting=meeting, answer=RSVP.Answer.YES).values("user")
    members = Membership.objects.inner().filter(group=meeting.group_id, user__in=said)
    return list(members.order_by("joined_at", "pk").values_list("user_id", flat=True))


def _last(meeting: Meeting, users: list[int], role: str | None) -> dict[int, datetime]:
    """When each of them had the role, or any, in this group last."""
    had = Duty.objects.filter(
        meeting__group=meeting.group_id,
        user__in=users,
        meeting__starts_at__lt=meeting.starts_at,
        meeting__cancelled_at=None,
    )
    had = had.filter(role=role) if role else had
    last = dict(had.values_list("user").annotate(at=Max("meeting__starts_at")).order_by())
    return {user: last.get(user, _NEVER) for user in users}


def _refuse_over(meeting: Meeting, at: datetime) -> None:
    if meeting.cancelled_at is not None or meeting.ends_at <= at:
        raise Refused(_("This meeting is over."))
