"""What people did for one another on LinkedIn: invitations with words, recommendations, endorsements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kith.imports import linkedin_dates as dates
from kith.imports.linkedin_people import Circle
from kith.imports.linkedin_text import plain_text
from kith.imports.records import InteractionRecord, LeftRecord, PersonRef, Record
from kith.imports.tables import Table

_TURNED_DOWN = {"REJECTED", "DECLINED", "DELETED"}


def read_invitations(table: Table, circle: Circle, owners: Counter[str]) -> Iterator[Record]:
    """An interaction for each invitation with words that led to a connection. Counts in `owners` whose they are."""
    place = table.place
    from_, from_url = place("from"), place("inviterprofileurl", "inviter profile url")
    to, to_url = place("to"), place("inviteeprofileurl", "invitee profile url")
    day, words, way = place("sent at"), place("message"), place("direction")
    for line, cells in table.rows():
        inviter, invitee = (cells[from_], cells[from_url]), (cells[to], cells[to_url])
        is_outgoing = cells[way].strip().upper() == "OUTGOING"
        owner, other = (inviter, invitee) if is_outgoing else (invitee, inviter)
        if cells[way].strip():
            owners[circle.mark_of(*owner)] += 1
        text = plain_text(cells[words])
        on = dates.day(cells[day])
        if circle.complete and circle.mark_of(*other) not in circle:
            yield LeftRecord(table.file, line, "An invitation that was not accepted.")
        elif not text:
            yield LeftRecord(table.file, line, "An invitation without words: the connection itself tells it.")
        elif on is None:
            yield table.no_date(line, cells, day)
        else:
            who = circle.reference(*other)
            yield InteractionRecord(
                table.file,
                line,
                "invitation",
                on,
                people=[who],
                channel="linkedin",
                direction="outgoing" if is_outgoing else "incoming",
                notes=text,
                source_key=f"linkedin:invitation:{_source(who)}:{on}",
                raw=table.raw(cells),
            )
    yield from table.refusals


def read_recommendations(table: Table, circle: Circle, given: bool) -> Iterator[Record]:
    """LinkedIn does not say the address of the other side here, so it is found by name."""
    place = table.place
    first, last, text = place("first name"), place("last name"), place("text", "recommendation text")
    day, status, company = place("creation date"), place("status"), place("company")
    way = "given" if given else "received"
    for line, cells in table.rows():
        name = f"{cells[first].strip()} {cells[last].strip()}".strip()
        on = dates.day(cells[day])
        if not name:
            yield LeftRecord(table.file, line, "A recommendation by somebody who has left LinkedIn.")
        elif cells[status].strip().upper() in _TURNED_DOWN:
            yield LeftRecord(table.file, line, "A recommendation that was turned down.")
        elif on is None:
            yield table.no_date(line, cells, day)
        else:
            who = circle.reference(name)
            yield InteractionRecord(
                table.file,
                line,
                f"help_{way}",
                on,
                people=[who],
                channel="linkedin",
                direction="outgoing" if given else "incoming",
                summary=f"You recommended {name}" if given else f"{name} recommended you",
                notes=plain_text(cells[text]),
                organisation=cells[company].strip(),
                source_key=f"linkedin:recommendation:{way}:{_source(who)}:{on}",
                raw=table.raw(cells),
            )
    yield from table.refusals


@dataclass
class _Endorsements:
    """The skills that one person endorsed, or was endorsed for, on one day."""

    line: int
    who: PersonRef
    on: date
    skills: list[str] = field(default_factory=list)


def read_endorsements(table: Table, circle: Circle, given: bool) -> Iterator[Record]:
    """One interaction for all skills of the same person on the same day."""
    side = "endorsee" if given else "endorser"
    place = table.place
    first, last = place(f"{side} first name"), place(f"{side} last name")
    url, skill = place(f"{side} public url"), place("skill name")
    day, status = place("endorsement date"), place("endorsement status")
    days: dict[tuple[PersonRef, date], _Endorsements] = {}
    for line, cells in table.rows():
        who = circle.reference(f"{cells[first].strip()} {cells[last].strip()}", cells[url])
        on = dates.day(cells[day])
        if cells[status].strip().upper() in _TURNED_DOWN:
            yield LeftRecord(table.file, line, "An endorsement that was turned down.")
        elif not who.name:
            yield LeftRecord(table.file, line, "An endorsement by somebody who has left LinkedIn.")
        elif on is None:
            yield table.no_date(line, cells, day)
        else:
            found = days.setdefault((who, on), _Endorsements(line, who, on))
            if cells[skill].strip() not in found.skills:
                found.skills.append(cells[skill].strip())
    for endorsements in days.values():
        yield _endorsement(table.file, endorsements, given)
    yield from table.refusals


def _endorsement(file: str, found: _Endorsements, given: bool) -> InteractionRecord:
    subject = f"You endorsed {found.who.name}" if given else "Endorsed you"
    way = "given" if given else "received"
    return InteractionRecord(
        file,
        found.line,
        "endorsement",
        found.on,
        people=[found.who],
        channel="linkedin",
        direction="outgoing" if given else "incoming",
        summary=f"{subject} for {', '.join(found.skills)}",
        source_key=f"linkedin:endorsement:{way}:{_source(found.who)}:{found.on}",
    )


def _source(who: PersonRef) -> str:
    return who.keys[0].partition(":")[2] if who.keys else who.name.casefold()
