"""Opportunities as a table for spreadsheets, in which no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from kith.opportunities.cases import Told
from kith.opportunities.what_worked import LEVELS, level_key

HEADER = (
    *("what", "kind", "organisation", "first heard of", "stage", "since", "came from", "channel", "through"),
    *("level then", "months since the first conversation", "interview", "offer"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def table(told: Iterable[Told]) -> Iterator[str]:
    """The lines of a CSV file, one opportunity each."""
    yield "\ufeff" + _line(HEADER)  # without the mark some spreadsheets take it for another encoding
    for each in told:
        yield _line(_cells(each))


def _cells(told: Told) -> Iterator[object]:
    one, case = told.opportunity, told.case
    yield from (one.title, one.get_kind_display(), one.organisation.name if one.organisation else "")
    yield from (one.began_on.isoformat(), one.get_stage_display(), one.stage_on.isoformat() if one.stage_on else "")
    yield from (one.get_source_display(), one.channel, told.through.name if told.through else "")
    yield LEVELS[level_key(case)] if case.level else ""
    yield from ("" if case.months is None else case.months, _yes(case.has_interview), _yes(case.has_offer))


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_safe(str(cell)) for cell in cells])
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
