"""Answers: yes, perhaps, no; places in the room and in the call, and who waits for one.

A meeting's row is held while a place is given away, so that two who ask for the last one at once get one place between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions as groups
from kith.groups.models import Membership
from kith.meetings import reminding
from kith.meetings.actions import telling
from kith.meetings.models import RSVP, SENDS_SOMEBODY, Meeting, Series, Standing
from kith.meetings.signals import answered
from kith.outbox import actions as outbox

KEPT = timedelta(hours=24)  # so long a place is kept for whoever waited longest
MOST_GUESTS = 10
_YES, _MAYBE, _NO, _WAITING = (RSVP.Answer.YES, RSVP.Answer.MAYBE, RSVP.Answer.NO, RSVP.Answer.WAITING)


@dataclass(frozen=True)
class Plan:
    """How somebody gets there; theirs alone."""

    leaves: str = ""
    leaves_from: str = ""
    obstacle: str = ""


@transaction.atomic
def say(
    meeting: Meeting,
    user: User,
    *,
    answer: str,
    at: datetime,
    by_call: bool = False,
    guests: int = 0,
    plan: Plan | None = None,
    substitute: str = "",
) -> RSVP:
    """Note whether somebody comes. A yes where there is no place becomes a place on the waiting list.

    substitute: with a no, who comes in their place, and has it.
    Raises Refused where the meeting is over or called off, the user may not come, or a change would cost them their place.
    """
    held = _held(meeting)
    _refuse(held, user, answer, guests, at)
    rsvp = RSVP.objects.filter(meeting=held, user=user).first() or RSVP(meeting=held, user=user)
    had_place = rsvp.pk is not None and _has_place(rsvp, at)
    wanted = way(held, by_call if answer == _YES or rsvp.pk is None else rsvp.by_call)
    if answer == _YES:
        _seat(held, rsvp, wanted, guests, at, had_place=had_place)
    else:
        sent = substitute.strip()[:120] if answer == _NO else ""
        _send(held, rsvp, wanted, sent, had_place=had_place)
        rsvp.answer, rsvp.waiting_since, rsvp.offered_until = answer, None, None
    rsvp.by_call, rsvp.guests, rsvp.answered_at = wanted, guests if answer == _YES else 0, at
    _keep(rsvp, plan)
    rsvp.remind_at = reminding.next_at(rsvp, after=at)
    rsvp.save()
    if rsvp.answer == _YES:
        groups.note_activity(held.group, [user], on=at.astimezone(held.group.zone).date())
    _after(held, rsvp, at)
    return rsvp


@dataclass(frozen=True)
class Noted:
    """What came of an answer for a whole series: those that were noted, and how many had no room for what was wanted."""

    rsvps: list[RSVP]
    without_room: int


@transaction.atomic
def say_for_series(
    meeting: Meeting,
    user: User,
    *,
    answer: str,
    at: datetime,
    scope: str,
    by_call: bool = False,
    guests: int = 0,
    plan: Plan | None = None,
) -> Noted:
    """Note the same for this meeting and the following, or for all to come, and for those that are not planned yet.

    scope: following, all. Guests come along where others may. Where there is no room for what is wanted, they keep the place
    that they have. Raises Refused where the meeting belongs to no series, or refuses it itself.
    """
    if meeting.series_id is None:
        raise Refused(_("This meeting belongs to no series."))
    _refuse(meeting, user, answer, guests, at)
    parts = _parts(meeting, scope)
    coming = Meeting.objects.filter(series__in=parts).coming(at).select_related("group")
    if scope == "following":
        coming = coming.filter(starts_at__gte=meeting.starts_at)
    rsvps = []
    for each in coming:
        own = guests if each.guests_may_come else 0
        try:
            rsvps.append(say(each, user, answer=answer, by_call=by_call, guests=own, plan=plan, at=at))
        except Refused:
            if each.pk == meeting.pk:
                raise
    said = {"answer": answer, "by_call": by_call, "guests": guests if answer == _YES else 0}
    said |= _stripped(plan) if plan is not None else {}
    for series in parts:
        Standing.objects.update_or_create(series=series, user=user, defaults=said)
    return Noted(rsvps, len(coming) - len(rsvps))


def keep_plan(rsvp: RSVP, plan: Plan) -> None:
    """Note when and from where they leave, and what could stop them."""
    _keep(rsvp, plan)
    rsvp.save(update_fields=["leaves", "leaves_from", "obstacle"])


def taken(meeting: Meeting, *, by_call: bool, but: User | None = None) -> int:
    """How many places are taken or kept, guests too; without those of one user."""
    kept = Q(answer=_YES) | Q(answer=_WAITING, offered_until__isnull=False) | SENDS_SOMEBODY
    counted = RSVP.objects.filter(kept, meeting=meeting, by_call=by_call).exclude(user=but)
    sums = counted.aggregate(people=Count("pk"), guests=Sum("guests"))
    return int(sums["people"] or 0) + int(sums["guests"] or 0)


def waiting(meeting: Meeting, *, by_call: bool) -> QuerySet[RSVP]:
    """Who waits for a place and has none kept for them, the longest first.

    Whoever comes with more guests than there are places by now keeps nobody waiting.
    """
    found = RSVP.objects.filter(meeting=meeting, answer=_WAITING, by_call=by_call, offered_until=None)
    seats = meeting.seats_for(by_call=by_call)
    found = found if seats is None else found.filter(guests__lt=seats)
    return found.select_related("user").order_by("waiting_since", "pk")


@transaction.atomic
def offer_places(meeting: Meeting, at: datetime) -> None:
    """Keep free places for those who have waited longest; each has 24 hours to take it, at most until the meeting begins."""
    if meeting.cancelled_at is not None or meeting.starts_at <= at:
        return
    for by_call in (False, True):
        seats = meeting.seats_for(by_call=by_call)
        free = None if seats is None else seats - taken(meeting, by_call=by_call)
        for rsvp in waiting(meeting, by_call=by_call):
            if free is not None and rsvp.heads > free:
                break  # the first in line goes first, also where a later one would fit
            rsvp.offered_until = min(at + KEPT, meeting.starts_at)
            rsvp.save(update_fields=["offered_until"])
            telling.tell_offered(rsvp, meeting, at)
            free = None if free is None else free - rsvp.heads


@transaction.atomic
def answer_offer(meeting: Meeting, user: User, *, takes: bool, at: datetime) -> RSVP:
    """Take the place that is kept for somebody, with their guests, or pass it on. Raises Refused where none is kept."""
    kept = RSVP.objects.filter(meeting=_held(meeting), user=user, answer=_WAITING, offered_until__gt=at).first()
    if kept is None:
        raise Refused(_("No place is kept for you just now."))
    return say(meeting, user, answer=_YES if takes else _NO, by_call=kept.by_call, guests=kept.guests, at=at)


@transaction.atomic
def lapse(meeting: Meeting, at: datetime) -> int:
    """Pass places on that were kept for a day and not taken. Whoever did not take one may ask again."""
    held = _held(meeting)
    over = list(RSVP.objects.filter(meeting=held, answer=_WAITING, offered_until__lte=at).select_related("user"))
    for rsvp in over:
        rsvp.answer, rsvp.waiting_since, rsvp.offered_until = _MAYBE, None, None
        rsvp.save(update_fields=["answer", "waiting_since", "offered_until"])
        answered.send(Meeting, meeting=held, rsvp=rsvp)
    offer_places(held, at)
    return len(over)


def pass_on(now: datetime) -> int:
    """Pass on all places whose day is over, and return how many. Safe to run twice."""
    lapsed = RSVP.objects.filter(offered_until__lte=now, answer=_WAITING, meeting__group__ended_at=None)
    found = lapsed.values_list("meeting", flat=True).distinct()
    return sum(lapse(meeting, now) for meeting in Meeting.objects.filter(pk__in=list(found)).select_related("group"))


def refit(meeting: Meeting) -> None:
    """After the room or the call was taken away: everybody comes the way that is left, and takes a place there.

    Whoever finds none waits for one, from when they had answered; they are told with what has changed.
    """
    if meeting.has_room and meeting.has_call:
        return
    by_call = meeting.has_call
    seats = meeting.seats_for(by_call=by_call)
    moved = list(RSVP.objects.filter(meeting=meeting, by_call=not by_call).order_by("answered_at", "pk"))
    sent = sum(rsvp.answer == _NO and bool(rsvp.substitute) for rsvp in moved)  # somebody comes in their place
    free = None if seats is None else seats - taken(meeting, by_call=by_call) - sent
    out = []
    for rsvp in moved:
        rsvp.by_call, has_place = by_call, rsvp.answer == _YES or rsvp.offered_until is not None
        if has_place and free is not None and rsvp.heads > free:
            rsvp.answer, rsvp.waiting_since, rsvp.offered_until = _WAITING, rsvp.answered_at, None
            rsvp.remind_at = None
            out.append(rsvp)
        elif has_place and free is not None:
            free -= rsvp.heads
    fields = ["by_call", "answer", "waiting_since", "offered_until", "remind_at"]
    RSVP.objects.bulk_update(moved, fields, batch_size=200)
    users = {rsvp.user_id for rsvp in out}
    meeting.duties.filter(user__in=users).delete()
    outbox.call_back_all(users, [telling.prefix(meeting)])
    for rsvp in out:
        answered.send(Meeting, meeting=meeting, rsvp=rsvp)


def _held(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    held.group = meeting.group
    return held


def _refuse(meeting: Meeting, user: User, answer: str, guests: int, at: datetime) -> None:
    if answer not in (_YES, _MAYBE, _NO):
        raise ValidationError({"answer": _("Please choose an answer.")})
    if not 0 <= guests <= MOST_GUESTS:
        raise ValidationError({"guests": _("At most %(n)d guests.") % {"n": MOST_GUESTS}})
    if guests and answer == _YES and not meeting.guests_may_come:
        raise ValidationError({"guests": _("This meeting is for members of the group alone.")})
    if meeting.cancelled_at is not None:
        raise Refused(_("This meeting was called off."))
    if meeting.ends_at <= at:
        raise Refused(_("This meeting is over."))
    if answer != _NO and not may_come(meeting, user):
        raise Refused(_("This meeting is for members of the group."))


def may_come(meeting: Meeting, user: User) -> bool:
    """Whether somebody may say that they come: a member, or anybody where others may come who were not removed."""
    membership = Membership.objects.filter(group=meeting.group, user=user).first()
    if membership is not None and (membership.is_current or membership.is_barred):
        return membership.is_current
    return meeting.guests_may_come and meeting.group.is_listed


def way(meeting: Meeting, by_call: bool) -> bool:
    """Whether they come by call: as they like where both are possible."""
    return (by_call or not meeting.has_room) and meeting.has_call


def _has_place(rsvp: RSVP, at: datetime) -> bool:
    is_kept = rsvp.offered_until is not None and rsvp.offered_until > at
    sends = rsvp.answer == _NO and bool(rsvp.substitute)
    return rsvp.answer == _YES or sends or (rsvp.answer == _WAITING and is_kept)


def _seat(meeting: Meeting, rsvp: RSVP, by_call: bool, guests: int, at: datetime, *, had_place: bool) -> None:
    """Give them a place, or put them at the end of the line."""
    seats, is_same_way = meeting.seats_for(by_call=by_call), rsvp.by_call == by_call
    if guests and seats is not None and 1 + guests > seats:
        raise Refused(_("There are not so many places. Please bring fewer guests."))
    fits = _fits(meeting, rsvp, by_call, guests)
    is_first = (had_place and is_same_way) or not waiting(meeting, by_call=by_call).exclude(pk=rsvp.pk).exists()
    if fits and is_first:
        rsvp.answer, rsvp.waiting_since, rsvp.offered_until, rsvp.substitute = _YES, None, None, ""
    elif had_place:
        raise Refused(_("There is no room for that. You keep your place as it is."))
    else:
        is_lapsed = rsvp.offered_until is not None  # a place was kept for them, and its day is over
        keeps_turn = rsvp.answer == _WAITING and is_same_way and not is_lapsed
        since = rsvp.waiting_since if keeps_turn else None
        rsvp.answer, rsvp.waiting_since, rsvp.offered_until, rsvp.substitute = _WAITING, since or at, None, ""


def _send(meeting: Meeting, rsvp: RSVP, by_call: bool, name: str, *, had_place: bool) -> None:
    """Note who comes in their place, where they have one to give, or there is one for them."""
    has_one = had_place and rsvp.by_call == by_call
    if name and not has_one:
        is_first = not waiting(meeting, by_call=by_call).exclude(pk=rsvp.pk).exists()
        if not (is_first and _fits(meeting, rsvp, by_call, 0)):
            raise Refused(_("All places are taken, so nobody can come in your place."))
    rsvp.substitute = name


def _fits(meeting: Meeting, rsvp: RSVP, by_call: bool, guests: int) -> bool:
    seats = meeting.seats_for(by_call=by_call)
    return seats is None or taken(meeting, by_call=by_call, but=rsvp.user) + 1 + guests <= seats


def _keep(rsvp: RSVP, plan: Plan | None) -> None:
    for name, words in _stripped(plan).items() if plan is not None else ():
        setattr(rsvp, name, words)


def _parts(meeting: Meeting, scope: str) -> list[Series]:
    """The series of a meeting, and where it went on differently at some time those before and after."""
    own = meeting.series
    assert own is not None
    whole = own.whole_id or own.pk
    found = Series.objects.filter(Q(pk=whole) | Q(whole=whole))
    if scope == "following":
        day = meeting.starts_at.astimezone(meeting.zone).date()
        found = found.filter(Q(pk=own.pk) | Q(ends_before=None) | Q(ends_before__gt=day))
    return list(found.order_by("pk"))


def _stripped(plan: Plan) -> dict[str, str]:
    most = {"leaves": 60, "leaves_from": 120, "obstacle": 300}
    return {name: getattr(plan, name).strip()[:length] for name, length in most.items()}


def _after(meeting: Meeting, rsvp: RSVP, at: datetime) -> None:
    if rsvp.answer != _YES:
        outbox.call_back(rsvp.user, telling.prefix(meeting))
        rsvp.meeting.duties.filter(user=rsvp.user).delete()
    offer_places(meeting, at)
    answered.send(Meeting, meeting=meeting, rsvp=rsvp)
