"""Whom a name means, among the people of a book: by full name, first name, nickname, surname or initials."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from kith.people import folding

Row = tuple[int, str, str, str]
Words = tuple[str, ...]

LONGEST_NAME = 6
_HONORIFICS_LIST = """
    dr prof mr mrs ms miss mx sir rev herr frau dipl
"""
HONORIFICS = frozenset(_HONORIFICS_LIST.split())
_PARTICLES_LIST = """
    van der den de la las los del della di da do dos das du von zu zur af av bin ibn bint al el le ter ten
"""
PARTICLES = frozenset(_PARTICLES_LIST.split())
_CREDENTIALS_LIST = """
    phd mba msc bsc llm esq cpa pmp cfa mph jr sr ii iii iv
"""
_CREDENTIALS = frozenset(_CREDENTIALS_LIST.split())
_APOSTROPHE = re.compile("['’`ʼ]")
_NOT_WORD = re.compile(r"[\W_]+")
_LEGAL_LIST = """
    inc ltd llc gmbh ag sa sas bv plc co corp corporation company limited oy ab kg se
"""
_LEGAL = frozenset(_LEGAL_LIST.split())


class KnownPeople:
    """The people of a book, to be looked up by name. The index of names is made at the first look-up."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Each row is (id, full name, nickname, organisation); a name may be written `Ruiz, Ana`."""
        self._rows = tuple(rows)

    def find(self, name: str, organisation: str = "") -> tuple[int, ...]:
        """Ids of those whom `name` may mean, best kind of match only; `organisation` narrows several to its own."""
        return self._narrow(self._find(name_words(name)), organisation)

    def longest(self, words: Sequence[str]) -> int:
        """How many of the first words together are a known name; 0 if none."""
        for count in range(min(len(words), LONGEST_NAME), 0, -1):
            if self._find(name_words(" ".join(words[:count]))):
                return count
        return 0

    def has_organisation(self, name: str) -> bool:
        return organisation_words(name) in self._index.organisations

    def organisations_of(self, person: int) -> frozenset[Words]:
        return frozenset(self._index.employers.get(person, ()))

    def works_at(self, person: int, organisation: str) -> bool:
        """Whether the person is known to be there; one name may be the beginning of the other (Acme, Acme Labs)."""
        asked = organisation_words(organisation)
        return any(_one_begins_the_other(asked, known) for known in self.organisations_of(person))

    def _narrow(self, found: tuple[int, ...], organisation: str) -> tuple[int, ...]:
        if len(found) > 1 and organisation:
            return tuple(person for person in found if self.works_at(person, organisation)) or found
        else:
            return found

    def _find(self, words: Words) -> tuple[int, ...]:
        if not words:
            return ()
        index = self._index
        found = index.full.get(tuple(sorted(words))) or index.given.get(words) or self._by_initial(words)
        return tuple(found or index.family.get(words) or ())

    def _by_initial(self, words: Words) -> list[int]:
        if len(words) < 2:
            return []
        elif len(words[-1]) == 1:
            ids = self._index.given.get(words[:-1], [])
            return [i for i in ids if any(word.startswith(words[-1]) for word in self._index.words[i][1:])]
        elif len(words[0]) == 1:
            return [i for i in self._index.family.get(words[1:], []) if self._index.words[i][0].startswith(words[0])]
        else:
            return []

    @cached_property
    def _index(self) -> _Index:
        return _Index(self._rows)


class _Index:
    def __init__(self, rows: Iterable[Row]) -> None:
        self.full: dict[Words, list[int]] = defaultdict(list)
        self.given: dict[Words, list[int]] = defaultdict(list)
        self.family: dict[Words, list[int]] = defaultdict(list)
        self.words: dict[int, Words] = {}
        self.employers: dict[int, set[Words]] = defaultdict(set)
        self.organisations: set[Words] = set()
        for row in rows:
            self._add(*row)

    def _add(self, person: int, full_name: str, nickname: str, organisation: str) -> None:
        if employer := organisation_words(organisation):
            self.organisations.add(employer)
            self.employers[person].add(employer)
        self._add_nickname(person, nickname)
        if words := name_words(full_name):
            self.words[person] = words
            self._add_name(person, words)

    def _add_name(self, person: int, words: Words) -> None:
        surname = next((i for i, word in enumerate(words) if i and word in PARTICLES), len(words) - 1)
        _put(self.full, tuple(sorted(words)), person)
        _put(self.full, tuple(sorted((words[0], *words[surname:]))) if surname else words, person)
        _put(self.given, words[:1], person)
        if surname > 1:
            _put(self.given, words[:2], person)
        if surname:
            _put(self.family, words[surname:], person)
            _put(self.family, words[-1:], person)

    def _add_nickname(self, person: int, nickname: str) -> None:
        if words := name_words(nickname):
            _put(self.given, words, person)


def name_words(name: str) -> Words:
    """The words of a name for comparing: no accents, case, titles or degrees; given name first if written `Ruiz, Ana`."""
    family, comma, given = name.partition(",")
    plain = f"{given} {family}" if comma and not set(_split(given)) <= _CREDENTIALS else name
    return _words(plain)


def organisation_words(name: str) -> Words:
    words = _split(name)
    kept = tuple(word for word in words if word not in _LEGAL and word != "the")
    return kept or words


def _words(name: str) -> Words:
    words = _split(name)
    return tuple(word for word in words if word not in HONORIFICS and word not in _CREDENTIALS) or words


def _split(text: str) -> Words:
    return tuple(_NOT_WORD.sub(" ", _APOSTROPHE.sub("", folding.fold(text))).split())


def _put(index: dict[Words, list[int]], key: Words, person: int) -> None:
    people = index[key]
    if people[-1:] != [person]:  # rows come person by person
        people.append(person)


def _one_begins_the_other(left: Words, right: Words) -> bool:
    shorter = min(len(left), len(right))
    return shorter > 0 and left[:shorter] == right[:shorter]
