"""What stands in each column of a list of people, as HTML: made here rather than in a template, as there are many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape  # on plain texts, of which there are many: Django's own asks each whether it is safe
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from kith.people.models import Person, Relation
from kith.ui import days, persons
from kith.ui.templatetags import ui


class Mark(NamedTuple):
    """A label on a person, with the address of everybody who has it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the columns are made of, for all people of a page: by person where it comes from other tables.

    `person` is the address of a person's page with a 0 in the place of the number; `log` that of the page that logs, with
    `log_with` as its words and `plus` as its icon; `now` says that a touch is next.
    """

    on: date
    language: str
    person: str
    log: str
    log_with: str
    plus: str
    now: str
    roles: Mapping[int, str]
    labels: Mapping[int, list[Mark]]
    points: Mapping[tuple[int, str], str]


class Shown(NamedTuple):
    """The columns of Person that a list needs."""

    pk: int
    name: str
    given: str
    family: str
    photo: str
    headline: str
    relation: str
    tier: int | None
    phase: str
    warmth: int
    touches: int
    last: date | None
    next: date | None
    added: date


def lead(person: Shown, facts: Facts) -> SafeString:
    """The person's portrait and linked name."""
    url = facts.person.replace("/0/", f"/{person.pk}/", 1)  # fifty addresses worked out anew would take a while
    name = escape(persons.name(person))
    link = f'<a class="person-chip__name" href="{url}" data-open>{name}</a>'
    return mark_safe(f'<span class="person-chip">{ui.avatar(person)}{link}</span>')


def row(person: Shown, columns: Iterable[str], facts: Facts) -> SafeString:
    """The cells of one person: one for each column, and the button that logs a touch."""
    chosen = "".join(f'<td class="people__{key}">{_CELLS[key](person, facts)}</td>' for key in columns)
    return mark_safe(f'{chosen}<td class="people__do">{_log(person, facts)}</td>')


def _log(person: Shown, facts: Facts) -> str:
    if not facts.log:
        return ""
    said = f"{facts.log_with} {escape(persons.name(person))}"
    return (
        f'<a class="button button--quiet button--small button--icon" href="{facts.log}?people={person.pk}" data-dialog'
        f' data-log aria-label="{said}" title="{said}">{facts.plus}</a>'
    )


def _organisation(person: Shown, facts: Facts) -> str:
    return escape(facts.roles.get(person.pk) or person.headline)


def _warmth(person: Shown, facts: Facts) -> str:
    words = _tie_in_words(person.tier, person.phase, facts.language)
    return f'<span class="warmth" data-warmth="{persons.step(person)}">{words}</span>'


def _last(person: Shown, facts: Facts) -> str:
    return _time(person.last, facts.on, facts.language) if person.last else ""


def _next(person: Shown, facts: Facts) -> str:
    """A day that has passed is no reproach: the touch is simply next."""
    if person.next is None:
        return ""
    if person.next <= facts.on:
        return f'<time datetime="{person.next}">{facts.now}</time>'
    return _time(person.next, facts.on, facts.language)


def _labels(person: Shown, facts: Facts) -> str:
    marks = facts.labels.get(person.pk, ())
    return " ".join(f'<a class="badge" href="{escape(mark.url)}">{escape(mark.name)}</a>' for mark in marks)


def _relation(person: Shown, _facts: Facts) -> str:
    return escape(str(Relation(person.relation).label)) if person.relation else ""


def _email(person: Shown, facts: Facts) -> str:
    return _link("mailto:", facts.points.get((person.pk, "email"), ""))


def _phone(person: Shown, facts: Facts) -> str:
    return _link("tel:", facts.points.get((person.pk, "phone"), ""))


def _added(person: Shown, facts: Facts) -> str:
    return _time(person.added, facts.on, facts.language)


_CELLS = {
    "organisation": _organisation,
    "warmth": _warmth,
    "last": _last,
    "next": _next,
    "labels": _labels,
    "relation": _relation,
    "email": _email,
    "phone": _phone,
    "added": _added,
}


def _link(scheme: str, value: str) -> str:
    return f'<a href="{scheme}{escape(value)}">{escape(value)}</a>' if value else ""


@lru_cache(maxsize=64)
def _tie_in_words(tier: int | None, phase: str, _language: str) -> str:
    return escape(persons.words(Person(tier=tier, phase=phase)))


@lru_cache(maxsize=4096)
def _time(day: date, on: date, _language: str) -> str:
    full, words = escape(days.in_full(day)), escape(days.away(day, on))
    return f'<time datetime="{day}" title="{full}">{words}</time>'
