"""`kith read`: print what a reader understands of files, without a book, without a database, and in a child process."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from kith.imports.records import Record
    from kith.imports.uploads import Upload

Facts = dict[str, Any]

_LINE_ENDS = {number: f"\\u{number:04x}" for number in (0x85, 0x2028, 0x2029)}

_NAMES = {
    "person": ("person", "people"),
    "interaction": ("interaction", "interactions"),
    "appointment": ("appointment", "appointments"),
    "suggestion": ("suggestion", "suggestions"),
    "organisation": ("organisation", "organisations"),
    "kept": ("row kept for later", "rows kept for later"),
    "left": ("row left out", "rows left out"),
    "refused": ("place that could not be read", "places that could not be read"),
}


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Print what is in files, as a reader understands it. The exit code is 1 if one cannot be read."""
    unreadable = False
    for file in files:
        found: Iterator[Facts] | list[Facts] = _read(file)
        if not as_json:
            found = list(found)
            click.echo(_words(file, found))
        for facts in found:
            unreadable |= facts.get("kind") == "refused" and not facts["line"]
            if as_json:
                click.echo(_line(facts))
    sys.exit(1 if unreadable else 0)


def _read(path: Path) -> Iterator[Facts]:
    """What is in a file; where it cannot be read, that, as the last."""
    from kith import sandbox
    from kith.imports import apart
    from kith.imports.uploads import BadFile, Upload

    upload = Upload(path.name, path)
    try:
        yield from cast(
            "Iterator[Facts]", sandbox.run(f"{__name__}:facts_of", upload, limits=apart.limits_for([upload]))
        )
    except BadFile as error:
        yield {"kind": "refused", "file": error.file, "line": error.line, "reason": error.reason}
    except (sandbox.Exceeded, sandbox.Broke) as error:
        yield {"kind": "refused", "file": upload.name, "line": 0, "reason": apart.why(error)}


def facts_of(upload: Upload) -> Iterator[Facts]:
    """In a child process, as files come from strangers: what is in a file, as it is printed. Raises BadFile."""
    from kith.archive.zipped import is_book
    from kith.imports import apart, readers

    if upload.path.is_file() and is_book(upload):  # a pipe would keep us waiting
        yield from _own_archive(upload)
        return
    reader = readers.reader_for(upload)
    if hasattr(reader, "read_as_json"):  # as it can tell more than a record holds
        yield from reader.read_as_json(upload)
        return
    people = 0
    for record in apart.within_reason(reader.read(upload)):
        facts = _facts(record, people)
        people += "kind" not in facts
        yield facts


def warm_up() -> None:
    """In the process that children are forked from: have all readers loaded."""
    from kith.imports import readers

    readers.all_readers()


def _own_archive(upload: Upload) -> Iterator[Facts]:
    """The people of Kith's own ZIP, and how many rows of all kinds are in it."""
    from kith.archive.zipped import DOCUMENT, cards_in, open_book
    from kith.imports import from_vcard
    from kith.imports.uploads import BadFile

    with open_book(upload) as book:
        for index, card in enumerate(cards_in(book)):
            yield from_vcard.as_json(card, upload.name, index)
        try:
            tables = json.loads(book.read(DOCUMENT))["tables"]
            rows = {label: len(tables[label]) for label in sorted(tables)}
        except (ValueError, RecursionError, KeyError, TypeError) as error:
            raise BadFile(upload.name, 0, f"{DOCUMENT} is damaged.") from error
    yield {"kind": "book", "file": upload.name, "rows": rows}


def _facts(record: Record, index: int) -> Facts:
    from kith.imports import from_vcard
    from kith.imports.records import (
        AppointmentRecord,
        InteractionRecord,
        KeptRecord,
        LeftRecord,
        OpportunityRecord,
        OrganisationRecord,
        PersonRecord,
        SuggestionRecord,
    )

    if isinstance(record, PersonRecord):
        return from_vcard.as_json(record, record.file, index)
    if isinstance(record, InteractionRecord):
        facts = asdict(record)
        facts["people"] = [who._asdict() for who in record.people]
        for said, promise in zip(facts["promises"], record.promises, strict=True):
            said["person"] = promise.person._asdict() if promise.person else None
        return {"kind": "interaction", "what": facts.pop("kind"), **facts}
    if isinstance(record, AppointmentRecord):
        return {"kind": "appointment", **asdict(record), "people": [who._asdict() for who in record.people]}
    if isinstance(record, SuggestionRecord):
        facts = asdict(record)
        return {"kind": "suggestion", "what": facts.pop("kind"), **facts, "person": record.person._asdict()}
    if isinstance(record, OrganisationRecord):
        return {"kind": "organisation", **asdict(record)}
    if isinstance(record, OpportunityRecord):
        facts = asdict(record)
        return {"kind": "opportunity", "what": facts.pop("kind"), **facts}
    if isinstance(record, KeptRecord):
        return {"kind": "kept", "file": record.file, "line": record.line, "reason": record.what}
    kind = "left" if isinstance(record, LeftRecord) else "refused"
    return {"kind": kind, "file": record.file, "line": record.line, "reason": record.reason}


def _line(facts: Facts) -> str:
    """One line, also for programs that end lines at more signs than JSON does."""
    return json.dumps(facts, ensure_ascii=False, default=_plain).translate(_LINE_ENDS)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} is no JSON")


def _words(path: Path, found: list[Facts]) -> str:
    counts = Counter(facts.get("kind", "person") for facts in found)
    for book in (facts["rows"] for facts in found if facts.get("kind") == "book"):
        counts["interaction"] += book.get("interactions.interaction", 0)
        counts["organisation"] += book.get("people.organisation", 0)
    told = [f"{count} {_NAMES[kind][count != 1]}" for kind in _NAMES if (count := counts[kind])]
    reasons = [
        f"  line {facts['line']}: {facts['reason']}" if facts["line"] else f"  {facts['reason']}"
        for facts in found
        if facts.get("kind") == "refused"
    ]
    return "\n".join([f"{path.name}: {', '.join(told) or 'nothing'}.", *reasons])
