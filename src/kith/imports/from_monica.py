"""Reads what Monica 4 knows: its JSON export, and the document that Kith puts together from a running Monica."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kith.imports import json_files, monica_contacts, monica_touches, zips
from kith.imports.json_files import items
from kith.imports.monica_book import Book
from kith.imports.records import KeptRecord, Record
from kith.imports.uploads import BadFile, Upload

NAME = "monica"
LABEL = "Monica export"

_MARKS = re.compile(rb'"(?:app_version|exported_by|monica_api)"')
_READ = frozenset({"contact", "relationship", "activity", "photo", "user"})


def recognises(upload: Upload) -> bool:
    head = upload.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return (
        not zips.is_zip(upload) and head.startswith(b"{") and len(set(_MARKS.findall(head))) >= 1 and _is_like_it(head)
    )


def read(upload: Upload) -> Iterator[Record]:
    """People first, then what happened with them. Raises BadFile where it is no export of Monica."""
    with upload.open() as stream:
        document = json_files.load(upload.name, stream)
    account = document.get("account") if isinstance(document, dict) else None
    if not isinstance(account, dict):
        raise BadFile(upload.name, 0, "This is no export of Monica 4: it has no account in it.")
    book = Book.of(upload.name, account)
    yield from monica_contacts.people(book)
    yield from monica_touches.touches(book)
    yield from _others(upload.name, account)


def _is_like_it(head: bytes) -> bool:
    return b'"monica_api"' in head or b'"account"' in head or b'"instance"' in head


def _others(file: str, account: dict[str, Any]) -> Iterator[Record]:
    """What Kith has no page for is kept with the import as it is."""
    for table in items(account.get("data")):
        kind = json_files.text(table.get("type"))
        if kind and kind not in _READ:
            for row in items(table.get("values")):
                yield KeptRecord(file, 0, f"Monica: {kind.replace('_', ' ')}", json_files.raw(row))
