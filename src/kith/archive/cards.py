"""The people of a book as vCards."""

from __future__ import annotations

from collections.abc import Iterable

from kith.people import photos
from kith.people.models import ContactPoint, Occasion, Person, PersonQuerySet, Position
from kith.people.vcards import Address, Card, Entry, Handle, LabelledDate, PartialDate, Photo, Related

Kind = ContactPoint.Kind
_TYPES = {"work": "work", "home": "home", "school": "school", "mobile": "cell", "fax": "fax", "pager": "pager"}
_ADDRESS_PARTS = 7


def with_details(people: PersonQuerySet) -> PersonQuerySet:
    """The people with everything that a card says of them."""
    details = ("points", "occasions", "labellings__label", "positions__organisation", "related")
    return people.select_related("met_through").prefetch_related(*details)


def card_of(person: Person) -> Card:
    """What the book knows of a person as a card, with the picture."""
    points = sorted(person.points.all(), key=lambda point: (not point.is_preferred, point.pk))
    jobs = [job for job in person.positions.all() if job.is_current and job.kind == Position.Kind.WORK]
    days = {each.kind: _date(each) for each in reversed(person.occasions.all())}
    return Card(
        fn=person.name,
        n=(person.family, person.given, person.additional, person.prefix, person.suffix),
        nicknames=[person.nickname] if person.nickname else [],
        orgs=[_organisation(job) for job in jobs if job.organisation is not None],
        titles=[job.title for job in jobs if job.title],
        emails=_entries(points, Kind.EMAIL),
        tels=_entries(points, Kind.PHONE),
        urls=_entries(points, Kind.URL),
        adrs=[_address(point) for point in points if point.kind == Kind.ADDRESS],
        handles=[
            Handle(point.value, service=point.label, preferred=point.is_preferred)
            for point in points
            if point.kind == Kind.HANDLE
        ],
        birthday=days.get(Occasion.Kind.BIRTHDAY),
        anniversary=days.get(Occasion.Kind.ANNIVERSARY),
        dates=[LabelledDate(_date(each), _label(each)) for each in _other_days(person)],
        related=_related(person),
        notes=[person.notes] if person.notes else [],
        interests=[str(interest) for interest in person.interests],
        categories=sorted(labelling.label.name for labelling in person.labellings.all()),
        photo=_photo(person),
        uid=person.uid.urn,
    )


def _entries(points: Iterable[ContactPoint], kind: str) -> list[Entry]:
    return [_entry(point) for point in points if point.kind == kind]


def _entry(point: ContactPoint) -> Entry:
    """Labels that every address book knows are types; others stay the user's words."""
    words = point.label.lower().split()
    if words and all(word in _TYPES for word in words):
        return Entry(point.value, tuple(_TYPES[word] for word in words), "", point.is_preferred)
    return Entry(point.value, (), point.label, point.is_preferred)


def _address(point: ContactPoint) -> Address:
    entry = _entry(point)
    parts = tuple(str(part) for part in point.parts)
    if len(parts) != _ADDRESS_PARTS:
        parts = ("", "", point.value, "", "", "", "")
    return Address(parts, entry.types, entry.label, entry.preferred)


def _organisation(job: Position) -> tuple[str, ...]:
    assert job.organisation is not None
    return (job.organisation.name, job.department) if job.department else (job.organisation.name,)


def _date(occasion: Occasion) -> PartialDate:
    return PartialDate(occasion.year, occasion.month, occasion.day)


def _other_days(person: Person) -> list[Occasion]:
    own = {Occasion.Kind.BIRTHDAY, Occasion.Kind.ANNIVERSARY}
    return [each for each in person.occasions.all() if each.kind not in own]


def _label(occasion: Occasion) -> str:
    return occasion.label or str(occasion.get_kind_display())


def _related(person: Person) -> list[Related]:
    named = sorted(person.related.all(), key=lambda each: each.pk)
    met_through = [Related(person.met_through.name, "met")] if person.met_through else []
    return [Related(each.name, each.label or each.kind) for each in named] + met_through


def _photo(person: Person) -> Photo | None:
    if not person.photo:
        return None
    try:
        return Photo(photos.path_of(person.photo).read_bytes(), "image/jpeg")
    except (ValueError, FileNotFoundError):
        return None
