"""Tables as programs write them, read by whichever reader knows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kith.imports import readers
from kith.imports.records import PersonRecord, Record, Refusal
from kith.imports.uploads import Upload


def upload(path: Path, content: bytes | str, **options: Any) -> Upload:
    """Write a file; `options` are what Kith is told of it."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Upload(path.name, path, options)


def read(given: Upload, name: str = "") -> list[Record]:
    """Return all that the reader of a file finds in it; `name` says which reader that should be."""
    reader = readers.reader_for(given)
    assert not name or name == reader.NAME
    return list(reader.read(given))


def people(given: Upload, name: str = "") -> list[PersonRecord]:
    """Return the people in a file."""
    return [record for record in read(given, name) if isinstance(record, PersonRecord)]


def person(given: Upload, name: str = "") -> PersonRecord:
    """Return the only person in a file."""
    [found] = people(given, name)
    return found


def refusals(records: list[Record]) -> list[tuple[int, str]]:
    """Return where and why something could not be read."""
    return [(record.line, record.reason) for record in records if isinstance(record, Refusal)]


def values(found: PersonRecord, kind: str) -> list[str]:
    """Return the person's contact points of a kind."""
    return [point.value for point in found.points if point.kind == kind]


def labelled(found: PersonRecord, kind: str) -> list[tuple[str, str]]:
    """Return them with their labels."""
    return [(point.label, point.value) for point in found.points if point.kind == kind]


def row(header: str, **cells: str) -> str:
    """Return a table of one row: `cells` by the places of the columns, as c3="…"."""
    names = header.split(",")
    return header + "\n" + ",".join(f'"{cells.get(f"c{place}", "")}"' for place in range(len(names))) + "\n"
