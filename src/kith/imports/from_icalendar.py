"""Reads calendars (ICS): past meetings with others become interactions, coming ones appointments; the rest is left out, counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from kith.imports import zips
from kith.imports.calendar_records import records_in
from kith.imports.records import Record
from kith.imports.uploads import BadFile, Upload

NAME = "icalendar"
LABEL = "calendar (ICS)"

MAX_BYTES = zips.MAX_MEMBER_BYTES  # as of one that is packed
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*(VCALENDAR|VEVENT)\s", re.IGNORECASE)
_ENDINGS = (".ics", ".ical", ".icalendar", ".ifb", ".vcs")


def recognises(upload: Upload) -> bool:
    if zips.is_zip(upload):
        return bool(_calendars_in(upload))
    head = upload.head[:400].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")
    return _BEGIN.match(head) is not None or upload.name.lower().endswith(_ENDINGS)


def read(upload: Upload) -> Iterator[Record]:
    """Raises BadFile where there is no calendar in it. Google hands out calendars as a ZIP of ICS files."""
    if zips.is_zip(upload):
        with zips.open_archive(upload) as archive:
            for name in archive.names:
                if name.lower().endswith(_ENDINGS):
                    yield from records_in(partial(archive.open, name), name, upload.options)
    elif upload.size > MAX_BYTES:
        raise BadFile(upload.name, 0, f"This calendar is larger than Kith reads ({MAX_BYTES // 1024 // 1024} MB).")
    else:
        yield from records_in(upload.open, upload.name, upload.options)


def _calendars_in(upload: Upload) -> list[str]:
    try:
        with zips.open_archive(upload) as archive:
            return [name for name in archive.names if name.lower().endswith(_ENDINGS)]
    except BadFile:
        return []
