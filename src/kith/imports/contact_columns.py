"""What the columns of address books are about, told by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kith.imports import column_words as words
from kith.people.folding import fold

KEEP, LEAVE = "keep", "leave"  # as it is, under the name of the column; not at all
ADDRESS_PARTS = ("box", "extended", "street", "city", "region", "postcode", "country")
NAMES = ("full", "given", "family", "additional", "nickname")
POINTS = ("email", "phone", "url", "linkedin", "handle")
RELATED = ("spouse", "partner", "child", "manager", "assistant")
_LABELLED = ("email", "phone", "url", "address", *ADDRESS_PARTS)

_LONGEST = 200
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = re.compile(r"[^\w]+|_")
_LABELS = {**words.PLACES, **words.DEVICES}
_LONGEST_LABEL = max(len(label.split()) for label in _LABELS)
_DEVICES = frozenset(words.DEVICES.values())


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. Parts of one address, or of one position, share their `group`; `label` is of a contact point."""

    field: str = KEEP
    label: str = ""
    group: str = ""


@lru_cache(maxsize=5_000)
def phrase_of(name: str) -> str:
    """The name of a column as it is compared: "E-mail 2: Adresse" is "e mail 2 adresse"."""
    parted = _CAMEL.sub(" ", name[:_LONGEST].replace("\ufeff", ""))
    phrase = " ".join(_SIGNS.sub(" ", fold(parted)).split())
    for compound, apart in words.COMPOUNDS:
        phrase = phrase.replace(compound, apart)
    return phrase


def columns_of(names: Sequence[str]) -> list[Column | None]:
    """What columns of these names hold; None for each whose name says nothing."""
    found = [_by_name(name) for name in names]
    return _addresses(_in_context([phrase_of(name) for name in names], found))


def label_of(name: str) -> str:
    """Work, home, mobile and so on, where the name of a column says it."""
    labels, _ = _parted([word for word in phrase_of(name).split() if not word.isdigit()])
    return " ".join(filter(None, _ordered(labels)))


def column_for(field: str, name: str, guess: Column | None = None) -> Column:
    """A column of this name as the user wants it: the guess where it is the same field, else with the label of its name."""
    if guess is not None and guess.field == field:
        return guess
    if field == "handle":
        return Column(field, words.SERVICES.get(phrase_of(name), name))
    label = label_of(name) if field in _LABELLED else ""
    return Column(field, label, label if field in (*ADDRESS_PARTS, "address") else "")


@lru_cache(maxsize=5_000)
def _by_name(name: str) -> Column | None:
    phrase = phrase_of(name)
    if phrase in words.WHOLE:
        field, _, label = words.WHOLE[phrase].partition(" ")
        return Column(field, label)
    if phrase in words.SERVICES:
        return Column("handle", words.SERVICES[phrase])
    said = [word for word in phrase.split() if not word.isdigit()]
    number = next((word for word in phrase.split() if word.isdigit()), "")
    labels, rest = ([], " ".join(said)) if " ".join(said) in words.FIELDS else _parted(said)
    return _labelled(words.FIELDS.get(rest, ""), labels, number, is_bare=not rest)


def _labelled(field: str, labels: list[str], number: str, *, is_bare: bool) -> Column | None:
    place, device = _ordered(labels)
    if (is_bare and device) or field == "number":  # of what, unless it says so?
        field = "phone" if place or device else ""
    if field in ADDRESS_PARTS:
        return Column(field, place, place or ("" if field == "street" else number))
    if field == "address":
        return Column("extended" if number not in ("", "1") else field, place, place)
    if field == "phone":
        return Column(field, " ".join(filter(None, (place, device))), number)
    return Column(field, place if field in _LABELLED else "", number) if field else None


def _parted(said: list[str]) -> tuple[list[str], str]:
    """The labels among the words, and what is left without them."""
    labels, rest, place = [], [], 0
    while place < len(said):
        lengths = range(min(_LONGEST_LABEL, len(said) - place), 0, -1)
        length = next((each for each in lengths if " ".join(said[place : place + each]) in _LABELS), 0)
        if length:
            labels.append(_LABELS[" ".join(said[place : place + length])])
        else:
            rest.append(said[place])
        place += length or 1
    return labels, " ".join(rest)


def _ordered(labels: list[str]) -> tuple[str, str]:
    """Where it is, and on what device."""
    places = [label for label in labels if label not in _DEVICES]
    devices = [label for label in labels if label in _DEVICES]
    return next(iter(places), ""), next(iter(devices), "")


def _in_context(phrases: list[str], found: list[Column | None]) -> list[Column | None]:
    """Where one column says what another means: a title is the person's beside a job title, else the job's."""
    fields = {column.field for column in found if column}
    titles = [place for place, phrase in enumerate(phrases) if phrase in words.TITLE]
    for place in titles:
        of_the_person = "job_title" in fields or place != titles[-1]
        found[place] = Column("prefix" if of_the_person else "job_title")
    fields |= {"job_title"} if titles else set()
    for place, column in enumerate(found):
        if column and column.field == "profession":
            found[place] = Column(KEEP if "job_title" in fields else "job_title")
        elif phrases[place] in words.NAME:
            found[place] = Column(_part_of_name(fields))
    return found


def _part_of_name(fields: set[str]) -> str:
    if ("given" in fields) == ("family" in fields):
        return "full"
    return "family" if "given" in fields else "given"


def _addresses(found: list[Column | None]) -> list[Column | None]:
    """An address beside a town of its own, and without a street, is the street."""
    parts = {(column.field, column.group) for column in found if column}
    for place, column in enumerate(found):
        if column and column.field == "address":
            has_town = any((part, column.group) in parts for part in ("city", "postcode"))
            if has_town and ("street", column.group) not in parts:
                found[place] = Column("street", column.label, column.group)
    return found
