"""Listings written as a table (CSV), with the columns that Kith reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from kith.directory.models import Listing
from kith.directory.read_tables import COLUMNS

_NOT_WRITTEN = frozenset({"next"})  # days pass; a calendar tells them
_RISKY = ("=", "+", "-", "@", "\t")  # what spreadsheets take for a formula


def written(listings: Iterable[Listing]) -> bytes:
    """Return all of them, a row each, under a row with the names of the columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    fields = [field for field in COLUMNS if field not in _NOT_WRITTEN]
    writer.writerow([COLUMNS[field][0] for field in fields])
    for listing in listings:
        writer.writerow([_cell(getattr(listing, field)) for field in fields])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(map(str, value)) if isinstance(value, list) else str("" if value is None else value)
    return f" {text}" if text.startswith(_RISKY) else text
