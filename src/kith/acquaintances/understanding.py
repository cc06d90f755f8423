"""A line about who knows whom, with the people of the book whom it means, as the user has chosen them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.acquaintances import saying
from kith.acquaintances.saying import Saying, Statement
from kith.interactions.capture import KnownPeople, Named
from kith.people.folding import fold
from kith.people.models import Person, Position
from kith.people.queries import known_people, organisations
from kith.ui import persons

NEW = 0  # chosen where somebody is none of those who have the name


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody of a line. `person` is who it is in the book, None where they are new; `options` are those who may be
    meant, as long as the user has not said who."""

    place: int
    named: Named
    person: Person | None = None
    options: Sequence[tuple[Person, str]] = ()  # with where they are

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person.name if self.person is not None else self.named.name

    @property
    def is_new(self) -> bool:
        """Whether the book has them not."""
        return self.person is None and not self.options

    @property
    def role(self) -> str:
        """Their title and organisation, as far as the line tells them."""
        return ", ".join(part for part in (self.named.title, self.named.organisation) if part)


@dataclass(frozen=True, slots=True)
class Understood:
    """A line, read; `people` stand where its statements say."""

    line: str
    saying: Saying
    people: Sequence[Meant]
    told: frozenset[int]  # places of the people of whom something is said
    news: Sequence[Meant] = ()  # people of the book of whom it tells a position that the book has not

    @property
    def unclear(self) -> list[Meant]:
        """Who may be several people."""
        return [meant for meant in self.people if meant.options and meant.place in self.told]

    @property
    def new(self) -> list[Meant]:
        """Whom the book has not."""
        return [meant for meant in self.people if meant.is_new and meant.place in self.told]

    @property
    def is_plain(self) -> bool:
        """Whether it can be saved without another look: all is understood, and nothing but acquaintances is added."""
        return bool(self.saying.statements) and not (self.unclear or self.new or self.news or self.saying.rest)

    def says(self) -> list[str]:
        """What it says, in sentences."""
        return [_sentence(one, self.people) for one in self.saying.statements]


def understand(
    owner: User, line: str, *, on: date, about: Person | None = None, chosen: Mapping[int, int] | None = None
) -> Understood:
    """Read a line. `about` is who is asked; `chosen` says who is meant: an id of the book, or NEW, by place."""
    rows = known_people(owner)
    named_places = [(NEW, "", "", name) for name in organisations(owner).values_list("name", flat=True)]
    subject = None if about is None else Named(about.name, person=about.pk)
    said = saying.read(line, today=on, known=KnownPeople([*rows, *named_places]), about=subject)
    named = [_chosen(each, place, chosen or {}) for place, each in enumerate(said.people)]
    ids = {pk for each in named for pk in (*each.candidates, each.person) if pk is not None}
    people = Person.objects.visible_to(owner).only(*persons.SHOWN, "version", "owner").in_bulk(ids)
    places = {row.id: row.organisation for row in rows}
    meant = [_meant(place, each, people, places) for place, each in enumerate(named)]
    told = _told(said)
    return Understood(line, said, meant, told, _news([each for each in meant if each.place in told]))


def _chosen(named: Named, place: int, chosen: Mapping[int, int]) -> Named:
    """What the user chose stands only where it is one of the choices."""
    choice = chosen.get(place)
    if choice in named.candidates:
        return replace(named, person=choice, candidates=())
    return replace(named, candidates=()) if choice == NEW and named.candidates else named


def _meant(place: int, named: Named, people: Mapping[int, Person], places: Mapping[int, str]) -> Meant:
    person = people.get(named.person or 0)
    options = [(people[pk], places.get(pk, "")) for pk in named.candidates if pk in people]
    return Meant(place, named, person, options)


def _news(meant: Sequence[Meant]) -> list[Meant]:
    """Of whom of the book a position is told that they have not."""
    known = {each.person.pk: each for each in meant if each.person is not None and each.role}
    rows = Position.objects.filter(person__in=known).values_list("person_id", "title", "organisation__name")
    had = {(pk, told) for pk, title, place in rows for told in _readings(title, place or "")} if known else set()
    return [each for pk, each in known.items() if (pk, _reading(each.named.title, each.named.organisation)) not in had]


def _readings(title: str, place: str) -> set[tuple[str, str]]:
    """What may be told of a position that is there: either of both, or both."""
    return {_reading(*each) for each in ((title, place), (title, ""), ("", place))}


def _reading(title: str, place: str) -> tuple[str, str]:
    return fold(title), fold(place)


def _told(said: Saying) -> frozenset[int]:
    places = (place for one in said.statements for place in (one.one, one.other, one.said_by))
    return frozenset(place for place in places if place is not None)


def _sentence(said: Statement, people: Sequence[Meant]) -> str:
    words = {"one": people[said.one].name, "organisation": said.organisation, "role": said.role}
    if said.other is not None:
        sentence = _BETWEEN[said.sureness]() % {**words, "other": people[said.other].name}
    elif said.sureness == saying.NOT:
        sentence = _("%(one)s knows nobody at %(organisation)s") % words
    elif said.role:
        sentence = _("%(one)s knows somebody at %(organisation)s: %(role)s") % words
    else:
        sentence = _("%(one)s knows somebody at %(organisation)s") % words
    by = _("said by %(name)s") % {"name": people[said.said_by].name} if said.said_by is not None else ""
    more = ", ".join(part for part in (said.note, by) if part)
    return f"{sentence} ({more})" if more else sentence


_BETWEEN = {
    saying.NOT: lambda: _("%(one)s and %(other)s do not know each other"),
    saying.VAGUELY: lambda: _("%(one)s knows %(other)s vaguely"),
    saying.KNOWN: lambda: _("%(one)s knows %(other)s"),
    saying.WELL: lambda: _("%(one)s knows %(other)s well"),
}
