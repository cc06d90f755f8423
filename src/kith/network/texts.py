"""What the people of a book can be found by when the user wants to reach somebody: names, places, roles, interests, labels.

Notes are not among it: what the user wrote down about somebody is not what others are asked about.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any

from kith import sql
from kith.accounts.models import User
from kith.network.loading import BookNetwork
from kith.network.shelf import Shelf
from kith.people.folding import fold
from kith.people.models import IN_BOOK
from kith.targets.queries.standing import meant

_SIGNS = re.compile(r"[^\w+#]+")
_WHOLE = 4  # shorter words count only whole: "go" is not in "governor"


class Lines:
    """Lines with the people whose they are. All stand in one text, as words are found in it quicker than in each line."""

    def __init__(self, of: Mapping[int, Sequence[str]]) -> None:
        self._first: dict[str, list[int]] = {}  # whose first line it is; most have no other
        self._later: dict[str, list[tuple[int, int]]] = {}
        for person_id, lines in of.items():
            for rank, line in enumerate(lines):
                self._first.setdefault(line, [])
                if rank:
                    self._later.setdefault(line, []).append((rank, person_id))
                else:
                    self._first[line].append(person_id)
        self._lines = list(self._first)
        spreads = [spread(line) for line in self._lines]
        self._text = "\n".join(spreads)
        self._begins = [0, *accumulate(len(said) + 1 for said in spreads)]

    def holding(self, text: str) -> list[str]:
        """The lines that have every word of the text."""
        rarest, *others = sorted(set(marks(text)), key=len, reverse=True) or [""]
        found, at = [], self._text.find(rarest) if rarest else -1
        while at >= 0:
            number = bisect_right(self._begins, at) - 1
            begin, end = self._begins[number], self._begins[number + 1]
            if all(self._text.find(other, begin, end) >= 0 for other in others):
                found.append(self._lines[number])
            at = self._text.find(rarest, end)
        return found

    def meaning(self, codes: frozenset[str]) -> list[str]:
        """The lines that mean one of these occupations."""
        return [line for line in self._lines if meant(line, codes)] if codes else []

    def of(self, lines: Sequence[str]) -> dict[int, str]:
        """Whose these lines are: of each person the first of their own lines that is among them."""
        found: dict[int, str] = {}
        for line in lines:
            found.update(dict.fromkeys(self._first[line], line))
        later = {(rank, person_id): line for line in lines for rank, person_id in self._later.get(line, ())}
        for (_rank, person_id), line in sorted(later.items()):
            found.setdefault(person_id, line)
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation, as far as it is needed to find who is there."""

    pk: int
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Names of people, their current titles, what else tells what they can do; organisations, and who is or was there."""

    names: Mapping[int, str]
    by_name: Lines
    titles: Lines
    skills: Lines
    places: Mapping[int, Place]
    present: Mapping[int, Mapping[int, str]]  # by organisation: who is there, with their role
    former: Mapping[int, Mapping[int, str]]  # and who only was

    def named(self, text: str) -> list[int]:
        """Whoever has every word of the text in their name, in the order of their ids."""
        return sorted(self.by_name.of(self.by_name.holding(text)))

    def called(self, text: str) -> list[int]:
        """Whoever has exactly this name, in whatever order its words stand."""
        words = sorted(spread(text).split())
        return [person_id for person_id in self.named(text) if sorted(spread(self.names[person_id]).split()) == words]

    def in_role(self, text: str, codes: frozenset[str] = frozenset()) -> dict[int, str]:
        """Whose title has every word of the text, or means one of these occupations: the title, by person."""
        return self.titles.of([*self.titles.holding(text), *self.titles.meaning(codes)])

    def skilled(self, text: str) -> dict[int, str]:
        """Who has every word of the text in one interest, label, headline or title: those words, by person."""
        return self.titles.of(self.titles.holding(text)) | self.skills.of(self.skills.holding(text))

    def organisations(self, text: str) -> list[Place]:
        """The organisations that have every word of the text in their names, in the order of these."""
        words = fold(text).split()
        return [place for place in self.places.values() if words and all(word in place.key for word in words)]

    def there(self, organisation_ids: Sequence[int]) -> tuple[dict[int, str], dict[int, str]]:
        """Who is at one of these organisations now, and who only was, each with their role at the first of them."""
        present: dict[int, str] = {}
        former: dict[int, str] = {}
        for pk in reversed(organisation_ids):
            present.update(self.present.get(pk, {}))
            former.update(self.former.get(pk, {}))
        for person_id in present.keys() & former.keys():
            del former[person_id]
        return present, former


_read = Shelf[Texts](8)


def texts_of(owner: User, network: BookNetwork) -> Texts:
    """Return what people are found by; read once for each state of the book. Four queries."""
    return _read.get(owner.pk, network.folder, partial(_texts, owner))


def spread(text: str) -> str:
    """The text folded, its words parted by single spaces, with one before and behind."""
    return f" {_SIGNS.sub(' ', fold(text)).strip()} "


def marks(text: str) -> list[str]:
    """What a spread text must hold for every word of the text to be in it; a longer word may be a beginning."""
    return [f" {word} " if len(word) < _WHOLE else f" {word}" for word in spread(text).split()]


def _texts(owner: User) -> Texts:
    names: dict[int, str] = {}
    called: dict[int, list[str]] = {}
    titles, skills = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for person_id, name, nickname, headline, interests in sql.rows(_PEOPLE.format(in_book=IN_BOOK), owner=owner.pk):
        names[person_id] = name
        called[person_id] = [f"{name} {nickname}"]
        if headline:
            skills[person_id].append(headline)
        skills[person_id] += _listed(interests)
    for person_id, label in sql.rows(_LABELS.format(in_book=IN_BOOK), owner=owner.pk):
        skills[person_id].append(label)
    places = {row[0]: Place(*row) for row in sql.rows(_PLACES, owner=owner.pk)}
    present, former = defaultdict[int, dict[int, str]](dict), defaultdict[int, dict[int, str]](dict)
    for person_id, at, title, is_there in sql.rows(_AT.format(in_book=IN_BOOK), owner=owner.pk):
        if at is not None:
            role = f"{title}, {places[at].name}" if title else places[at].name
            (present if is_there else former)[at].setdefault(person_id, role)
        if title and is_there:
            titles[person_id].append(title)
    return Texts(names, Lines(called), Lines(titles), Lines(skills), places, dict(present), dict(former))


def _listed(interests: Any) -> list[str]:
    """Interests as the database hands them over: SQLite as text."""
    found = json.loads(interests) if isinstance(interests, str) else interests
    return [str(each) for each in found or ()]


_PEOPLE = """
    SELECT p.id, p.name, p.nickname, p.headline, p.interests FROM people_person p
    WHERE p.owner_id = %(owner)s AND {in_book} ORDER BY p.id
"""
_LABELS = """
    SELECT l.person_id, n.name FROM people_labelling l
    JOIN people_label n ON n.id = l.label_id JOIN people_person p ON p.id = l.person_id
    WHERE p.owner_id = %(owner)s AND {in_book} ORDER BY l.id
"""
# Of several places of somebody at one organisation that which is current counts, of these the first.
_AT = """
    SELECT s.person_id, s.organisation_id, s.title, s.is_current AND s.kind = 'work' AS is_there
    FROM people_position s JOIN people_person p ON p.id = s.person_id
    WHERE p.owner_id = %(owner)s AND {in_book} ORDER BY is_there DESC, p.warmth + p.depth DESC, s.id
"""
_PLACES = "SELECT g.id, g.name, g.key FROM people_organisation g WHERE g.owner_id = %(owner)s ORDER BY g.name, g.id"
