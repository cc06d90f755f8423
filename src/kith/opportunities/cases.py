"""Opportunities as the cases that kith.opportunities.figures counts: through whom each came, and how that person stood then.

- It came **through** the last person of its chain; without a chain through the first person who has to do with it, if its
  source is a person, an introduction, a group, a recruiter or the target card; else through nobody.
- The **first conversation** of the chain with somebody is the earliest day at which they stand in it, else the day on which
  the opportunity was first heard of. Their level is what it was on the eve of that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kith.accounts.models import User
from kith.opportunities import chains_in_words
from kith.opportunities.figures import Case, full_months
from kith.opportunities.models import Involvement, Link, Opportunity, StageChange
from kith.opportunities.proposals import day_of
from kith.people.models import Person
from kith.ties.levels import Moment, Stood, levels_before

Source = Opportunity.Source
_READ = (  # of links; rows of whole people are what made this slow
    *("opportunity_id", "on", "person__name", "interaction__on", "introduction__asked_at", "introduction__created_at"),
    *("introduction__introducer__name", "introduction__other__name"),
)
PERSONAL = frozenset({Source.PERSON, Source.INTRODUCTION, Source.GROUP, Source.RECRUITER, Source.TARGET_CARD})


@dataclass(frozen=True, slots=True)
class Told:
    """An opportunity with its case, and the person through whom it came."""

    opportunity: Opportunity
    case: Case
    through: Person | None


@dataclass(frozen=True, slots=True)
class _Way:
    """Who stands in a chain, each with the first day, and through whom the opportunity came."""

    days: Mapping[int, date]
    through: Person | None

    @property
    def moments(self) -> list[Moment]:
        return list(self.days.items())


def load(owner: User) -> list[Told]:
    """All opportunities of the book, the earliest first. Seven queries, whatever their number."""
    found = list(
        Opportunity.objects.visible_to(owner).in_book().select_related("organisation").order_by("began_on", "pk")
    )
    reached = _reached(owner)
    ways = _ways(owner, found)
    stood = levels_before(owner, [moment for way in ways.values() for moment in way.moments])
    return [_told(each, reached[each.pk] | {each.stage}, ways[each.pk], stood) for each in found]


def _told(opportunity: Opportunity, reached: set[str], way: _Way, stood: Mapping[Moment, Stood]) -> Told:
    through = way.through
    theirs = stood[through.pk, way.days[through.pk]] if through else None
    first = theirs.first_touch_on if theirs else None
    case = Case(
        began_on=opportunity.began_on,
        stage=opportunity.stage,
        reached=frozenset(reached),
        source=opportunity.source,
        channel=opportunity.channel,
        level=theirs.level if theirs else None,
        levels=frozenset(stood[moment].level for moment in way.moments),
        months=full_months(first, opportunity.began_on) if first else None,
    )
    return Told(opportunity, case, through)


def _reached(owner: User) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for opportunity, stage in StageChange.objects.filter(owner=owner).values_list("opportunity_id", "stage"):
        found[opportunity].add(stage)
    return found


def _ways(owner: User, opportunities: Sequence[Opportunity]) -> dict[int, _Way]:
    links: dict[int, list[Link]] = defaultdict(list)
    pointed = ("person", "interaction", "introduction__introducer", "introduction__other")
    for link in Link.objects.filter(owner=owner).select_related(*pointed).only(*_READ).order_by("place", "pk"):
        if link.introduction is not None:
            link.introduction.owner = owner
        links[link.opportunity_id].append(link)
    all_links = [link for chain in links.values() for link in chain]
    parts = chains_in_words.people_of(link.interaction.pk for link in all_links if link.interaction is not None)
    involved: dict[int, Person] = {}
    theirs = Involvement.objects.filter(owner=owner).select_related("person").only("opportunity_id", "person__name")
    for part in theirs.order_by("-pk"):
        involved[part.opportunity_id] = part.person  # the first one stays
    return {each.pk: _way(each, links[each.pk], parts, involved.get(each.pk)) for each in opportunities}


def _way(
    opportunity: Opportunity, chain: Sequence[Link], parts: Mapping[int, list[Person]], involved: Person | None
) -> _Way:
    days: dict[int, date] = {}
    through: Person | None = None
    for link in chain:
        for somebody, on in _people_of(link, parts):
            day = min(on or opportunity.began_on, opportunity.began_on)
            days[somebody.pk] = min(days.get(somebody.pk, day), day)
            through = somebody
    if through is None and involved is not None and opportunity.source in PERSONAL:
        through, days[involved.pk] = involved, opportunity.began_on
    return _Way(days, through)


def _people_of(link: Link, parts: Mapping[int, list[Person]]) -> Iterator[tuple[Person, date | None]]:
    """Who stands in a link, whom it leads to last; of those who were at a talk the first one named."""
    if link.interaction is not None:
        for person in reversed(parts[link.interaction.pk]):
            yield person, link.interaction.on
    elif link.introduction is not None:
        for side in (link.introduction.introducer, link.introduction.other):
            if side is not None:
                yield side, link.on or day_of(link.introduction)
    elif link.person is not None:
        yield link.person, link.on
