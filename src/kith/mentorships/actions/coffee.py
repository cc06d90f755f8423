"""Coffee: how often, who takes part, pairing them, and noting that it happened."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import combinations

from django.db import transaction
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups.actions import note, note_activity
from kith.groups.models import Group, Membership
from kith.interactions import actions as interactions
from kith.interactions.models import Channel, Direction, Interaction, Kind
from kith.mentorships import queries
from kith.mentorships.actions.answering import months_later
from kith.mentorships.actions.offering import refuse_outsider
from kith.mentorships.books import person_of
from kith.mentorships.in_common import with_friends
from kith.mentorships.models import Coffee, Drinker, Often, Rhythm, Seat
from kith.pairing import pair_for_coffee

GAP = timedelta(days=92)  # in which two do not meet again
_SECONDS = 5.0
_Pairs = list[tuple[int, int]]


def set_rhythm(group: Group, often: str, *, next_on: date | None, by: User, at: datetime) -> Rhythm:
    """Have coffee from a day on, or let it rest. Raises ValidationError, Refused for a day that has been."""
    if next_on is not None and next_on < at.astimezone(group.zone).date():
        raise Refused(_("Please choose a day to come."))
    rhythm = Rhythm.objects.filter(group=group).first() or Rhythm(group=group)
    rhythm.often, rhythm.next_on = often, next_on
    rhythm.full_clean(exclude=["group"])
    rhythm.save()
    note(group, _("set how often there is coffee"), by=by, at=at)
    return rhythm


@transaction.atomic
def drink_coffee(membership: Membership, *, at: datetime) -> None:
    """Take part from the next time on, also after a while of silence. Raises Refused."""
    refuse_outsider(membership)
    day = membership.user.today(at)
    Drinker.objects.get_or_create(membership=membership, defaults={"since": day})
    note_activity(membership.group, [membership.user], on=day)


def no_coffee(membership: Membership) -> None:
    """Sit out until further notice."""
    Drinker.objects.filter(membership=membership).delete()


def pair(group: Group, *, on: date) -> int:
    """Pair those who take part and were heard of lately, if it is the day; returns how many coffees there are.

    Two who had coffee within three months are not paired again: whoever would have to sits out this time. Others can write
    while it is worked out; of two workers who do so at once one keeps what it found.
    """
    rhythm = Rhythm.objects.filter(group=group, next_on__lte=on).first()
    if rhythm is None:
        return 0
    drinkers = list(queries.drinkers(group, on).values_list("pk", "user"))
    people = [pk for pk, _user in drinkers]
    met, liked = _met(people, group, on), with_friends([user for _pk, user in drinkers], group, on)
    paired = pair_for_coffee(len(people), met=met, preferred=liked, seed=on.toordinal(), seconds=_SECONDS)
    repeats = {frozenset(pair) for pair in paired.repeats}
    tables = [_fresh(table, repeats) for table in paired.tables]
    return _keep(rhythm, [[people[one] for one in table] for table in tables if table], on)


@transaction.atomic
def note_coffee(seat: Seat, *, at: datetime) -> Interaction:
    """Note in the member's own book that they had this coffee, as one touch with the others; once. Raises Refused."""
    Seat.objects.select_for_update().filter(pk=seat.pk).first()  # a button pressed twice notes it once
    owner, key = seat.membership.user, f"coffee:{seat.coffee.uid}"
    found: Interaction | None = Interaction.objects.visible_to(owner).filter(source_key=key).first()
    if found is not None:
        return found
    others = seat.coffee.seats.exclude(pk=seat.pk).select_related("membership__user", "membership__group")
    cards = [other.membership for other in others if other.membership.is_current]
    if not cards or seat.coffee.on > owner.today(at):
        raise Refused(_("There is nobody to note this with."))
    touch = interactions.log(
        owner,
        people=[person_of(owner, card, at=at) for card in cards],
        kind=Kind.MEETING,
        direction=Direction.MUTUAL,
        channel=Channel.IN_PERSON,
        on=owner.today(at),
        summary=_("Coffee, %(group)s") % {"group": seat.membership.group},
        source_key=key,
        now=at,
    )
    Seat.objects.filter(pk=seat.pk).update(noted_on=owner.today(at))
    note_activity(seat.membership.group, [owner], on=owner.today(at))
    return touch


def _next(on: date, often: str) -> date:
    days = {Often.WEEKLY: 7, Often.FORTNIGHTLY: 14}.get(Often(often))
    return on + timedelta(days=days) if days else months_later(on, 1)


def _met(people: list[int], group: Group, on: date) -> _Pairs:
    """Who had coffee with whom within the gap, as places in people, the earliest first."""
    place, tables = {pk: number for number, pk in enumerate(people)}, defaultdict(list)
    seats = Seat.objects.filter(coffee__group=group, coffee__on__gt=on - GAP).order_by("coffee__on", "coffee", "pk")
    for coffee, member in seats.values_list("coffee", "membership"):
        if member in place:
            tables[coffee].append(place[member])
    return [pair for table in tables.values() for pair in combinations(table, 2)]


def _fresh(table: list[int], repeats: set[frozenset[int]]) -> list[int]:
    """The table, or of a trio two who have not met; nobody where there are no two."""
    for size in (len(table), 2):
        for some in combinations(table, size):
            if not any(frozenset(pair) in repeats for pair in combinations(some, 2)):
                return list(some)
    return []


@transaction.atomic
def _keep(rhythm: Rhythm, tables: list[list[int]], on: date) -> int:
    due = Rhythm.objects.filter(pk=rhythm.pk, next_on=rhythm.next_on)
    if not due.update(next_on=_next(on, rhythm.often), last_on=on):
        return 0  # another worker has done it
    coffees = Coffee.objects.bulk_create([Coffee(group_id=rhythm.group_id, on=on) for _table in tables])
    Seat.objects.bulk_create(
        Seat(coffee=coffee, membership_id=member)
        for coffee, table in zip(coffees, tables, strict=True)
        for member in table
    )
    return len(tables)
