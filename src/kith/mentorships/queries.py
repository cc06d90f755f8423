"""What can be asked about mentoring and coffee; each for one member, or for whoever organises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window

from kith import sql
from kith.accounts.models import User
from kith.groups.models import INNER, Group, Membership
from kith.mentorships.models import Drinker, Match, Mentee, Mentor, Mentorship, Rhythm, Round, Seat, Session
from kith.prepared import prepared
from kith.ui import waiting

SHOWN = 10
FIRST = 25  # matches of a round whose question is prepared
SIDES = ("mentor", "mentee")
_MENTORSHIPS, _TALKS = 50, 100
_USERS = tuple(f"{side}__user" for side in SIDES)
_OF_A_NAME = ("joined_at", "left_at", "user__name")
_NAMES = tuple(f"{side}__{field}" for side in SIDES for field in _OF_A_NAME)  # of both
_OF_A_MEMBER = (*_OF_A_NAME, "uid", "role", "does", "specialty", "shown", "gives_card", "user__email")
_COUNTS = "SELECT COUNT(*), COUNT(agreed_at) FROM mentorships_match WHERE round_id = %(round)s"
_FIGURES = """
    SELECT (SELECT COUNT(*) FROM mentorships_mentor o WHERE EXISTS (
            SELECT 1 FROM groups_membership m WHERE m.id = o.membership_id
            AND m.group_id = %(group)s AND m.left_at IS NULL AND m.role IN %(inner)s)),
        (SELECT COUNT(*) FROM mentorships_mentee o WHERE EXISTS (
            SELECT 1 FROM groups_membership m WHERE m.id = o.membership_id
            AND m.group_id = %(group)s AND m.left_at IS NULL AND m.role IN %(inner)s)),
        (SELECT COUNT(*) FROM mentorships_mentorship WHERE group_id = %(group)s AND ended_on IS NULL),
        (SELECT COUNT(*) FROM mentorships_mentorship WHERE group_id = %(group)s AND ended_on IS NOT NULL)"""


@dataclass(frozen=True)
class Mine:
    """What one member has to do with mentoring in a group."""

    offer: Mentor | None
    wish: Mentee | None
    matches: list[tuple[Match, Membership, str]]  # with the other, and what I said
    mentorships: list[tuple[Mentorship, Membership | None]]
    has_come_to_nothing: bool  # in the last round

    @property
    def is_proposed_a_mentor(self) -> bool:
        """Whether a mentor is proposed to them to whom they have not said no."""
        seeks = self.wish.membership_id if self.wish else None
        return any(match.mentee_id == seeks and said != Match.Answer.NO for match, _other, said in self.matches)


class Matches:
    """What a round found, as a paginator takes it: of the first page the question is put together once (kith.prepared)."""

    def __init__(self, asked: Round | None, count: int) -> None:
        self._round, self._count = asked, count

    def count(self) -> int:
        """How many there are."""
        return self._count

    def __getitem__(self, cut: slice) -> list[Match]:
        if self._round is None:
            return []
        is_first = not cut.start and cut.stop is not None and cut.stop <= FIRST
        return _first_matches(self._round)[cut] if is_first else list(matches_of(self._round)[cut])


def mine(membership: Membership) -> Mine:
    """Return all that a member sees of mentoring. Five queries."""
    matches = _in_group(_matches_for(membership), membership)
    mentorships = _in_group(_mentorships_of(membership), membership)
    return Mine(
        next(iter(_offer_of(membership)), None),
        next(iter(_wish_of(membership)), None),
        [(match, match.other_than(membership), match.answer_of(membership)) for match in matches],
        [(one, one.other_than(membership)) for one in mentorships],
        bool(_come_to_nothing(membership, membership.group)),
    )


def mentorship(membership: Membership, uid: UUID) -> Mentorship | None:
    """Return one of a member's own mentorships in the group, as its page shows it. One query."""
    return next(iter(_in_group(_mentorship(membership, membership.group, uid), membership)), None)


def talks(of: Mentorship) -> list[Session]:
    """Return the talks that the two noted, the latest first, as far as a page shows them. One query."""
    found, both = _talks(of), {member.pk: member for member in (of.mentor, of.mentee) if member}
    for talk in found:
        if talk.by_id in both:
            talk.by = both[talk.by_id]
    return found


def round_of(group: Group) -> Round | None:
    """Return the round that goes on, or the last one."""
    return next(iter(_going(group) or _last(group)), None)


def matches_of(asked: Round) -> QuerySet[Match]:
    """Return what a round found, the worst first, for whoever organises; who said what is not shown."""
    return Match.objects.filter(round=asked).select_related(*_USERS).only("uid", "reasons", "agreed_at", *_NAMES)


