"""A round: matching a whole group at once, looking at what was found, proposing it, and ending it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.actions import note
from kith.groups.models import Group, Membership
from kith.mentorships import fitting
from kith.mentorships.models import Match, Mentee, Mentor, Mentorship, Round
from kith.pairing import match_mentors

TIME_TO_ANSWER = timedelta(days=14)
_State = Round.State


def ask_round(group: Group, *, by: User, at: datetime) -> Round:
    """Have the whole group matched; a job works it out. Raises Refused while another round goes on."""
    try:
        with transaction.atomic():
            asked: Round = Round.objects.create(group=group, asked_at=at)
            note(group, _("had mentors matched"), by=by, at=at)
    except IntegrityError as error:
        raise Refused(_("A round goes on. It has to end first.")) from error
    return asked


def work_out(round_id: int) -> int:
    """Find matches for a round that waits, and return how many; nothing where another worker did, or it is gone."""
    asked = Round.objects.select_related("group").filter(pk=round_id, state=_State.WAITING).first()
    if asked is None:
        return 0
    mentors, mentees = _mentors(asked.group), _mentees(asked.group)
    matches = _matches(asked, mentors, mentees) if mentors and mentees else []
    return _keep(asked, matches, without=len(mentees) - len(matches))


@transaction.atomic
def drop(match: Match) -> None:
    """Leave a match out before it is proposed. Raises Refused afterwards."""
    if not _holds(match.round, _State.FOUND):
        raise Refused(_("This has been proposed already."))
    Match.objects.filter(pk=match.pk).delete()
    Round.objects.filter(pk=match.round_id).update(without=match.round.without + 1)


@transaction.atomic
def propose(asked: Round, *, by: User, at: datetime) -> None:
    """Propose the matches to both sides of each, with two weeks to answer; a job writes to them. Raises Refused."""
    until = at.astimezone(asked.group.zone).date() + TIME_TO_ANSWER
    ours = Round.objects.filter(pk=asked.pk, state=_State.FOUND)
    if not asked.matches.exists() or not ours.update(state=_State.PROPOSED, answer_by=until):
        raise Refused(_("There is nothing to propose."))
    note(asked.group, _("proposed mentors"), by=by, at=at)


@transaction.atomic
def discard(asked: Round) -> None:
    """Throw away what was found and not proposed. Raises Refused."""
    if not _holds(asked, _State.FOUND) and not _holds(asked, _State.WAITING):
        raise Refused(_("This has been proposed already."))
    asked.delete()


def end_round(asked: Round) -> None:
    """End it: matches to which not both said yes come to nothing, whoever did not."""
    Round.objects.filter(pk=asked.pk, state=_State.PROPOSED).update(state=_State.OVER)


def _mentors(group: Group) -> list[Mentor]:
    """Those with room; who mentored before comes first, then who offered first."""
    offered = Mentor.objects.filter(membership__in=_members(group))
    past = Mentorship.objects.filter(group=group).exclude(ended_on=None).exclude(mentor=None)
    times = Counter(past.values_list("mentor", flat=True))
    found = sorted(offered.select_related("membership"), key=lambda one: -times[one.membership_id])
    return [mentor for mentor, room in zip(found, _room(found), strict=True) if room]


def _members(group: Group) -> QuerySet[Membership]:
    """Those who can answer."""
    return Membership.objects.inner().filter(group=group, user__is_active=True)


def _room(mentors: list[Mentor]) -> list[int]:
    running = Mentorship.objects.running().filter(mentor__in=[one.membership_id for one in mentors])
    taken = Counter(running.values_list("mentor", flat=True))
    return [max(0, one.capacity - taken[one.membership_id]) for one in mentors]


def _mentees(group: Group) -> list[Mentee]:
    seeking = Mentee.objects.filter(membership__in=_members(group))
    return list(seeking.select_related("membership"))


def _matches(asked: Round, mentors: list[Mentor], mentees: list[Mentee]) -> list[Match]:
    """The best for the whole group, without pairs to whom it was proposed before in vain."""
    before = Match.objects.filter(round__group=asked.group, agreed_at=None).values_list("mentee", "mentor")
    found = match_mentors(fitting.pairs(mentees, mentors, list(before)), _room(mentors))
    chosen = [
        (mentee, mentors[place], float(fit))
        for mentee, place, fit in zip(mentees, found.mentor, found.fit, strict=True)
        if place >= 0
    ]
    return [
        Match(
            round=asked,
            mentor_id=mentor.membership_id,
            mentee_id=mentee.membership_id,
            fit=fit,
            reasons=fitting.reasons(mentee, mentor),
        )
        for mentee, mentor, fit in chosen
    ]


@transaction.atomic
def _keep(asked: Round, matches: list[Match], *, without: int) -> int:
    if not Round.objects.filter(pk=asked.pk, state=_State.WAITING).update(state=_State.FOUND, without=without):
        return 0  # another worker was quicker
    Match.objects.bulk_create(matches)
    return len(matches)


def _holds(asked: Round, state: str) -> bool:
    return Round.objects.select_for_update().filter(pk=asked.pk, state=state).exists()
