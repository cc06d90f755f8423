"""What can be asked about who knows whom: all that a person knows, who knows somebody somewhere, and whom to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.utils.translation import gettext as _

from kith import sql
from kith.accounts.models import OwnedQuerySet, User
from kith.acquaintances import evidence, sources
from kith.acquaintances.evidence import Known
from kith.interactions.models import Kind
from kith.people.models import IN_BOOK, Person, Tier
from kith.ties import words
from kith.ties.models import Acquaintance, Inroad
from kith.ui import persons

FEW, ALL = 12, 60
ASK_AFTER = timedelta(days=14)  # a talk that was longer ago is no occasion any more
ASK_EVERY = timedelta(days=90)
_TALKS = (Kind.MEETING, Kind.CALL)
_FACTS = (sources.SAID, sources.MEETING, sources.BOOK)


@dataclass(frozen=True, slots=True)
class Acquainted:
    """Somebody whom a person knows, or may know, and every reason for it; the first of `reasons` is the best."""

    person: Person
    reasons: Sequence[Known]
    strength: int  # k of k/255, of the strongest

    @property
    def is_fact(self) -> bool:
        """Whether it was said or seen; otherwise it is a guess, and every text says so."""
        return any(known.is_fact for known in self.reasons)

    @property
    def text(self) -> str:
        """The best reason."""
        return self.reasons[0].text

    @property
    def said(self) -> int | None:
        """The row that says so, if somebody did."""
        return next((known.acquaintance for known in self.reasons if known.acquaintance), None)


@dataclass(frozen=True, slots=True)
class About:
    """Whom a person knows: for sure, perhaps, and where they know somebody who is not named. `more`: how many guesses
    there are besides."""

    person: Person
    facts: Sequence[Acquainted]
    guesses: Sequence[Acquainted]
    inroads: Sequence[Inroad]
    denied: Sequence[Acquaintance]
    more: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known."""
        return not (self.facts or self.guesses or self.inroads or self.denied)


@dataclass(frozen=True, slots=True)
class Question:
    """That the moment is right to ask whom else a person knows, and why."""

    person: Person
    text: str


def about(person: Person, on: date | None = None, limit: int = FEW) -> About:
    """Return whom the person knows, for sure first, the likeliest to introduce them first. Its queries do not grow."""
    owner = person.owner
    day = on or owner.today()
    found = _strongest(owner, person, day)
    shown = found[:limit]
    people = Person.objects.only(*persons.SHOWN).in_bulk([other for other, _strength in shown])
    reasons = evidence.reasons(owner, person.pk, list(people), day)
    known = [Acquainted(people[other], reasons[other], strength) for other, strength in shown if reasons.get(other)]
    return About(
        person,
        [one for one in known if one.is_fact],
        [one for one in known if not one.is_fact],
        list(_inroads().filter(owner=owner, person=person).order_by("organisation__name", "pk")),
        _denied(person),
        len(found) - len(shown),
    )


def inroads(owner: User, organisation_ids: Iterable[int]) -> list[Inroad]:
    """Return who knows somebody, whoever that is, at one of these organisations; who knows them best first."""
    found = _inroads().filter(owner=owner, organisation__in=list(organisation_ids), sureness__gt=0)
    present = found.filter(person__binned_at=None, person__merged_into=None)
    return list(present.order_by("-sureness", "-person__depth", "pk"))


def to_ask(person: Person, on: date) -> Question | None:
    """Whether to ask whom else this person knows: after a talk with them alone, if they are not asked too often."""
    return next(iter(_questions(person.owner, on, [person.pk])), None)


def to_ask_today(owner: User, on: date) -> Question | None:
    """The one whom to ask after the latest good talk, if there is one."""
    return next(iter(_questions(owner, on)), None)


def to_ask_at(people: Sequence[Person], on: date) -> Question | None:
    """Whom to ask at a meeting that is to come: the one, known well enough, whom one meets alone."""
    if len(people) != 1:
        return None
    [person] = people
    rows = sql.rows(_MAY_ASK, person=person.pk, lately=on - ASK_EVERY, known=Tier.KNOWN.value)
    text = _("A good question for the end of the talk: whom else does %(name)s know whom you should meet?")
    return Question(person, text % {"name": _first_name(person)}) if rows else None


def _strongest(owner: User, person: Person, on: date) -> list[tuple[int, int]]:
    """Whom the person knows, each once with the strongest of what tells so; what was said or seen first."""
    known = evidence.load(owner, on, person.pk)
    other = np.where(known.one == person.pk, known.other, known.one)
    is_fact = np.isin(known.source, _FACTS)
    best: dict[int, tuple[bool, int]] = {}
    for who, fact, strength in zip(other.tolist(), is_fact.tolist(), known.strength.tolist(), strict=True):
        best[who] = max(best.get(who, (False, 0)), (fact, strength))
    order = sorted(best.items(), key=lambda item: (not item[1][0], -item[1][1], item[0]))
    return [(who, strength) for who, (_fact, strength) in order]


def _inroads() -> OwnedQuerySet:
    shown = [f"person__{name}" for name in persons.SHOWN]
    return Inroad.objects.select_related("person", "organisation").only(
        "owner", "role", "sureness", "said_on", "note", "organisation__name", *shown
    )


def _denied(person: Person) -> list[Acquaintance]:
    """Pairs of which the user said that they do not know each other."""
    rows = Acquaintance.objects.filter(sureness=Acquaintance.Sureness.NOT).select_related("one", "other")
    return [*rows.filter(one=person).order_by("pk"), *rows.filter(other=person).order_by("pk")]


def _questions(owner: User, on: date, among: Collection[int] = ()) -> Iterable[Question]:
    rows = sql.rows(
        _TALKED.format(in_book=IN_BOOK, among="AND p.id IN %(among)s" if among else ""),
        owner=owner.pk,
        kinds=list(_TALKS),
        since=on - ASK_AFTER,
        on=on,
        lately=on - ASK_EVERY,
        known=Tier.KNOWN.value,
        among=list(among),
    )
    for pk, talked_on in rows:
        person = Person.objects.only(*persons.SHOWN, "owner").get(pk=pk)
        said = {"name": _first_name(person), "ago": words.ago(talked_on, on)}
        yield Question(person, _("You talked with %(name)s %(ago)s. Whom else does %(name)s know?") % said)


def _first_name(person: Person) -> str:
    return person.given or person.name


_MAY_ASK = """
    SELECT p.id FROM people_person p WHERE p.id = %(person)s AND NOT p.is_self AND p.tier >= %(known)s AND NOT EXISTS (
        SELECT 1 FROM acquaintances_asking k WHERE k.person_id = p.id AND (k.never OR k."on" > %(lately)s)
    )
"""
_TALKED = """
    SELECT p.id, i."on" FROM interactions_interaction i
    JOIN interactions_participation a ON a.interaction_id = i.id
    JOIN people_person p ON p.id = a.person_id
    WHERE i.owner_id = %(owner)s AND i.binned_at IS NULL AND i.kind IN %(kinds)s
    AND i."on" >= %(since)s AND i."on" <= %(on)s AND {in_book} AND p.tier >= %(known)s {among}
    AND NOT EXISTS (
        SELECT 1 FROM interactions_participation b WHERE b.interaction_id = i.id AND b.person_id <> p.id
    )
    AND NOT EXISTS (
        SELECT 1 FROM acquaintances_asking k WHERE k.person_id = p.id AND (k.never OR k."on" > %(lately)s)
    )
    ORDER BY i."on" DESC, i.id DESC LIMIT 1
"""