def found_in(asked: Round | None) -> tuple[Matches, int]:
    """Return what a round found, and how many of them became mentor and mentee. One query."""
    ((count, agreed),) = sql.rows(_COUNTS, round=asked.pk if asked else None)
    return Matches(asked, count), agreed


def figures(group: Group) -> dict[str, int]:
    """Return how many offer, look, and are mentor and mentee. One query."""
    (counts,) = sql.rows(_FIGURES, group=group.pk, inner=list(INNER))
    return dict(zip(("mentors", "mentees", "running", "ended"), counts, strict=True))


@dataclass(frozen=True)
class MyCoffee:
    """What one member sees of coffee in a group."""

    rhythm: Rhythm | None
    takes_part: bool
    is_quiet: bool  # takes part, and was not heard of for long: not paired
    now: list[tuple[Seat, list[Membership]]]  # of the last pairing, with the others
    before: list[tuple[Seat, list[Membership]]]
    count: int  # how many take part


def my_coffee(membership: Membership, on: date) -> MyCoffee:
    """Return a member's coffees, and whether more are to come."""
    rhythm = next(iter(_rhythm(membership.group)), None)
    last = rhythm.last_on if rhythm else None
    seats = _with_others(_seats(membership), membership)
    lately = _lately(membership.group, on)
    takes_part = bool(_drinker(membership))
    was_heard_of = membership.is_inner and membership.active_on is not None and membership.active_on >= lately
    return MyCoffee(
        rhythm,
        takes_part,
        takes_part and not was_heard_of,
        [one for one in seats if one[0].coffee.on == last],
        [one for one in seats if one[0].coffee.on != last],
        sum(many for (many,) in _taking_part(membership.group, lately)),
    )


def coming(membership: Membership) -> tuple[list[tuple[Match, Membership]], list[tuple[Seat, list[Membership]]]]:
    """Return what waits for a member: matches without their answer, and the last coffee that they did not note."""
    matches = _in_group(_matches_waiting(membership), membership)
    seats = _with_others(_seats_lately(membership, membership.group), membership)
    return [(one, one.other_than(membership)) for one in matches], [one for one in seats if one[1]]


def drinkers(group: Group, on: date) -> QuerySet[Membership]:
    """Return the memberships of those who take part in coffee and were heard of lately."""
    return _heard_of(group, _lately(group, on)).exclude(drinker=None).order_by("pk")


def seat(membership: Membership, uid: UUID) -> Seat | None:
    """Return a member's own place at a coffee."""
    found = Seat.objects.filter(membership=membership, coffee__uid=uid)
    return found.select_related("coffee", "membership__group", "membership__user").first()


@prepared
def waiting_for(user: User) -> QuerySet[Match]:
    """Return what was proposed to a user, in any group, and waits for the user's answer, as far as the inbox shows it."""
    ours = Membership.objects.inner().filter(user=user, group__ended_at=None)
    open_ = Q(mentor__in=ours, by_mentor="") | Q(mentee__in=ours, by_mentee="")
    found = Match.objects.filter(open_, round__state=Round.State.PROPOSED, agreed_at=None).order_by("pk")
    of_group = ("round__group__slug", "round__group__name")
    return found.select_related("round__group", *_USERS).only("uid", *of_group, *_NAMES)[: waiting.SHOWN]


@prepared
def asked_of(user: User) -> QuerySet[Mentorship]:
    """Return the mentorships of which a user is asked how it goes, in any group, the oldest first, for the inbox."""
    ours = Membership.objects.inner().filter(user=user, group__ended_at=None)
    asked = Q(mentor__in=ours, mentor_asked_on__isnull=False) | Q(mentee__in=ours, mentee_asked_on__isnull=False)
    found = Mentorship.objects.running().filter(asked).select_related("group", *_USERS).order_by("starts_on", "pk")
    return found.only("uid", "ends_on", "group__slug", "group__name", *_NAMES)[: waiting.SHOWN]


def _lately(group: Group, on: date) -> date:
    return on - timedelta(days=group.quiet_days)


def _heard_of(group: Group, lately: date) -> QuerySet[Membership]:
    """Those who may be paired for coffee, if they take part."""
    return Membership.objects.inner().filter(group=group, active_on__gte=lately, user__is_active=True)


def _in_group(found: list[Any], membership: Membership) -> list[Any]:
    """The same, with the group of all of them at hand."""
    for one in found:
        one.group = membership.group
        for side in SIDES:
            if (member := getattr(one, side)) is not None:
                member.group = membership.group
    return found


def _with_others(found: list[Seat], membership: Membership) -> list[tuple[Seat, list[Membership]]]:
    """Places of a member, each with the others there. One query at most."""
    others: dict[int, list[Membership]] = {one.coffee_id: [] for one in found}
    for other in _seats_beside(membership, list(others)):
        other.membership.group = membership.group
        others[other.coffee_id].append(other.membership)
    return [(one, others[one.coffee_id]) for one in found]


