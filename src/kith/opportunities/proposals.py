"""What Kith proposes for the beginning of a chain, from what the book knows: the last talk, the introduction, through whom
somebody was met. The user takes it or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kith.interactions.models import Interaction
from kith.interactions.queries import NOT_TOUCHES
from kith.introductions.models import Introduction
from kith.opportunities.models import Link, Opportunity
from kith.people.models import Person

MADE = (
    Introduction.State.INTRODUCED,
    Introduction.State.MET,
    Introduction.State.OUTCOME,
    Introduction.State.THANKED,
)
_HOPS = 2  # how many people back
_FULL_DAY = 10  # characters


@dataclass(frozen=True, slots=True)
class Proposal:
    """One link that may be put before the chain: exactly one of the three is there."""

    on: date | None
    person: Person | None = None
    interaction: Interaction | None = None
    introduction: Introduction | None = None

    @property
    def key(self) -> str:
        """What a form calls it by."""
        kinds = {"person": self.person, "interaction": self.interaction, "introduction": self.introduction}
        return next(f"{kind}:{row.pk}" for kind, row in kinds.items() if row is not None)

    # As a link has them, so that both are shown in the same words.
    text = ""


@dataclass(frozen=True, slots=True)
class _Trail:
    """Where the trail has come to: somebody, the day before which it goes on, and whether a talk with them is looked for."""

    person: Person
    before: date
    is_talk_wanted: bool


def propose(opportunity: Opportunity, chain: Sequence[Link]) -> list[Proposal]:
    """Return what may have come before the chain, earliest first; of nobody known, nothing. A few queries."""
    trail = _of_link(chain[0], opportunity) if chain else _of_people(opportunity)
    known = {key for each in chain for key in _keys(each)}
    found: list[Proposal] = []
    for _hop in range(_HOPS):
        if trail is None:
            break
        steps = list(_steps(trail))
        fresh = [each for each in steps if each.key not in known]
        found += fresh
        known |= {each.key for each in fresh}
        trail = _further(trail, steps)
    return found[::-1]


def day_of(introduction: Introduction) -> date:
    """The day in the user's calendar on which it was asked for, or else written down."""
    at = introduction.asked_at or introduction.created_at
    return at.astimezone(introduction.owner.zone).date()


def _keys(link: Link) -> Iterator[str]:
    for kind in ("person", "interaction", "introduction"):
        number = getattr(link, f"{kind}_id")
        if number is not None:
            yield f"{kind}:{number}"


def _of_people(opportunity: Opportunity) -> _Trail | None:
    first = opportunity.involvements.select_related("person").order_by("pk").first()
    return _Trail(first.person, opportunity.began_on, True) if first else None


def _of_link(link: Link, opportunity: Opportunity) -> _Trail | None:
    if link.introduction is not None and link.introduction.introducer is not None:
        return _Trail(link.introduction.introducer, day_of(link.introduction), True)
    if link.interaction is not None:
        there = (
            Person.objects.in_book()
            .filter(participations__interaction=link.interaction)
            .order_by("participations")
            .first()
        )
        return _Trail(there, link.interaction.on, False) if there else None
    if link.person is None:
        return None
    # The last talk with somebody is no part of the chain unless it is known when they came into it.
    return _Trail(link.person, link.on or opportunity.began_on, link.on is not None)


def _steps(trail: _Trail) -> Iterator[Proposal]:
    """The last talk with somebody, and how they were met, latest first."""
    before = trail.before
    if trail.is_talk_wanted and (talk := _last_talk(trail.person, before)):
        yield Proposal(talk.on, interaction=talk)
        before = talk.on
    met = _introduction_to(trail.person, trail.before)
    if met is not None:
        yield Proposal(day_of(met), introduction=met)
    elif trail.person.met_through is not None:
        yield Proposal(_met_on(trail.person), person=trail.person.met_through)


def _further(trail: _Trail, steps: Sequence[Proposal]) -> _Trail | None:
    last = steps[-1] if steps else None
    if last is None or last.interaction is not None:
        return None
    person = last.person or (last.introduction.introducer if last.introduction else None)
    return _Trail(person, last.on or trail.before, last.on is not None) if person else None


def _last_talk(person: Person, before: date) -> Interaction | None:
    talks = Interaction.objects.in_book().filter(owner=person.owner_id, people=person, on__lte=before)
    return talks.exclude(kind__in=NOT_TOUCHES).order_by("-on", "-pk").first()


def _introduction_to(person: Person, before: date) -> Introduction | None:
    made = Introduction.objects.filter(other=person, kind=Introduction.Kind.ASKED, state__in=MADE)
    known = made.select_related("introducer", "other", "owner").order_by("-created_at", "-pk")
    return next((each for each in known if day_of(each) <= before), None)


def _met_on(person: Person) -> date | None:
    return date.fromisoformat(person.met_on) if len(person.met_on) == _FULL_DAY else None
