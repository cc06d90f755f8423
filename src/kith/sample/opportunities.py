"""Opportunities of the sample network: what came of talks and introductions, and applications without a contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from kith.imports.models import Import
from kith.opportunities import actions, queries
from kith.opportunities.models import Opportunity
from kith.people import actions as people
from kith.people.models import Person, Tier
from kith.sample import organisations as orgs

_OFTEN = 3  # touches
_A_WHILE, _LONG = timedelta(days=100), timedelta(days=1000)
# what, kind, days ago, source, channel, the stages since with how many days later each
_THROUGH_PEOPLE: tuple[tuple[str, str, int, str, str, tuple[tuple[str, int], ...]], ...] = (
    ("Head of data platform", "opening", 24, "introduction", "in_person", (("talking", 4), ("interview", 15))),
    ("Lead for the timetable rewrite", "opening", 60, "person", "video", (("applied", 5), ("interview", 20))),
    ("Room for the Python meetup in spring", "room", 40, "group", "in_person", (("talking", 9), ("won", 30))),
    ("Pilot of route planning in two depots", "client", 130, "person", "phone", (("talking", 20), ("won", 75))),
    ("Open data advisory board", "project", 210, "introduction", "email", (("talking", 8), ("offer", 40), ("won", 52))),
    ("Principal engineer", "opening", 260, "recruiter", "linkedin", (("interview", 20), ("lost", 45))),
    ("Map data review for the harbour", "project", 300, "person", "in_person", (("won", 25),)),
    ("Engineering manager", "opening", 330, "person", "video", (("applied", 6), ("interview", 22), ("set_aside", 40))),
    ("Workshop on open timetables", "client", 380, "introduction", "email", (("talking", 10), ("won", 60))),
    ("Staff engineer, logistics", "opening", 420, "person", "chat", (("applied", 3), ("lost", 70))),
    ("Talk at the chamber of commerce", "lead", 450, "group", "in_person", (("won", 20),)),
    ("Data lead at the port", "opening", 500, "person", "phone", (("applied", 9), ("interview", 30), ("lost", 50))),
)
_ALONE = (
    *(
        "Senior data engineer",
        "Platform engineer",
        "Backend developer",
        "Data product owner",
        "Site reliability engineer",
    ),
    *("Solutions architect", "Analytics engineer", "Team lead, routing", "Machine learning engineer", "GIS developer"),
    *("Head of engineering", "Developer advocate", "Principal developer", "Data engineer, energy"),
)
# Of the applications without a contact, by their number: the stages since, with how many days later each.
_WENT_ON = {4: (("interview", 19), ("lost", 33)), 7: (("interview", 12), ("offer", 30), ("set_aside", 34))}


def add(sample: Import, *, today: date) -> None:
    """Bring the opportunities into the book, as a part of the sample."""
    rng = Random(2026)
    for row, person in zip(_THROUGH_PEOPLE, _partners(sample, today, rng), strict=False):
        _through(sample, row, person, today)
    for number, title in enumerate(_ALONE):
        _alone(sample, title, today - timedelta(days=8 + 37 * number), _WENT_ON.get(number, ()), rng)


def remove(sample: Import) -> None:
    """Take them away, whatever the user tried out with them."""
    Opportunity.objects.filter(owner=sample.owner, batch=sample.uid).delete()


def _partners(sample: Import, today: date, rng: Random) -> list[Person]:
    """With whom something came about: some who were met through somebody, some met once, then some of each tier."""
    made = Person.objects.in_book().filter(owner=sample.owner, batch=sample.uid).order_by("pk")
    introduced = made.exclude(met_through=None).filter(touches__gte=_OFTEN)[:2]
    once = made.filter(touches=1, last_touch_on__lt=today - _A_WHILE, last_touch_on__gt=today - _LONG)[:4]
    tiers = [list(made.filter(tier=tier, touches__gte=_OFTEN)) for tier in (Tier.CLOSE, Tier.KNOWN, Tier.WARM)]
    some = [rng.choice(each) for _round in range(len(_THROUGH_PEOPLE)) for each in tiers if each]
    return list(dict.fromkeys([*introduced, *once, *some]))


def _through(
    sample: Import, row: tuple[str, str, int, str, str, Sequence[tuple[str, int]]], person: Person, today: date
) -> None:
    title, kind, days, source, channel, since = row
    on = today - timedelta(days=days)
    if person.touches == 1 and person.last_touch_on is not None:
        on = person.last_touch_on + timedelta(days=3)  # it came of the one talk that there was
    at = person.positions.filter(is_current=True).exclude(organisation=None).select_related("organisation").first()
    is_open = since[-1][0] in queries.OPEN_STAGES
    one = actions.begin(
        sample.owner,
        title=title,
        on=on,
        kind=kind,
        source=source,
        channel=channel,
        organisation=at.organisation if at else None,
        people=[person],
        since=[(stage, on + timedelta(days=later)) for stage, later in since],
        next_step="Send them the two case studies" if is_open else "",
        next_on=today + timedelta(days=days % 5) if is_open else None,
        batch=sample.uid,
    )
    actions.accept(one, queries.proposed(one), at=None)


def _alone(sample: Import, title: str, on: date, since: Sequence[tuple[str, int]], rng: Random) -> None:
    """An application without a contact; most of them are not heard of again."""
    name = rng.choice(orgs.ELSEWHERE)
    actions.begin(
        sample.owner,
        title=title,
        on=on,
        stage=Opportunity.Stage.APPLIED,
        source=Opportunity.Source.APPLICATION,
        channel="linkedin",
        organisation=people.find_or_add_organisation(sample.owner, name, sample.uid),
        since=[(stage, on + timedelta(days=later)) for stage, later in since],
        batch=sample.uid,
    )