def _waiting(membership: Membership) -> Q:
    return Q(mentor=membership, by_mentor="") | Q(mentee=membership, by_mentee="")


def _shown(found: QuerySet[Any], *fields: str) -> QuerySet[Any]:
    """What pages show of matches or mentorships, and of the two."""
    of_both = (f"{side}__{field}" for side in SIDES for field in _OF_A_MEMBER)
    return found.select_related(None).select_related(*_USERS).only(*fields, *of_both)


@prepared
def _matches_for(membership: Membership) -> QuerySet[Match]:
    return _shown(Match.objects.for_member(membership), "uid", "by_mentor", "by_mentee")


@prepared
def _matches_waiting(membership: Membership) -> QuerySet[Match]:
    return _shown(Match.objects.for_member(membership).filter(_waiting(membership)), "uid")


@prepared
def _mentorships_of(membership: Membership) -> QuerySet[Mentorship]:
    return _shown(Mentorship.objects.of(membership), "uid", "often", "ends_on", "ended_on")[:_MENTORSHIPS]


@prepared
def _mentorship(membership: Membership, group: Group, uid: UUID) -> QuerySet[Mentorship]:
    fields = (field.name for field in Mentorship._meta.concrete_fields)
    return _shown(Mentorship.objects.of(membership).filter(uid=uid, group=group), *fields)


@prepared
def _talks(of: Mentorship) -> QuerySet[Session]:
    return Session.objects.filter(mentorship=of).only("by_id", "on", "about", "next_step")[:_TALKS]


@prepared
def _offer_of(membership: Membership) -> QuerySet[Mentor]:
    return Mentor.objects.filter(membership=membership)[:1]


@prepared
def _wish_of(membership: Membership) -> QuerySet[Mentee]:
    return Mentee.objects.filter(membership=membership)[:1]


@prepared
def _come_to_nothing(membership: Membership, group: Group) -> QuerySet[Match, Any]:
    """Whether what was proposed to a member in the last round, which is over, came to nothing."""
    last = Subquery(Round.objects.filter(group=group).values("pk")[:1])
    beside = Q(mentor=membership) | Q(mentee=membership)
    ended = Match.objects.filter(beside, round=last, round__state=Round.State.OVER, agreed_at=None)
    return ended.values_list("pk")[:1]


@prepared
def _going(group: Group) -> QuerySet[Round]:
    return Round.objects.filter(group=group).exclude(state=Round.State.OVER)[:1]


@prepared
def _last(group: Group) -> QuerySet[Round]:
    return Round.objects.filter(group=group)[:1]


@prepared
def _first_matches(asked: Round) -> QuerySet[Match]:
    # These are found first, so that not all of the round are joined with their names before they are sorted.
    return matches_of(asked).filter(pk__in=Match.objects.filter(round=asked).values("pk")[:FIRST])


@prepared
def _rhythm(group: Group) -> QuerySet[Rhythm]:
    return Rhythm.objects.filter(group=group)[:1]


@prepared
def _drinker(membership: Membership) -> QuerySet[Drinker, Any]:
    return Drinker.objects.filter(membership=membership).values_list("pk")[:1]


@prepared
def _taking_part(group: Group, lately: date) -> QuerySet[Drinker, Any]:
    """How many take part in coffee: one row, or none. Few drink of many members, so it begins with those who do."""
    heard_of = _heard_of(group, lately).filter(pk=OuterRef("membership"))
    return Drinker.objects.filter(Exists(heard_of)).order_by().values_list(Window(Count("pk")))[:1]


@prepared
def _seats(membership: Membership) -> QuerySet[Seat]:
    mine = Seat.objects.filter(membership=membership).select_related("coffee").order_by("-coffee__on")
    return mine.only("noted_on", "coffee__uid", "coffee__on")[:SHOWN]


@prepared
def _seats_lately(membership: Membership, group: Group) -> QuerySet[Seat]:
    """Those of the last coffee that are not noted."""
    last = Rhythm.objects.filter(group=group).values("last_on")
    mine = Seat.objects.filter(membership=membership, coffee__on__in=last, noted_on=None).select_related("coffee")
    return mine.order_by("-coffee__on").only("noted_on", "coffee__uid", "coffee__on")[:SHOWN]


@prepared
def _seats_beside(membership: Membership, coffees: list[int]) -> QuerySet[Seat]:
    beside = Seat.objects.filter(coffee__in=coffees).exclude(membership=membership).select_related("membership__user")
    return beside.only("coffee_id", *(f"membership__{field}" for field in _OF_A_MEMBER))
