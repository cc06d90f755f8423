"""Monica's export as tables that can be looked into: rows by kind and uuid, their properties laid flat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Self

from kith.imports.json_files import items, text

Row = dict[str, Any]

_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$")


@dataclass
class Book:
    """`tables` by type, `names` of kinds (of contact fields, activities, life events) by their uuid."""

    file: str
    tables: dict[str, list[Row]] = field(default_factory=dict)
    names: dict[str, Row] = field(default_factory=dict)
    me: str = ""

    @classmethod
    def of(cls, file: str, account: Row) -> Self:
        tables = {
            text(table.get("type")): [flat(row) for row in items(table.get("values"))] for table in _tables(account)
        }
        instance = account.get("instance")
        kinds = [flat(row) for rows in instance.values() for row in items(rows)] if isinstance(instance, dict) else []
        book = cls(file, tables, {text(row.get("uuid")): row for row in kinds if row.get("uuid")})
        book.me = next((text(user.get("me_contact")) for user in tables.get("user", ()) if user.get("me_contact")), "")
        return book

    def rows(self, kind: str) -> list[Row]:
        return self.tables.get(kind, [])

    def contacts(self) -> Iterator[Row]:
        """Those with a card of their own, and those who stand only as somebody's relative."""
        yield from self.rows("contact")

    def name_of(self, kind: Any) -> str:
        """The name of a kind: of an activity, a contact field, a life event."""
        row = self.names.get(text(kind), {})
        return text(row.get("name")) or text(row.get("translation_key")).replace("_", " ") or _word(kind)


def flat(row: Row) -> Row:
    """The row with its properties beside its uuid."""
    own = row.get("properties")
    return {**row, **own} if isinstance(own, dict) else row


def parts(contact: Row, kind: str) -> list[Row]:
    """The rows of a kind that stand inside a contact, laid flat."""
    return [flat(row) for table in _tables(contact) if table.get("type") == kind for row in items(table.get("values"))]


def part_uuids(contact: Row, kind: str) -> list[str]:
    """The uuids that a contact names of rows that stand elsewhere: its activities, its photos."""
    tables = [table for table in _tables(contact) if table.get("type") == kind]
    found = [each for table in tables if isinstance(each := table.get("values"), list)]
    return [each for values in found for each in values if isinstance(each, str)]


def name(contact: Row) -> str:
    words = (text(contact.get(part)) for part in ("first_name", "middle_name", "last_name"))
    return " ".join(filter(None, words)) or text(contact.get("nickname"))


def day(value: Any) -> date | None:
    """The day of a date or moment; nothing where it is none."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def moment(value: Any) -> datetime | None:
    """A moment with a zone; nothing where there is a day only, or none. Monica writes days as midnights of UTC."""
    written = text(value)
    if len(written) <= 10 or _MIDNIGHT.match(written[10:]):
        return None
    try:
        at = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _tables(row: Row) -> list[Row]:
    return items(row.get("data"))


def _word(kind: Any) -> str:
    """A kind that is written out instead of named by its uuid."""
    written = text(kind)
    return "" if written.count("-") == 4 else written
