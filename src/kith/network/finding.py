"""Whom a question means: people of the book, and what else it might have meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from kith import occupations, sql
from kith.accounts.models import User
from kith.network.questions import Kind, Question, written
from kith.network.texts import Texts
from kith.people.folding import fold
from kith.people.models import IN_BOOK, Organisation, Person
from kith.targets.models import Aim, Target

_NAMED = 6  # people, organisations or roles offered as what else may have been meant
_OCCUPATIONS = 3  # that a role may mean


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the words may have meant: what it is called, what to ask for it, and how many people that is."""

    label: str
    query: str
    people: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom the user wants to reach: `people` by id, each with a word on why they are meant ("Engineer, Acme").

    `organisations` are meant as such; `former` were there once. `title` is what was understood, in words.
    """

    kind: Kind
    title: str
    people: dict[int, str] = field(default_factory=dict)
    organisations: tuple[Organisation, ...] = ()
    former: dict[int, str] = field(default_factory=dict)
    target: Target | None = None
    choices: tuple[Choice, ...] = ()
    role: str = ""  # the occupation that was understood
    missing: str = ""  # somebody who is not in the book


def find(owner: User, question: Question, texts: Texts) -> Wanted:
    """Return whom a question means. Plain words mean whatever is called so first: somebody, a place, a role, a skill."""
    if question.kind is Kind.ANY:
        return _guessed(owner, question.text, texts)
    return _FINDERS[question.kind](owner, question, texts)


def _guessed(owner: User, text: str, texts: Texts) -> Wanted:
    found = [
        _FINDERS[kind](owner, Question(kind, text), texts) for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.SKILL)
    ]
    found.insert(2, Wanted(Kind.ROLE, text, texts.in_role(text)))
    found = [one for one in found if one.people or one.organisations]
    if not found and (role := _role(owner, Question(Kind.ROLE, text), texts)).people:
        found = [role]
    if not found:
        return Wanted(Kind.ANY, text, missing=text)
    best = next((one for one in found if _is_exact(one, text, texts)), found[0])
    others = [_choice(one, text) for one in found if one is not best]
    return replace(best, choices=(*best.choices, *others))


def _is_exact(found: Wanted, text: str, texts: Texts) -> bool:
    if found.kind is Kind.PERSON:
        return bool(texts.called(text))
    return found.kind is Kind.ORGANISATION and any(fold(text) == fold(place.name) for place in found.organisations)


def _choice(found: Wanted, text: str) -> Choice:
    label = {
        Kind.PERSON: _("people called “%(text)s”"),
        Kind.ORGANISATION: _("organisations called “%(text)s”"),
        Kind.ROLE: _("whoever works as “%(text)s”"),
        Kind.SKILL: _("whoever knows about “%(text)s”"),
    }[found.kind]
    return Choice(label % {"text": text}, written(found.kind, text), len(found.people))


def _person(owner: User, question: Question, texts: Texts) -> Wanted:
    """One person; where several are called so, all of them, and each as a choice."""
    if question.number is not None:
        ids = [question.number] if question.number in texts.names else []
    else:
        ids = texts.called(question.text) or texts.named(question.text)
    if not ids:
        missing = question.text if question.number is None else ""
        return Wanted(Kind.PERSON, question.text, missing=missing)
    shown = Person.objects.visible_to(owner).in_book().filter(pk__in=ids[:_NAMED]).order_by("sort_name", "pk")
    names = dict(shown.values_list("pk", "name"))
    several = [Choice(names[pk], written(Kind.PERSON, pk), 1) for pk in names] if len(ids) > 1 else []
    title = names[ids[0]] if len(ids) == 1 else question.text
    return Wanted(Kind.PERSON, title, dict.fromkeys(ids, ""), choices=tuple(several))


def _organisation(owner: User, question: Question, _texts: Texts) -> Wanted:
    """Everybody who is there now, and who was; where several organisations are called so, all of them."""
    places = list(_places(owner, question))
    exact = [place for place in places if place.key == fold(question.text)]
    meant = exact or places
    if not meant:
        return Wanted(Kind.ORGANISATION, question.text)
    several = [Choice(place.name, written(Kind.ORGANISATION, place.pk), 0) for place in places if places != meant[:1]]
    present, former = people_at(owner, [place.pk for place in meant])
    title = meant[0].name if len(meant) == 1 else question.text
    return Wanted(Kind.ORGANISATION, title, present, tuple(meant), former, choices=tuple(several))


def _places(owner: User, question: Question) -> Sequence[Organisation]:
    found = Organisation.objects.visible_to(owner)
    if question.number is not None:
        return list(found.filter(pk=question.number))
    words = fold(question.text).split()
    for word in words:
        found = found.filter(key__contains=word)
    return list(found.only("name", "key")[:_NAMED]) if words else []


def people_at(owner: User, organisation_ids: Sequence[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Who is at one of these organisations now, and who only was, each with their role. One query."""
    rows = sql.rows(_AT.format(in_book=IN_BOOK), owner=owner.pk, organisations=list(organisation_ids))
    present: dict[int, str] = {}
    former: dict[int, str] = {}
    for person_id, title, is_current, name in rows:
        role = f"{title}, {name}" if title else name
        (present if is_current else former).setdefault(person_id, role)
    return present, {person_id: role for person_id, role in former.items() if person_id not in present}


