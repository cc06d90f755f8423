"""Who knows whom in the sample network: what some told the user, of people the user does not know yet, and of some places."""

from __future__ import annotations

from datetime import date, timedelta

from kith.acquaintances import actions
from kith.acquaintances.actions import Said
from kith.imports.models import Import
from kith.people import actions as people
from kith.people.models import Person, PersonQuerySet, Tier
from kith.sample.targets import PLACES_OF_WORK
from kith.ties.models import Acquaintance, Inroad

_DAY = timedelta(days=1)
_PLACES = ("Zephyr Turbines", "Yarrow Climate", "Tern & Tide Ferries")
# Who is told of by name, as far as the sample has people there: how many days ago, where, and how well they are known.
_TOLD = (
    (190, PLACES_OF_WORK[0], "well, from the climbing hall"),
    (64, PLACES_OF_WORK[1], "vaguely"),
    (12, PLACES_OF_WORK[0], ""),
)
# Who is not named: how many days ago, and the line.
_HEARD = (
    (33, "somebody in the product team at Zephyr Turbines well"),
    (33, "a recruiter at Yarrow Climate"),
    (20, "somebody at Tern & Tide Ferries vaguely"),
)


def add(sample: Import, *, today: date) -> None:
    """Bring what was said into the book, as a part of the sample."""
    for name in _PLACES:
        people.find_or_add_organisation(sample.owner, name, sample.uid)
    tellers = list(_known_well(sample)[:6])
    for teller, (days, place, how) in zip(tellers[:3], _TOLD, strict=False):
        if stranger := _stranger_at(sample, place):
            _say(sample, teller, f"{stranger.name} {how}".strip(), today - days * _DAY)
    for teller, (days, line) in zip(tellers[3:], _HEARD, strict=False):
        _say(sample, teller, line, today - days * _DAY)


def remove(sample: Import) -> None:
    """Take it away, also of those whom the user has made somebody of their own."""
    for model in (Acquaintance, Inroad):
        model.objects.filter(owner=sample.owner, batch=sample.uid).delete()


def _known_well(sample: Import) -> PersonQuerySet:
    known: PersonQuerySet = Person.objects.in_book().filter(owner=sample.owner, batch=sample.uid, tier__gte=Tier.WARM)
    return known.exclude(positions__organisation__name__in=PLACES_OF_WORK).select_related("owner").order_by("-pk")


def _stranger_at(sample: Import, place: str) -> Person | None:
    """Somebody there of whom nothing was said yet, whom the user does not know, or else as little as there is."""
    there = Person.objects.in_book().filter(owner=sample.owner, batch=sample.uid, positions__organisation__name=place)
    untold = there.filter(known_by__isnull=True, knows__isnull=True)
    found: Person | None = untold.order_by("depth", "pk").first()
    return found


def _say(sample: Import, teller: Person, line: str, on: date) -> None:
    said = actions.say(sample.owner, line, on=on, about=teller, said_by=teller)
    _mark(sample, said)


def _mark(sample: Import, said: Said) -> None:
    """Say of every row that the sample made it. That somebody was asked goes with them."""
    Acquaintance.objects.filter(pk__in=[row.pk for row in said.acquaintances]).update(batch=sample.uid)
    Inroad.objects.filter(pk__in=[row.pk for row in said.inroads]).update(batch=sample.uid)
