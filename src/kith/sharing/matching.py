"""Who on this server could be asked: people in books of members whom a blind ask fits. Equal identifiers and names; no notes.

Everything here is of the server's own doing. Nothing of it may reach the asker, not even how long it took.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kith.accounts.models import User
from kith.people.folding import fold
from kith.people.models import ContactPoint, Identity, Person, Position
from kith.people.rows import organisation_key
from kith.sharing.leaving_out import key_of, without_left_out
from kith.sharing.models import BlindAsk, Refusal, Sharing, Willingness

_LOCALITY = slice(3, 7)  # of the parts of a vCard's ADR: town, region, code, country; never the street
_TIER, _WARMTH = 64, 100  # what a tier counts in strength, and the warmest warmth


@dataclass(frozen=True, slots=True)
class Fit:
    """A member who could be asked, and about whom."""

    introducer: int
    person: int
    strength: int


def fits(ask: BlindAsk) -> list[Fit]:
    """The strongest fit in each book, strongest first; equals in order of accounts. At most one a member."""
    best: dict[int, Fit] = {}
    for person in fitting(ask).only("owner_id", "tier", "warmth").order_by("owner_id", "pk"):
        fit = Fit(person.owner_id, person.pk, strength_of(person))
        if fit.introducer not in best or fit.strength > best[fit.introducer].strength:
            best[fit.introducer] = fit
    return sorted(best.values(), key=lambda fit: (-fit.strength, fit.introducer))


def fitting(ask: BlindAsk) -> QuerySet[Person]:
    """Everybody whom the ask fits, in books that may be asked, but for those who asked to be left out."""
    people = askable_by(ask.owner)
    found = _named(ask, people) if ask.name else _by_criteria(ask, people)
    return Person.objects.filter(pk__in=without_left_out(_keys_of(found)))


def askable_by(asker: User) -> QuerySet[Person]:
    """All whom some member may be asked about by this one."""
    taking_part = Sharing.objects.filter(is_on=True, owner__is_active=True).exclude(owner=asker)
    muting = Refusal.objects.filter(member=asker)
    never = Refusal.objects.filter(person__isnull=False)
    asked = Person.objects.in_book().filter(
        willingness__level=Willingness.Level.ASK_ME, owner__in=taking_part.values("owner")
    )
    return asked.exclude(owner__in=muting.values("owner")).exclude(pk__in=never.values("person"))


def strength_of(person: Person) -> int:
    """How strong the introducer's tie to a person is, 1 to 255: by tier, and within one by warmth."""
    within = min(max(person.warmth, 0), _WARMTH) * (_TIER - 2) // _WARMTH
    return 1 + (person.tier or 0) * _TIER + within


def _named(ask: BlindAsk, people: QuerySet[Person]) -> set[int]:
    key = key_of(ask.address) if ask.address else ""
    found = _with_key(key, people) if key else set()
    return found | (_of_the_name(ask, people) - _known_otherwise(key, people) if ask.organisation else set())


def _with_key(key: str, people: QuerySet[Person]) -> set[int]:
    pks = people.values("pk")
    points = ContactPoint.objects.filter(key=key, person__in=pks).values_list("person", flat=True)
    return {*points, *Identity.objects.filter(key=key, person__in=pks).values_list("person", flat=True)}


def _of_the_name(ask: BlindAsk, people: QuerySet[Person]) -> set[int]:
    there = Position.objects.filter(
        organisation__key=organisation_key(ask.organisation), person__in=people.values("pk")
    )
    name = fold(ask.name)
    return {person for person, called in there.values_list("person", "person__name") if fold(called) == name}


def _known_otherwise(key: str, people: QuerySet[Person]) -> set[int]:
    """Those who have an identifier of the kind that was named, and are therefore known by it and not by name."""
    if not key:
        return set()
    kind = key.partition(":")[0]
    points = ContactPoint.objects.filter(key__startswith=f"{kind}:", person__in=people.values("pk"))
    return set(points.values_list("person", flat=True))


def _by_criteria(ask: BlindAsk, people: QuerySet[Person]) -> set[int]:
    roles = set(fold(ask.role).split())
    fitting: dict[int, list[str]] = defaultdict(list)
    for person, title, *places in _positions(ask, people):
        if roles <= set(fold(title).split()):
            fitting[person] += places
    return _at_the_place(ask.place, fitting) if ask.place else set(fitting)


def _positions(ask: BlindAsk, people: QuerySet[Person]) -> Iterator[tuple[int, str, str, str]]:
    at = Q(organisation__key=organisation_key(ask.organisation)) if ask.organisation else Q()
    now = Position.objects.filter(at, person__in=people.values("pk"), is_current=True, kind=Position.Kind.WORK)
    yield from now.values_list("person", "title", "place", "organisation__place").iterator()


def _at_the_place(place: str, fitting: dict[int, list[str]]) -> set[int]:
    wanted = f" {fold(place)} "
    addresses = ContactPoint.objects.filter(kind=ContactPoint.Kind.ADDRESS, person__in=fitting)
    for person, parts in addresses.values_list("person", "parts"):
        fitting[person] += parts[_LOCALITY]
    return {person for person, places in fitting.items() if any(wanted in _plain(each) for each in places)}


def _plain(place: str | None) -> str:
    return f" {fold((place or '').replace(',', ' '))} "


def _keys_of(people: Iterable[int]) -> dict[int, list[str]]:
    keys: dict[int, list[str]] = {person: [] for person in people}
    points = ContactPoint.objects.filter(person__in=keys).exclude(key="")
    for person, key in [
        *points.values_list("person", "key"),
        *Identity.objects.filter(person__in=keys).values_list("person", "key"),
    ]:
        keys[person].append(key)
    return keys
