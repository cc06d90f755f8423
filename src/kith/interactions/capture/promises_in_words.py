"""Promises and follow-ups in a line: `promised the report`, `Ana will send the slides next week`, `follow up in 2 weeks`."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kith.interactions.capture.known_people import KnownPeople
from kith.interactions.capture.line_tokens import DATE, LABEL, Line, Token
from kith.interactions.capture.names_in_words import NameReader


@dataclass(frozen=True, slots=True)
class CapturedPromise:
    """Something that one side said it would do."""

    what: str
    by: Literal["me", "them"]
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A clause that looks ahead, from `start` to `end`. A follow-up has no promise; `names_at` are the places (token
    indices) where it may name a person."""

    start: int
    end: int
    promise: CapturedPromise | None = None
    follow_up_on: date | None = None
    names_at: tuple[int, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()


_ACTIONS = (
    r"send|share|introduce|connect|intro|forward|write|e-?mail|give|help|check|look|bring|pass|review|put|ask|set|make|mail|text"
    r"|invite|let|recommend|refer|lend|show|book|find|prepare|draft|read|pay|return|reply|respond|organi[sz]e|tell|message|get|try"
    r"|do|speak|talk|call|ring|phone|arrange|drop|come|circulate|provide|deliver|finish|sign|buy|cook|print|translate|post|schedule"
)
_I = r"(?:(?:I|we)\s+)"
_THEY = r"(?:(?:she|he|they)\s+)"
_PROMISE = re.compile(
    rf"(?<![\w'’])(?:"
    rf"(?:(?P<by1>{_I}|{_THEY})(?:have\s+|has\s+|had\s+|also\s+|both\s+|['’]ve\s+)*)?(?<!as\s)promised(?:\s+(?P<to>me|us|her|him|them)\b)?"
    rf"(?:\s+to(?=\s)|\s+that\s+(?:I|we|she|he|they)\s+(?:would|will))?"
    rf"|(?:(?P<by2>{_I}|{_THEY})(?:also\s+)?)?(?:agreed|offered|undertook|volunteered)\s+to(?=\s+(?:{_ACTIONS})\b)"
    rf"|(?P<by3>I|we|she|he|they)(?:['’]ll|\s+will|(?:['’]m|['’]s|['’]re|\s+am|\s+is|\s+are)\s+going\s+to)(?=\s+(?:{_ACTIONS})\b)"
    rf"|(?P<will>will|is\s+going\s+to)(?=\s+(?:{_ACTIONS})\b)"
    rf"|(?P<by4>{_I}|{_THEY})?owe[sd]?(?:\s+(?P<owed>me|us|her|him|them)\b)?"
    rf")(?!\w)",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(
    r"(?<![\w'’-])(?:(?:(?:I|we)(?:['’]ll|\s+will|\s+should|\s+must|\s+need\s+to)|to|will|should|please|let['’]?s)\s+)?"
    r"(?:follow(?:ing)?[- ]?up|ping|nudge|remind(?:er)?(?:\s+me)?|next\s+(?:touch|contact|call|meeting)|check(?:ing)?\s+(?:in|back)"
    r"|touch\s+base|circle\s+back|reconnect|get\s+back\s+(?:to|in\s+touch)|(?:be\s+)?in\s+touch(?=\s+again)|reach\s+out(?=\s+again)"
    r"|(?:call|write|meet|talk|speak|see|e-?mail|text|message|contact|catch\s+up)(?=(?:\s+(?:to|with))?(?:\s+\w+)?\s+again\b))(?!\w)",
    re.IGNORECASE,
)
_FILLERS_LIST = """
    again with to her him them me us it this that then back next by in and up : - – date is
"""
_FILLERS = frozenset(_FILLERS_LIST.split())
_CLAUSE_ENDS = (",", ";", "\n", "(", ")")
_CONNECTIVES = ("and", "then", "but", "&", "+", "so", "also")


class AsideReader:
    """Finds the asides of a line; `names` tells whose promise one is."""

    def __init__(self, line: Line, known: KnownPeople) -> None:
        self.line = line
        self.names = NameReader(line, known, lambda index: False)
        self._follow_ups = list(_FOLLOW_UP.finditer(line.text))
        self._promises = list(_PROMISE.finditer(line.text))
        self._starts = sorted(match.start() for match in (*self._follow_ups, *self._promises))

    def asides(self) -> list[Aside]:
        """In order and without overlap; a follow-up without a date, or a promise of nothing, is none."""
        matches = sorted((*self._follow_ups, *self._promises), key=lambda match: match.start())
        found: list[Aside] = []
        for match in matches:
            if found and match.start() < found[-1].end:
                continue
            limit = self._next_start(match.end())
            aside = self._follow_up(match, limit) if match.re is _FOLLOW_UP else self._promise(match, limit)
            if aside:
                found.append(aside)
        return found

    def _next_start(self, offset: int) -> int:
        position = bisect_left(self._starts, offset)
        return self._starts[position] if position < len(self._starts) else len(self.line.text)

    def _follow_up(self, match: re.Match[str], limit: int) -> Aside | None:
        line, first = self.line, self.line.index_at(match.end())
        end = self._clause_end(first, limit)
        at = next((i for i in range(first, end) if line.tokens[i].sort == DATE), None)
        if at is None:
            return self._dated_before(match)
        day = line.ahead[line.tokens[at].start].date
        fillers = [(line.tokens[i].start, line.tokens[i].end) for i in range(first, at) if self._fills(i)]
        parts = [(match.start(), match.end()), *fillers, (line.tokens[at].start, line.tokens[at].end)]
        names = self._named_after(first, at)
        return Aside(match.start(), line.tokens[end - 1].end, None, day, names, self._touching(parts))

    def _touching(self, parts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """The parts, in one where only white space stands between them."""
        joined = parts[:1]
        for start, end in parts[1:]:
            if self.line.text[joined[-1][1] : start].strip():
                joined.append((start, end))
            else:
                joined[-1] = (joined[-1][0], end)
        return tuple(joined)

    def _named_after(self, first: int, end: int) -> tuple[int, ...]:
        names = (i for i in range(first, end) if not self._fills(i))
        return tuple(names)[:1]

    def _fills(self, index: int) -> bool:
        return self.line.lower(index) in _FILLERS

    def _dated_before(self, match: re.Match[str]) -> Aside | None:
        """`next week ping Ana`"""
        line, first = self.line, self.line.index_at(match.start())
        before = line.token(first - 1)
        if before is None or before.sort != DATE or line.ahead[before.start].date <= line.today:
            return None
        parts = ((before.start, match.end()),)
        return Aside(
            before.start, match.end(), None, line.ahead[before.start].date, (line.index_at(match.end()),), parts
        )

    def _promise(self, match: re.Match[str], limit: int) -> Aside | None:
        line, first = self.line, self.line.index_at(match.end())
        subject = self._subject(match)
        first, recipient = self._after_recipient(match, first)
        end = self._without_connectives(first, self._clause_end(first, limit))
        due_at = next((i for i in range(first, end) if self._is_due(line.tokens[i])), None)
        kept = [i for i in range(first, end) if i != due_at and line.tokens[i].sort != LABEL]
        what = _joined(line, kept)
        if not any(character.isalnum() for character in what):
            return None
        start = line.tokens[subject].start if subject is not None else match.start()
        due_on = line.ahead[line.tokens[due_at].start].date if due_at is not None else None
        promise = CapturedPromise(what, self._by(match, subject is not None), due_on)
        names = tuple(i for i in (subject, recipient, first + 1) if i is not None)
        return Aside(start, line.tokens[end - 1].end, promise, None, names, ((start, line.tokens[end - 1].end),))

    def _is_due(self, token: Token) -> bool:
        return token.sort == DATE and self.line.ahead[token.start].date >= self.line.today

    def _by(self, match: re.Match[str], has_subject: bool) -> Literal["me", "them"]:
        said = (match["by1"] or match["by2"] or match["by3"] or match["by4"] or "").strip().lower()
        to_me = (match["to"] or match["owed"] or "").lower() in ("me", "us")
        return "them" if has_subject or to_me or said in ("she", "he", "they") else "me"

    def _subject(self, match: re.Match[str]) -> int | None:
        """Index of the name that ends right before the match: `Ana will send …`."""
        if match["by1"] or match["by2"] or match["by3"] or match["by4"]:
            return None
        end = self.line.index_at(match.start())
        for start in range(max(end - 5, 0), end):
            if self.names.name_end(start) == end and not self._is_inside_name(start):
                return start
        return None

    def _is_inside_name(self, index: int) -> bool:
        return index > 0 and self.names.name_end(index - 1) > index

    def _after_recipient(self, match: re.Match[str], first: int) -> tuple[int, int | None]:
        """`promised Ana the report`: the index after Ana, and hers."""
        is_to_someone = match["will"] is None and match["by3"] is None and not (match["to"] or match["owed"])
        end = self.names.name_end(first) if is_to_someone else first
        return (end, first) if end > first and self.line.is_word(end) else (first, None)

    def _clause_end(self, first: int, limit: int) -> int:
        line, end = self.line, first
        while (token := line.token(end)) and token.start < limit and not self._ends_clause(end):
            end += 1
        return end

    def _ends_clause(self, index: int) -> bool:
        is_stop = self.line.is_mark(index, ".", "!", "?")
        after = self.line.token(index + 1)
        glued = after is not None and after.start == self.line.tokens[index].end
        return self.line.is_mark(index, *_CLAUSE_ENDS) or (is_stop and not glued)

    def _without_connectives(self, first: int, end: int) -> int:
        while end > first and (self.line.lower(end - 1) in _CONNECTIVES or self.line.tokens[end - 1].sort == LABEL):
            end -= 1
        return end


def _joined(line: Line, indices: list[int]) -> str:
    """The text of the tokens, with what stood between those that were neighbours, and one space elsewhere."""
    text = ""
    for position, index in enumerate(indices):
        token = line.tokens[index]
        if position and indices[position - 1] == index - 1:
            text += line.text[line.tokens[index - 1].end : token.start]
        elif position:
            text += " "
        text += token.text
    return text.strip(" -–—:")
