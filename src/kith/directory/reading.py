"""Reads listings out of files of strangers: tables, saved web pages, calendars. Runs in the child process of kith.sandbox."""

from __future__ import annotations

from collections.abc import Iterator

from kith.directory.drafts import Draft, Fault
from kith.directory.read_calendars import read_calendar
from kith.directory.read_pages import read_page
from kith.directory.read_tables import read_listings
from kith.imports import from_html, from_icalendar
from kith.imports.uploads import BadFile, Upload

TABLE, PAGE, FEED = "table", "page", "feed"  # values of models.Found

MOST = 2_000  # listings and faults of one file
_TOO_MANY = f"This file has more than {MOST:,} entries. Please bring it in as several smaller ones."


def found_in(upload: Upload) -> Iterator[str | Draft | Fault]:
    """In the child: first what kind of file it is, then what it tells of. Raises BadFile."""
    if from_icalendar.recognises(upload):
        kind, found = FEED, read_calendar(upload)
    elif from_html.recognises(upload):
        kind, found = PAGE, read_page(upload)
    else:
        kind, found = TABLE, read_listings(upload)
    yield kind
    for number, each in enumerate(found):
        if number >= MOST:
            raise BadFile(upload.name, each.line, _TOO_MANY)
        yield each
