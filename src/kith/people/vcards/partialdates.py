"""Days as address books know them: a birthday without its year, a year alone, or only words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

NO_YEAR = 1604  # what Apple writes where the year is not known; a leap year
_LEAP_YEAR = 2000
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905  # twelve words read better so
)
_TIME = r"(?:[T ]\d[\d:.,Z+-]*)?"
_NUMBERS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_TIME}",
        rf"--(?P<month>\d\d)-?(?P<day>\d\d){_TIME}",
        r"(?P<year>\d{4})-(?P<month>\d\d)",
        r"(?P<year>\d{4})",
        r"--(?P<month>\d\d)",
        r"---(?P<day>\d\d)",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}))?",
    )
]
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_WORDS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<word>[A-Za-z]{3,9})\.?,?(?:\s+(?P<year>\d{4}))?",
        r"(?P<word>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?",
    )
]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day as exactly as it is known. `text` holds the words where they are no date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    text: str = ""

    @property
    def iso(self) -> str:
        """ISO 8601 as far as known: 1985-04-12, --04-12, 1985-04, 1985, --04, ---12; or the words."""
        if self.text:
            return self.text
        year = f"{self.year:04d}" if self.year else "-"
        month = f"-{self.month:02d}" if self.month else "-"
        if self.day:
            return f"{year}{month}-{self.day:02d}"
        return f"{year}{month}" if self.month else year


def parse(text: str, no_year: int = NO_YEAR) -> PartialDate | None:
    """The date in the text, its words where it is not one, None where it is empty. Times of day are left out.

    A date in the year `no_year`, or in the year 0, has no year.
    """
    text = text.strip()
    found = _numbers(text) or _slashes(text) or _words(text)
    if found is None or not _is_possible(found):
        return PartialDate(text=text) if text else None
    if found.month and found.year in (0, NO_YEAR, no_year):
        return PartialDate(None, found.month, found.day)
    return found


def _numbers(text: str) -> PartialDate | None:
    for pattern in _NUMBERS:
        found = pattern.fullmatch(text)
        if found:
            parts = {name: int(digits) for name, digits in found.groupdict().items() if digits}
            return PartialDate(parts.get("year"), parts.get("month"), parts.get("day"))
    return None


def _slashes(text: str) -> PartialDate | None:
    """12/25/1980 and 25/12/1980 are clear, 4/5/1980 is not."""
    found = _SLASHES.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if first == second or second > 12:
        return PartialDate(year, first, second)
    return PartialDate(year, second, first) if first > 12 else None


def _words(text: str) -> PartialDate | None:
    for pattern in _WORDS:
        found = pattern.fullmatch(text)
        months = [number for number, name in enumerate(_MONTHS, 1) if found and name.startswith(found["word"].lower())]
        if found and months:
            return PartialDate(int(found["year"]) if found["year"] else None, months[0], int(found["day"]))
    return None


def _is_possible(found: PartialDate) -> bool:
    try:
        date(found.year or _LEAP_YEAR, 1 if found.month is None else found.month, 1 if found.day is None else found.day)
    except ValueError:
        return False
    return any((found.year, found.month)) or found.day is not None
