"""Who a record speaks of: somebody in the book or among those being imported, by exact identifiers, then by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from kith.people.folding import fold

# Nobody shares these with anybody; addresses and numbers are shared by households and offices.
_NOBODY_ELSES = ("uid:", "linkedin:")
_WORD = re.compile(r"[^\W_]+")
_ALIKE = 80


class Index:
    """People by what identifies them. Those of the import have negative ids, those of the book positive ones."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[int]] = {}
        self._names: dict[int, list[str]] = {}
        self._by_name: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
        self._by_employer: dict[tuple[str, str], list[int]] = {}
        self._claimed: set[int] = set()

    def add_name(self, person: int, name: str) -> None:
        """A name that the person goes by, or went by in an earlier import."""
        folded = fold(name)
        names = self._names.setdefault(person, [])
        if folded not in names:
            names.append(folded)
            self._by_name[person > 0].setdefault(folded, []).append(person)

    def add_key(self, person: int, key: str) -> None:
        """An exact identifier of theirs."""
        people = self._by_key.setdefault(key, [])
        if person not in people:
            people.append(person)

    def add_employer(self, person: int, organisation: str) -> None:
        """The key of an organisation that they are or were with, "" for none. Their names come first."""
        for name in self._names.get(person, ()):
            self._by_employer.setdefault((name, organisation), []).append(person)

    def by_keys(self, keys: Iterable[str], name: str) -> int | None:
        """Whoever has one of these identifiers, unless it is one that people share and the name says otherwise."""
        for key in keys:
            people = self._by_key.get(key)
            if people is None:
                continue
            if key.startswith(_NOBODY_ELSES):
                return people[0]
            found = self._fitting(people, name, is_phone=key.startswith("phone:"))
            if found is not None:
                return found
        return None

    def only_holder(self, keys: Iterable[str]) -> int | None:
        """The one person who has one of these identifiers, whatever their name."""
        holders = {person for key in keys for person in self._by_key.get(key, ())}
        return holders.pop() if len(holders) == 1 else None

    def by_name_and_employer(self, name: str, organisations: Sequence[str]) -> int | None:
        """Somebody of the book of this very name, with one of these organisations, whom no record has claimed yet."""
        folded = fold(name)
        for organisation in organisations or ("",):
            for person in self._by_employer.get((folded, organisation), ()):
                if person not in self._claimed:
                    return person
        return None

    def claim(self, person: int) -> None:
        """Note that a record is about them, so that a namesake's record is not."""
        self._claimed.add(person)

    def by_name(self, name: str) -> list[int]:
        """Everybody of this name: those of the import if there are any, else those of the book."""
        folded = fold(name)
        of_import, of_book = self._by_name
        # Whoever is in both is met in the import under the id of the book.
        known = [person for person in of_book.get(folded, ()) if person in self._claimed]
        return [*of_import.get(folded, ()), *known] or of_book.get(folded, [])

    def _fitting(self, people: list[int], name: str, is_phone: bool) -> int | None:
        folded = fold(name)
        if not _is_name(folded):
            return people[0]
        for person in people:
            if folded in self._names.get(person, ()):
                return person
        agree = names_agree if is_phone else names_may_agree
        fitting = (p for p in people if any(agree(folded, own) for own in self._names.get(p, ("",))))
        return next(fitting, None)


def names_agree(one: str, other: str) -> bool:
    """Whether each word of the shorter of two folded names has its like in the longer: "a ruiz", "ana ruiz lopez"."""
    short, long = sorted((_WORD.findall(one), _WORD.findall(other)), key=len)
    left = list(long)
    for word in short:
        like = next((each for each in left if _is_like(word, each)), None)
        if like is None:
            return False
        left.remove(like)
    return True


def names_may_agree(one: str, other: str) -> bool:
    """As names_agree, but the first name is enough, as people marry: "ana ruiz", "ana lopez"."""
    if not _is_name(one) or not _is_name(other) or names_agree(one, other):
        return True
    return _is_like(_WORD.findall(one)[0], _WORD.findall(other)[0])


def _is_name(folded: str) -> bool:
    """Not an address or a number that stands in for a name."""
    return "@" not in folded and any(c.isalpha() for c in folded)


def _is_like(one: str, other: str) -> bool:
    """The same word, an initial or a short form of it, or a slip of the pen."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and len(short) != 2:  # "Al" is no Alfred, "A" may be one
        return True
    return len(short) > 3 and fuzz.ratio(short, long) >= _ALIKE
