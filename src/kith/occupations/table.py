"""The packaged table: occupations, and every title of theirs in the order of its folded form. Read once, when first needed."""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kith.occupations.folding import folded_bytes

PACKAGED = Path(__file__).parent / "occupations.gz"


@dataclass(frozen=True, slots=True)
class Entry:
    """An occupation as the table has it. `related` are places in the table, the nearest first."""

    code: str
    source: str  # "O*NET" or "ESCO"
    group: str  # of ESCO: the unit group of ISCO-08
    related: tuple[int, ...]
    title: str


@dataclass(frozen=True)
class Table:
    """titles: all of them, a line each. starts: (n + 1,) where each line starts. owners: (n,) whose it is, a place in entries."""

    entries: list[Entry]
    titles: bytes
    starts: NDArray[np.int32]
    owners: NDArray[np.uint16]

    @cached_property
    def folded(self) -> bytes:
        return folded_bytes(self.titles)

    @cached_property
    def places(self) -> dict[str, int]:
        return {entry.code: place for place, entry in enumerate(self.entries)}

    @cached_property
    def words(self) -> list[str]:
        """Every word of every title, once, in order."""
        return sorted({word.decode() for word in self.folded.split()})

    def title(self, line: int) -> str:
        return self.titles[self.starts[line] : self.starts[line + 1] - 1].decode("latin-1")

    def key(self, line: int) -> bytes:
        """The title in its folded form, as folding.folded gives it."""
        return b" ".join(self.folded[self.starts[line] : self.starts[line + 1]].split())

    def lines_called(self, key: bytes) -> range:
        """Return the lines of the titles that are just these folded words. O(log n)."""
        lines = range(len(self.owners))
        first = bisect_left(lines, key, key=self.key)
        last = first
        while last < len(lines) and self.key(last) == key:
            last += 1
        return range(first, last)

    def lines_with(self, start: bytes) -> NDArray[np.intp]:
        """Return the lines in which a word starts like this, each once, in order. O(bytes)."""
        found = np.fromiter(self._positions(start), dtype=np.int64)
        return np.unique(np.searchsorted(self.starts, found, side="right") - 1)

    def _positions(self, start: bytes) -> Iterator[int]:
        return (match.start() for match in re.finditer(re.escape(b" " + start), b" " + self.folded[:-1]))

    def lines_of(self, place: int) -> NDArray[np.intp]:
        return np.flatnonzero(self.owners == place)


@cache
def table() -> Table:
    """Return the table, read at the first call."""
    head, rest = gzip.decompress(PACKAGED.read_bytes()).split(b"\n", 1)
    sizes = json.loads(head)
    middle = sizes["occupations"] + sizes["titles"]
    titles = rest[sizes["occupations"] : middle]
    ends = np.flatnonzero(np.frombuffer(titles, dtype=np.uint8) == ord("\n")) + 1
    starts = np.concatenate([[0], ends]).astype(np.int32)
    entries = [_entry(line) for line in rest[: sizes["occupations"]].decode("latin-1").splitlines()]
    return Table(entries, titles, starts, np.frombuffer(rest[middle:], dtype="<u2"))


def _entry(line: str) -> Entry:
    code, source, group, related, title = line.split("\t")
    return Entry(code, source, group, tuple(map(int, related.split())), title)
