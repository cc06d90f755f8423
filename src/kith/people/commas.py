"""Names written in one line with commas between them, and read again; a name with a comma stands in quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterable


def join(names: Iterable[str]) -> str:
    """One line for the names: climbing, "Paris, Texas"."""
    return ", ".join(_quoted(name) for name in names)


def split(line: str) -> list[str]:
    """The names in a line, without blanks."""
    return [name.strip() for row in csv.reader([line], skipinitialspace=True) for name in row if name.strip()]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if "," in name or '"' in name else name