def _role(_owner: User, question: Question, texts: Texts) -> Wanted:
    """Whose title has the words, or means the occupation that the words mean; what else they may mean, where nobody has it."""
    code = occupations.matching(question.text)
    found = texts.in_role(question.text, occupations.same_as(code) if code else frozenset())
    occupation = occupations.get(code) if code else None
    likely = [] if found else occupations.search(question.text, limit=_OCCUPATIONS)
    choices = [Choice(one.title, written(Kind.ROLE, one.title), 0) for one in likely if one.code != code]
    role = occupation.title if occupation else ""
    return Wanted(Kind.ROLE, question.text, found, role=role, choices=tuple(choices))


def _skill(_owner: User, question: Question, texts: Texts) -> Wanted:
    return Wanted(Kind.SKILL, question.text, texts.skilled(question.text))


def _target(owner: User, question: Question, texts: Texts) -> Wanted:
    """All that a target aims at; without words the newest that the user is aiming for."""
    found = Target.objects.visible_to(owner).prefetch_related("aims")
    if question.number is not None:
        target = found.filter(pk=question.number).first()
    else:
        named = [one for one in found.filter(state=Target.State.ACTIVE) if fold(question.text) in fold(one.sentence)]
        target = named[0] if named else None
    if target is None:
        return Wanted(Kind.TARGET, question.text)
    return _aimed_at(owner, target, texts)


def _aimed_at(owner: User, target: Target, texts: Texts) -> Wanted:
    people: dict[int, str] = {}
    former: dict[int, str] = {}
    places: list[Organisation] = []
    for aim in target.aims.all():
        found = _aimed(owner, aim, texts)
        people = found.people | people
        former = found.former | former
        places += found.organisations
    former = {person_id: role for person_id, role in former.items() if person_id not in people}
    return Wanted(Kind.TARGET, target.sentence, people, tuple(places), former, target)


def _aimed(owner: User, aim: Aim, texts: Texts) -> Wanted:
    """Whom one aim means. A place alone means nobody: it narrows where one looks, not whom one asks for."""
    if aim.kind == Aim.Kind.ORGANISATION:
        return _organisation(owner, Question(Kind.ORGANISATION, _id_or(aim.organisation_id, aim.text)), texts)
    elif aim.kind == Aim.Kind.PERSON:
        return _person(owner, Question(Kind.PERSON, _id_or(aim.person_id, aim.text)), texts)
    elif aim.kind == Aim.Kind.ROLE:
        return Wanted(
            Kind.ROLE, aim.text, texts.in_role(aim.text, occupations.same_as(aim.code) if aim.code else frozenset())
        )
    elif aim.kind == Aim.Kind.FIELD:
        return Wanted(Kind.SKILL, aim.text, texts.skilled(aim.text))
    else:
        return Wanted(Kind.ANY, aim.text)


def _id_or(number: int | None, text: str) -> str:
    return text if number is None else f"#{number}"


_FINDERS = {
    Kind.PERSON: _person,
    Kind.ORGANISATION: _organisation,
    Kind.ROLE: _role,
    Kind.SKILL: _skill,
    Kind.TARGET: _target,
}
_AT = """
    SELECT s.person_id, s.title, s.is_current AND s.kind = 'work' AS is_there, g.name
    FROM people_position s JOIN people_person p ON p.id = s.person_id JOIN people_organisation g ON g.id = s.organisation_id
    WHERE s.organisation_id IN %(organisations)s AND p.owner_id = %(owner)s AND {in_book}
    ORDER BY is_there DESC, p.warmth + p.depth DESC, s.id
"""
