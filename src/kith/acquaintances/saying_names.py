"""The people in a line about who knows whom: by name, with where they are, or only as somebody somewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kith.acquaintances import saying_words as words
from kith.interactions.capture import KnownPeople, Named, titles_in_words
from kith.interactions.capture.line_tokens import POINT, Line
from kith.interactions.capture.names_in_words import NameReader

_STRETCH = 9
_ARTICLES = ("a", "an", "the", "our", "their")
_NOT_A_ROLE = frozenset(
    [
        "who",
        "that",
        "works",
        "work",
        "is",
        "are",
        "working",
        "a",
        "an",
        "the",
        "in",
        "from",
        "of",
        "some",
        "there",
        "now",
        "currently",
        "as",
        "at",
    ]
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody at an organisation who is not named; `end` is the index after."""

    organisation: str
    role: str
    end: int


class PeopleReader:
    """Reads names with what stands beside them. `is_stop` tells words that belong to no name."""

    def __init__(self, line: Line, known: KnownPeople, is_stop: Callable[[int], bool]) -> None:
        self.line = line
        self.known = known
        self.names = NameReader(line, known, is_stop)

    def end_of_name(self, index: int) -> int:
        """Index after the name at `index`; `index` itself if there is none."""
        if not self.line.is_word(index) or self._is_place(index):
            return index
        return self.names.name_end(index)

    def person(self, index: int, *, is_past: bool = False) -> tuple[Named, int] | None:
        """The person named at `index`, and the index after them and what is told of them. `is_past`: `at Acme` is where
        something was, not where they are."""
        end = self.end_of_name(index)
        if end == index:
            return None
        self.line.claim_tokens(index, end, "person")
        named, end = self._details(Named(self.line.slice(index, end)), end, is_past)
        return self.names.resolved(named), end

    def somebody(self, index: int) -> Somebody | None:
        """`somebody in HR at Initech`, `a recruiter at Initech`, `the CTO of Initech`"""
        line, first = self.line, index
        if line.lower(index) not in words.COUNTS | words.SOMEBODY:
            return None
        while line.lower(first) in words.COUNTS:
            first += 1
        at = self._place(first)
        if at is None:
            return None
        end = self._organisation_end(at + 1)
        role = self._role(first, at)
        line.claim_tokens(index, at + 1, "title")
        line.claim_tokens(at + 1, end, "organisation")
        return Somebody(line.slice(at + 1, end), role, end)

    def also_at(self, index: int, before: object) -> Somebody | None:
        """`somebody at Initech and at Nova`: the second place, where there was one `before`."""
        first = index + 1 if self.line.lower(index) == "at" else index
        end = self._organisation_end(first)
        if not before or end == first or (first == index and not self._is_place(index)):
            return None
        self.line.claim_tokens(index, end, "organisation")
        return Somebody(self.line.slice(first, end), "", end)

    def _is_place(self, index: int) -> bool:
        """Whether an organisation that is known stands here, and nobody of that name."""
        end = self._organisation_end(index)
        name = self.line.slice(index, end)
        return end > index and self.known.has_organisation(name) and not self.known.find(name)

    def _organisation_end(self, index: int) -> int:
        """Index after the organisation named at `index`. `Acme and Nova` are two, unless both together are known."""
        line, end = self.line, titles_in_words.organisation_end(self.line, index, self.known)
        if end > index and self.known.has_organisation(line.slice(index, end)):
            return end
        return next((at for at in range(index + 1, end) if line.lower(at) == "and"), end)

    def _place(self, first: int) -> int | None:
        """Where the word stands after which the organisation comes: `at` before any other."""
        stretch = []
        for index in range(first, min(first + _STRETCH, len(self.line.tokens))):
            if not self.line.is_word(index) and not self.line.is_mark(index, "@"):
                break
            if self.line.lower(index) in ("and", "or"):
                break
            stretch.append(index)
        found = [index for index in stretch if self._comes_place(index)]
        return next((at for at in found if self.line.lower(at) in ("at", "@")), next(iter(found), None))

    def _comes_place(self, index: int) -> bool:
        is_before = self.line.lower(index) in words.PLACES
        return is_before and self._organisation_end(index + 1) > index + 1

    def _role(self, first: int, end: int) -> str:
        while first < end and self.line.lower(first) in words.SOMEBODY | _NOT_A_ROLE:
            first += 1
        return self.line.slice(first, end)

    def _details(self, named: Named, index: int, is_past: bool) -> tuple[Named, int]:
        """Title, organisation and ways to reach them that stand right after the name."""
        while True:
            at = None if is_past else self._organisation_of(named, index)
            read = at or self._role_of(named, index) or self._point_of(named, index)
            if read is None:
                return named, index
            named, index = read

    def _role_of(self, named: Named, index: int) -> tuple[Named, int] | None:
        """`(CTO, Acme)`, `, the CTO of Acme`"""
        if named.title:
            return None
        if self.line.is_mark(index, "("):
            role = titles_in_words.read_brackets(self.line, index) if not named.organisation else None
            if role is not None:
                self.line.claim_tokens(index, role.end, "joining")
        elif self.line.is_mark(index, ","):
            first = index + 2 if self.line.lower(index + 1) in _ARTICLES else index + 1
            role = titles_in_words.read_role(self.line, first, self.known, capital=False)
            if role is not None:
                self.line.claim_tokens(index, first, "joining")
        else:
            role = titles_in_words.read_role(self.line, index, self.known, capital=True)
        if role is None:
            return None
        told = replace(named, title=role.title, organisation=named.organisation or role.organisation)
        return told, role.end

    def _organisation_of(self, named: Named, index: int) -> tuple[Named, int] | None:
        """`at Acme`; `from Acme` and `of Acme` only where Acme is known, as `from PyCon` tells how they met."""
        before = self.line.lower(index)
        if named.organisation or before not in ("at", "@", "from", "of"):
            return None
        end = self._organisation_end(index + 1)
        name = self.line.slice(index + 1, end)
        if end == index + 1 or (before in ("from", "of") and not self.known.has_organisation(name)):
            return None
        self.line.claim_tokens(index, end, "organisation")
        return replace(named, organisation=name), end

    def _point_of(self, named: Named, index: int) -> tuple[Named, int] | None:
        """An address or number, in brackets or without."""
        line = self.line
        is_open = line.is_mark(index, "(")
        at = index + 1 if is_open else index
        token = line.token(at)
        if token is None or token.sort != POINT or (is_open and not line.is_mark(at + 1, ")")):
            return None
        point = self.names.point(at)
        end = at + (2 if is_open else 1)
        line.claim_tokens(index, end, "joining")
        return replace(named, points=(*named.points, point)), end
