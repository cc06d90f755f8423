"""Whom a question means: people of the book, and what else it might have meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from kith import occupations
from kith.accounts.models import User
from kith.network.questions import Kind, Question, written
from kith.network.texts import Place, Texts
from kith.people.folding import fold
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
    organisations: tuple[Place, ...] = ()
    former: dict[int, str] = field(default_factory=dict)
    target: Target | None = None
    choices: tuple[Choice, ...] = ()
    role: str = ""  # the occupation that was understood
    is_only: bool = False  # whether the title, typed instead of an id, means the same and nothing else

    @property
    def nobody(self) -> str:
        """That nobody and nothing in the book is meant, in a sentence; "" where somebody or something is."""
        if self.people or self.organisations or self.former or self.target:
            return ""
        return _nobody(self.kind, self.title)


def find(owner: User, question: Question, texts: Texts) -> Wanted:
    """Return whom a question means. Plain words mean whatever is called so first: somebody, a place, a role, a skill."""
    if question.kind is Kind.ANY:
        return _guessed(question.text, texts)
    elif question.kind is Kind.TARGET:
        return _target(owner, question, texts)
    else:
        return _FINDERS[question.kind](question, texts)


def in_names(wanted: Wanted, question: Question) -> str:
    """What to type instead of an id: a name says more. "" where there was no id, or the name is somebody else's as well."""
    return written(wanted.kind, wanted.title) if question.number is not None and wanted.is_only else ""


def _guessed(text: str, texts: Texts) -> Wanted:
    found = [_FINDERS[kind](Question(kind, text), texts) for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.SKILL)]
    found.insert(2, Wanted(Kind.ROLE, text, texts.in_role(text)))
    found = [one for one in found if one.people or one.organisations]
    if not found and (role := _role(Question(Kind.ROLE, text), texts)).people:
        found = [role]
    if not found:
        return Wanted(Kind.ANY, text)
    best = next((one for one in found if _is_exact(one, text, texts)), found[0])
    others = [_choice(one, text) for one in found if one is not best]
    return replace(best, choices=(*best.choices, *others))


def _nobody(kind: Kind, text: str) -> str:
    said = {
        Kind.PERSON: _("Nobody in your book is called “%(text)s”."),
        Kind.ORGANISATION: _("Your book has no organisation called “%(text)s”."),
        Kind.ROLE: _("Nobody in your book works as “%(text)s”."),
        Kind.SKILL: _("Nobody in your book is known for “%(text)s”."),
        Kind.TARGET: _("None of your targets says “%(text)s”.") if text else _("You have set no target yet."),
        Kind.ANY: _("Nobody and nothing in your book is called “%(text)s”."),
    }[kind]
    return said % {"text": text}


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


def _person(question: Question, texts: Texts) -> Wanted:
    """One person; where several are called so, all of them, and each as a choice."""
    if question.number is not None:
        ids = [question.number] if question.number in texts.names else []
    else:
        ids = texts.called(question.text) or texts.named(question.text)
    if not ids:
        return Wanted(Kind.PERSON, question.text)
    named = sorted((texts.names[pk], pk) for pk in ids[:_NAMED])
    several = [Choice(name, written(Kind.PERSON, pk), 1) for name, pk in named] if len(ids) > 1 else []
    title = texts.names[ids[0]] if len(ids) == 1 else question.text
    is_only = len(ids) == 1 and texts.called(title) == ids
    return Wanted(Kind.PERSON, title, dict.fromkeys(ids, ""), choices=tuple(several), is_only=is_only)


def _organisation(question: Question, texts: Texts) -> Wanted:
    """Everybody who is there now, and who was; where several organisations are called so, all of them."""
    places = _places(question, texts)
    exact = [place for place in places if place.key == fold(question.text)]
    meant = exact or places[:_NAMED]
    if not meant:
        return Wanted(Kind.ORGANISATION, question.text)
    several = [Choice(place.name, written(Kind.ORGANISATION, place.pk), 0) for place in places if places != meant[:1]]
    present, former = texts.there([place.pk for place in meant])
    title = meant[0].name if len(meant) == 1 else question.text
    several = several[:_NAMED]
    is_only = len(meant) == 1 and meant[0].key == fold(title)
    return Wanted(Kind.ORGANISATION, title, present, tuple(meant), former, choices=tuple(several), is_only=is_only)


def _places(question: Question, texts: Texts) -> list[Place]:
    if question.number is not None:
        return [texts.places[question.number]] if question.number in texts.places else []
    return texts.organisations(question.text)


def _role(question: Question, texts: Texts) -> Wanted:
    """Whose title has the words, or means the occupation that the words mean; what else they may mean, where nobody has it."""
    code = occupations.matching(question.text)
    found = texts.in_role(question.text, occupations.same_as(code) if code else frozenset())
    occupation = occupations.get(code) if code else None
    likely = [] if found else occupations.search(question.text, limit=_OCCUPATIONS)
    choices = [Choice(one.title, written(Kind.ROLE, one.title), 0) for one in likely if one.code != code]
    role = occupation.title if occupation else ""
    return Wanted(Kind.ROLE, question.text, found, role=role, choices=tuple(choices))


def _skill(question: Question, texts: Texts) -> Wanted:
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
    return _aimed_at(target, texts)


def _aimed_at(target: Target, texts: Texts) -> Wanted:
    people: dict[int, str] = {}
    former: dict[int, str] = {}
    every = [_aimed(aim, texts) for aim in target.aims.all()]
    for found in reversed(every):  # what the first aim says of somebody counts
        people.update(found.people)
        former.update(found.former)
    for person_id in people.keys() & former.keys():
        del former[person_id]
    places = tuple(place for found in every for place in found.organisations)
    return Wanted(Kind.TARGET, target.sentence, people, places, former, target)


def _aimed(aim: Aim, texts: Texts) -> Wanted:
    """Whom one aim means. A place alone means nobody: it narrows where one looks, not whom one asks for."""
    if aim.kind == Aim.Kind.ORGANISATION:
        return _organisation(Question(Kind.ORGANISATION, _id_or(aim.organisation_id, aim.text)), texts)
    elif aim.kind == Aim.Kind.PERSON:
        return _person(Question(Kind.PERSON, _id_or(aim.person_id, aim.text)), texts)
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


_FINDERS: dict[Kind, Callable[[Question, Texts], Wanted]] = {
    Kind.PERSON: _person,
    Kind.ORGANISATION: _organisation,
    Kind.ROLE: _role,
    Kind.SKILL: _skill,
}
