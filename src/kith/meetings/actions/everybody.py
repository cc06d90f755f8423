"""What concerns everybody who comes at once: told with as few questions for three hundred members as for three."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from kith.meetings import reminding
from kith.meetings.actions import answers, telling
from kith.meetings.models import RSVP, Meeting, Pledge, Reminders, Standing
from kith.outbox import actions as outbox

_Wanted = Mapping[tuple[int, int], Mapping[str, bool]]  # by group and user
_MANY = 200  # rows made in one go
_IN_LIST = 5000  # numbers in one question


def say_standing(meetings: Iterable[Meeting], standing: Sequence[Standing], at: datetime) -> None:
    """Note for meetings that were just made the yes of all who said it for the whole series.

    Where places are counted, in the order in which they said so; whoever finds none waits for one. Guests, plan and promise
    come along.
    """
    found, wanted = list(meetings), _wanted({said.series.group_id for said in standing[:1]})
    new = [rsvp for meeting in found for rsvp in _said(meeting, standing, wanted, at)]
    RSVP.objects.bulk_create(new, batch_size=_MANY)
    _promise({said.user_id: said for said in standing}, new, at)


def remind_anew(meetings: Iterable[Meeting], at: datetime) -> None:
    """Work out for everybody who comes when they are reminded next: the meetings were moved or called off."""
    by_id = {meeting.pk: meeting for meeting in meetings}
    coming = list(RSVP.objects.filter(meeting__in=by_id, answer=RSVP.Answer.YES).select_related("user"))
    for rsvp in coming:
        rsvp.meeting = by_id[rsvp.meeting_id]
    keep_moments(coming, at)
    prefixes = [telling.prefix(meeting) for meeting in by_id.values()]
    outbox.call_back_all({rsvp.user_id for rsvp in coming}, prefixes)


def keep_moments(rsvps: Collection[RSVP], at: datetime) -> None:
    """Note when each of them is reminded next; their meetings and users are loaded. One change for each moment."""
    wanted = _wanted({rsvp.meeting.group_id for rsvp in rsvps})
    by_moment: dict[datetime | None, list[int]] = defaultdict(list)
    for rsvp in rsvps:
        by_moment[_moment(rsvp, wanted, at)].append(rsvp.pk)
    for moment, pks in by_moment.items():
        for start in range(0, len(pks), _IN_LIST):
            RSVP.objects.filter(pk__in=pks[start : start + _IN_LIST]).update(remind_at=moment)


def _said(meeting: Meeting, standing: Sequence[Standing], wanted: _Wanted, at: datetime) -> list[RSVP]:
    """The yes of each, or their place in the line, of a meeting to which nobody has said anything yet."""
    free = {by_call: meeting.seats_for(by_call=by_call) for by_call in (False, True)}
    new = []
    for said in standing:
        rsvp = RSVP(meeting=meeting, user=said.user, by_call=answers.way(meeting, said.by_call), answered_at=at)
        rsvp.guests = said.guests if meeting.guests_may_come and _holds(meeting, said) else 0
        for name in RSVP.PLAN:
            setattr(rsvp, name, getattr(said, name))
        left = free[rsvp.by_call]
        if left is not None and left < rsvp.heads:
            rsvp.answer, rsvp.waiting_since = RSVP.Answer.WAITING, at
            free[rsvp.by_call] = 0  # nobody goes before whoever waits
        elif left is not None:
            free[rsvp.by_call] = left - rsvp.heads
        rsvp.remind_at = _moment(rsvp, wanted, at)
        new.append(rsvp)
    return new


def _holds(meeting: Meeting, said: Standing) -> bool:
    """Whether they and their guests could all come if nobody else did."""
    seats = meeting.seats_for(by_call=answers.way(meeting, said.by_call))
    return seats is None or 1 + said.guests <= seats


def _promise(standing: Mapping[int, Standing], rsvps: Iterable[RSVP], at: datetime) -> None:
    """Promise of each new meeting what they promised of all, to the same members."""
    to = {user: [member.pk for member in said.given_to.all()] for user, said in standing.items()}
    coming = [rsvp for rsvp in rsvps if rsvp.answer == RSVP.Answer.YES and to[rsvp.user_id]]
    made = [Pledge(rsvp=rsvp, made_at=at, **_words(standing[rsvp.user_id])) for rsvp in coming]
    Pledge.objects.bulk_create(made, batch_size=_MANY)
    given = Pledge.given_to.through
    rows = [given(pledge_id=each.pk, user_id=member) for each in made for member in to[each.rsvp.user_id]]
    given.objects.bulk_create(rows, batch_size=_MANY)


def _words(said: Standing) -> dict[str, str]:
    return {name: getattr(said, name) for name in Standing.WORDS}


def _wanted(groups: Collection[int]) -> _Wanted:
    """What members chose of reminders, of these groups."""
    chosen = Reminders.objects.filter(membership__group__in=groups).select_related("membership")
    return {(row.membership.group_id, row.membership.user_id): reminding.wanted_in(row) for row in chosen}


def _moment(rsvp: RSVP, wanted: _Wanted, at: datetime) -> datetime | None:
    chosen = wanted.get((rsvp.meeting.group_id, rsvp.user_id), {})
    return reminding.next_of(rsvp, chosen, after=at)
