"""LinkedIn's tables of organisations and work: companies followed, events, job applications, saved jobs."""

from __future__ import annotations

from collections.abc import Iterator

from kith.imports import linkedin_dates as dates
from kith.imports.linkedin_text import plain_text
from kith.imports.records import (
    InteractionRecord,
    KeptRecord,
    LeftRecord,
    OpportunityRecord,
    OrganisationRecord,
    Record,
)
from kith.imports.tables import Table

_NOT_GONE_TO = {"RELINQUISHED", "DECLINED", "NOT_ATTENDING", "CANCELLED", "IGNORED"}


def read_follows(table: Table) -> Iterator[Record]:
    name, day = table.place("organization", "organisation"), table.place("followed on")
    for line, cells in table.rows():
        if cells[name].strip():
            followed = dates.day(cells[day])
            yield OrganisationRecord(table.file, line, cells[name].strip(), followed, raw=table.raw(cells))
        else:
            yield LeftRecord(table.file, line, "A page without a name.")
    yield from table.refusals


def read_events(table: Table) -> Iterator[Record]:
    name, when = table.place("event name"), table.place("event time")
    status, url = table.place("status"), table.place("external url")
    for line, cells in table.rows():
        title = cells[name].strip()
        on = dates.start_of(cells[when])
        if cells[status].strip().upper() in _NOT_GONE_TO:
            yield LeftRecord(table.file, line, f"You did not take part: {title}")
        elif on is None:
            yield table.no_date(line, cells, when)
        else:
            yield InteractionRecord(
                table.file,
                line,
                "event",
                on,
                summary=title,
                notes=cells[url].strip(),
                source_key=f"linkedin:event:{title.casefold()}:{on}",
                raw=table.raw(cells),
            )
    yield from table.refusals


def read_applications(table: Table) -> Iterator[Record]:
    place = table.place
    day, company, title = place("application date"), place("company name"), place("job title")
    url, answers = place("job url"), place("question and answers")
    for line, cells in table.rows():
        on = dates.day(cells[day])
        if on is None:
            yield table.no_date(line, cells, day)
        else:
            job = cells[url].strip()
            what = job.rstrip("/").rpartition("/")[2] or f"{cells[company]} {cells[title]}".casefold()
            yield OpportunityRecord(
                table.file,
                line,
                cells[title].strip(),
                on,
                organisation=cells[company].strip(),
                channel="linkedin",
                url=job,
                notes=plain_text(cells[answers]),
                source_key=f"linkedin:application:{what}:{on}",
                raw=table.raw(cells),
            )
    yield from table.refusals


def read_saved_jobs(table: Table) -> Iterator[Record]:
    for line, cells in table.rows():
        yield KeptRecord(table.file, line, "a saved job", table.raw(cells))
    yield from table.refusals
