"""What the people of a book can be found by when the user wants to reach somebody: names, roles, interests, labels.

Notes are not among it: what the user wrote down about somebody is not what others are asked about.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
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


@dataclass(slots=True)
class Texts:
    """By person: the name as it is looked for, current titles, and everything else that tells what they can do."""

    names: dict[int, str]
    titles: dict[int, list[str]]
    skills: dict[int, list[str]]
    _spread: dict[int, dict[str, str]] = field(default_factory=dict)  # lines as they are looked through, once each

    def named(self, text: str) -> list[int]:
        """Whoever has every word of the text in their name."""
        wanted = marks(text)
        return [person_id for person_id, name in self.names.items() if wanted and holds(name, wanted)]

    def called(self, text: str) -> list[int]:
        """Whoever has exactly this name, in whatever order its words stand."""
        words = sorted(spread(text).split())
        return [person_id for person_id in self.named(text) if sorted(self.names[person_id].split()) == words]

    def in_role(self, text: str, codes: frozenset[str] = frozenset()) -> dict[int, str]:
        """Whose title has every word of the text, or means one of these occupations: the title, by person."""
        wanted = marks(text)
        fits = {
            line: holds(said, wanted) or bool(codes and meant(line, codes)) for line, said in self._lines(self.titles)
        }
        return _first_that_fits(self.titles, fits)

    def skilled(self, text: str) -> dict[int, str]:
        """Who has every word of the text in one interest, label, headline or title: those words, by person."""
        wanted = marks(text)
        found: dict[int, str] = {}
        for source in (self.skills, self.titles) if wanted else ():
            fits = {line: holds(said, wanted) for line, said in self._lines(source)}
            found = _first_that_fits(source, fits) | found
        return found

    def _lines(self, source: Mapping[int, Sequence[str]]) -> Iterable[tuple[str, str]]:
        """Each line once, as it is and spread."""
        key = id(source)
        if key not in self._spread:
            self._spread[key] = {line: spread(line) for lines in source.values() for line in lines}
        return self._spread[key].items()


def _first_that_fits(source: Mapping[int, Sequence[str]], fits: Mapping[str, bool]) -> dict[int, str]:
    good = {line for line, is_one in fits.items() if is_one}
    if not good:
        return {}
    return {
        pk: next(line for line in lines if line in good) for pk, lines in source.items() if not good.isdisjoint(lines)
    }


_read = Shelf[Texts](8)


def texts_of(owner: User, network: BookNetwork) -> Texts:
    """Return what people are found by; read once for each state of the book. Three queries."""
    return _read.get(owner.pk, network.folder, partial(_texts, owner))


def spread(text: str) -> str:
    """The text folded, its words parted by single spaces, with one before and behind."""
    return f" {_SIGNS.sub(' ', fold(text)).strip()} "


def marks(text: str) -> list[str]:
    """What a spread text must hold for every word of the text to be in it; a longer word may be a beginning."""
    return [f" {word} " if len(word) < _WHOLE else f" {word}" for word in spread(text).split()]


def holds(text: str, wanted: Sequence[str]) -> bool:
    """Whether a spread text has all that is wanted, and something is."""
    return bool(wanted) and all(mark in text for mark in wanted)


def _texts(owner: User) -> Texts:
    names: dict[int, str] = {}
    titles, skills = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for person_id, name, nickname, headline, interests in sql.rows(_PEOPLE.format(in_book=IN_BOOK), owner=owner.pk):
        names[person_id] = spread(f"{name} {nickname}" if nickname else name)
        if headline:
            skills[person_id].append(headline)
        skills[person_id] += _listed(interests)
    for person_id, title in sql.rows(_TITLES.format(in_book=IN_BOOK), owner=owner.pk):
        titles[person_id].append(title)
    for person_id, label in sql.rows(_LABELS.format(in_book=IN_BOOK), owner=owner.pk):
        skills[person_id].append(label)
    return Texts(names, dict(titles), dict(skills))


def _listed(interests: Any) -> list[str]:
    """Interests as the database hands them over: SQLite as text."""
    found = json.loads(interests) if isinstance(interests, str) else interests
    return [str(each) for each in found or ()]


_PEOPLE = """
    SELECT p.id, p.name, p.nickname, p.headline, p.interests FROM people_person p
    WHERE p.owner_id = %(owner)s AND {in_book} ORDER BY p.id
"""
_TITLES = """
    SELECT s.person_id, s.title FROM people_position s JOIN people_person p ON p.id = s.person_id
    WHERE p.owner_id = %(owner)s AND s.is_current AND s.kind = 'work' AND s.title <> '' AND {in_book} ORDER BY s.id
"""
_LABELS = """
    SELECT l.person_id, n.name FROM people_labelling l
    JOIN people_label n ON n.id = l.label_id JOIN people_person p ON p.id = l.person_id
    WHERE p.owner_id = %(owner)s AND {in_book} ORDER BY l.id
"""
