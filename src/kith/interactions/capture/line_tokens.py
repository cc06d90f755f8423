"""A line cut into tokens, and which of its characters have been understood as what."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from kith.interactions.capture import dates_in_words, points_in_words

WORD, MARK, DATE, LABEL, POINT = "word", "mark", "date", "label", "point"
SENTENCE_END = (".", "!", "?", "\n")
SEPARATORS = (",", ";", ":", "-", "–", "—", "&", "+", "/", "|", "•", *SENTENCE_END)

# Letters, and the vowel signs that Python's \w leaves out of Indic, Thai, Arabic and Hebrew words.
_LETTER = r"[\w\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u109f\u1780-\u17d3\u200c\u200d]"
_TOKEN = re.compile(rf"(?<!\w)w/(?!\w*/)|[^\W_]{_LETTER}*(?:['’.‐‑-][^\W_]{_LETTER}*)*|\n|\S")
_DOTTED = re.compile(r"(?:\w\.)*[^\W\d_]|dr|prof|mr|mrs|ms|jr|sr|st|rev", re.IGNORECASE)
_LABEL = re.compile(r"(?<![\w#&/])#(?=[\w-]*[^\W\d_])([\w-]+)")


@dataclass(frozen=True, slots=True)
class Span:
    """What a part of the line was understood as: kind, channel, person, title, organisation, point, place, date,
    label, promise, follow_up, or joining (words and marks that only hold the parts together)."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    sort: str


class Line:
    """The tokens of a line (dates, labels and contact points are one token each), and the spans claimed so far."""

    def __init__(self, text: str, today: date, *, day_first: bool | None = None) -> None:
        self.text = text
        self.today = today
        self.spans: list[Span] = []
        self._taken = bytearray(len(text))
        self.past = {found.start: found for found in dates_in_words.find_dates(text, today, day_first=day_first)}
        ahead = dates_in_words.find_dates(text, today, "future", day_first=day_first)
        self.ahead = {found.start: found for found in ahead}
        self.points = {point.start: point for point in points_in_words.find_points(text, self._dates())}
        self.labels = {match.start(): match[1] for match in _LABEL.finditer(text)}
        self.tokens = self._tokens()
        self._starts = [token.start for token in self.tokens]

    def token(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def is_word(self, index: int) -> bool:
        token = self.token(index)
        return token is not None and token.sort == WORD

    def is_mark(self, index: int, *marks: str) -> bool:
        token = self.token(index)
        return token is not None and token.sort == MARK and token.text in marks

    def lower(self, index: int) -> str:
        token = self.token(index)
        return token.text.lower() if token else ""

    def index_at(self, offset: int) -> int:
        """Index of the first token that starts at `offset` or after it."""
        return bisect_left(self._starts, offset)

    def words(self, index: int, most: int) -> list[str]:
        """The words from `index` on, up to the first token that is no word."""
        found: list[str] = []
        while len(found) < most and self.is_word(index + len(found)):
            found.append(self.tokens[index + len(found)].text)
        return found

    def slice(self, first: int, end: int) -> str:
        """The text of tokens `first` to `end`, the last excluded."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end] if first < end else ""

    def claim_tokens(self, first: int, end: int, role: str) -> None:
        if first < end:
            self.claim(self.tokens[first].start, self.tokens[end - 1].end, role)

    def claim(self, start: int, end: int, role: str) -> None:
        """Mark the text as understood, except what is so already."""
        for left, right in self.free(start, end):
            trimmed = self.text[left:right]
            left, right = left + len(trimmed) - len(trimmed.lstrip()), right - (len(trimmed) - len(trimmed.rstrip()))
            if left < right:
                self.spans.append(Span(left, right, role))
                self._taken[left:right] = b"\1" * (right - left)

    def free(self, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """The stretches between `start` and `end` that nothing has claimed."""
        end = len(self.text) if end is None else end
        found = []
        while 0 <= (left := self._taken.find(0, start, end)) < end:
            right = self._taken.find(1, left, end)
            start = end if right < 0 else right
            found.append((left, start))
        return found

    def release(self, spans: int) -> None:
        """Give back all but the first so many spans."""
        for span in self.spans[spans:]:
            self._taken[span.start : span.end] = bytes(span.end - span.start)
        del self.spans[spans:]

    def _dates(self) -> list[tuple[int, int]]:
        return [(found.start, found.end) for found in self.past.values()]

    def _tokens(self) -> list[Token]:
        wholes = [Token(p.start, p.end, self.text[p.start : p.end], POINT) for p in self.points.values()]
        wholes += [Token(m.start(), m.end(), m[0], LABEL) for m in _LABEL.finditer(self.text)]
        wholes += [Token(d.start, d.end, self.text[d.start : d.end], DATE) for d in self.past.values()]
        tokens: list[Token] = []
        end = 0
        for whole in sorted(wholes, key=lambda token: token.start):
            if whole.start >= end:
                tokens += self._plain(end, whole.start)
                tokens.append(whole)
                end = whole.end
        return tokens + self._plain(end, len(self.text))

    def _plain(self, start: int, end: int) -> list[Token]:
        found = []
        while match := _TOKEN.search(self.text, start, end):
            start = match.end()
            if self.text[start : min(start + 1, end)] == "." and _DOTTED.fullmatch(match[0]):
                start += 1
            is_word = match[0][0].isalnum() and match[0] != "w/"
            found.append(Token(match.start(), start, self.text[match.start() : start], WORD if is_word else MARK))
        return found
