"""Reads Google Contacts' CSV, of any year, by the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kith.imports import sheets, table_days
from kith.imports.contact_columns import Column
from kith.imports.contact_drafts import NOBODY, Draft
from kith.imports.contact_rows import mended
from kith.imports.records import Record
from kith.imports.tables import plain
from kith.imports.uploads import Upload

NAME = "google"
LABEL = "Google Contacts (CSV)"

_NUMBERED = re.compile(
    r"(e-mail|phone|address|organization|website|event|relation|custom field|im|external id|jot|calendar link|sip) (\d+) - (.+)"
)
_SEVERAL = " ::: "
# Groups that Google makes by itself; the user chose nothing by them.
_EVERYBODYS = frozenset({"mycontacts", "my contacts", "other contacts", "starred in android"})
_SINGLE = {
    "name": "full",
    "given name": "given",
    "first name": "given",
    "additional name": "additional",
    "middle name": "additional",
    "family name": "family",
    "last name": "family",
    "name prefix": "prefix",
    "name suffix": "suffix",
    "nickname": "nickname",
    "birthday": "birthday",
    "notes": "notes",
    "hobby": "interests",
    "organization name": "organisation",
    "organization title": "job_title",
    "organization department": "department",
}
_GROUPS = frozenset({"group membership", "labels"})
_PARTS = {
    "formatted": "address",
    "street": "street",
    "city": "city",
    "po box": "box",
    "region": "region",
    "postal code": "postcode",
    "country": "country",
    "extended address": "extended",
}
_WORDS = frozenset({"home", "work", "mobile", "home fax", "work fax", "main", "other", "pager"})
_POSITION = {"name": "organisation", "title": "job_title", "department": "department"}
_POINTS = {"e-mail": "email", "phone": "phone", "website": "url"}
_DAY_KINDS = {"anniversary": "anniversary", "birthday": "birthday"}


class _Names(NamedTuple):
    """The columns of a file, as they are called and as they are compared."""

    given: list[str]
    plain: list[str]
    numbered: list[re.Match[str] | None]


def recognises(upload: Upload) -> bool:
    return _is_header(sheets.first_row(upload))


def read(upload: Upload) -> Iterator[Record]:
    sheet = sheets.csv_sheet(upload)
    rows = sheet.rows()
    _, header = next(rows, (1, []))
    names = [plain(name) for name in header]
    columns = _Names(header, names, [_NUMBERED.fullmatch(name) for name in names])
    wide = [
        Column("email" if name.startswith("e-mail") and name.endswith("value") else "keep") for name in columns.plain
    ]
    for line, cells in rows:
        draft = Draft(sheet.file, line, table_days.MONTH_FIRST, str(upload.options.get("region", "")))
        _fill(draft, columns, mended(cells, wide))
        text = sheets.raw(header, cells)
        found = draft.records(text)
        if not found:
            sheet.refuse(line, NOBODY, text)
        yield from found
    yield from sheet.refusals


def _is_header(cells: list[str]) -> bool:
    names = {plain(cell) for cell in cells}
    is_named = bool(names & {"given name", "first name", "name"})
    has_points = any(_NUMBERED.fullmatch(name) for name in names)
    return is_named and (has_points or {"group membership", "yomi name"} <= names or {"labels", "file as"} <= names)


def _fill(draft: Draft, columns: _Names, cells: list[str]) -> None:
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for given, name, numbered, value in zip(*columns, cells, strict=False):
        if not value.strip():
            continue
        if numbered:
            groups.setdefault((numbered[1], numbered[2]), {})[numbered[3]] = value.strip()
        elif name in _GROUPS:
            draft.person.labels += _labels(value)
        elif name in _SINGLE:
            draft.put(Column(_SINGLE[name]), given, value)
        else:
            draft.keep(given, value)
    for (kind, number), group in groups.items():
        _FILLERS.get(kind, _keep)(draft, kind, number, group)
    for place, value in enumerate(cells[len(columns.given) :], len(columns.given) + 1):
        draft.keep(f"Column {place}", value)
    _settle_name(draft)


def _settle_name(draft: Draft) -> None:
    """The name that the contact is filed as, where there is no other."""
    person = draft.person
    filed = person.extra.get("File As", "")
    if filed and not (person.full_name or person.given or person.family or draft.positions):
        person.full_name = filed
    if filed and filed == person.full_name:
        del person.extra["File As"]


def _labels(value: str) -> list[str]:
    names = [name.strip().removeprefix("*").strip() for name in value.split(":::")]
    return list(dict.fromkeys(name for name in names if name and name.lower() not in _EVERYBODYS))


def _label(group: dict[str, str]) -> str:
    """ "* Work" is the default among several: its label is work. Google's own words are written small, as elsewhere."""
    said = group.get("label", group.get("type", "")).strip().removeprefix("*").strip()
    return said.lower() if said.lower() in _WORDS else said


def _values(group: dict[str, str]) -> list[str]:
    return [value.strip() for value in group.get("value", "").split(_SEVERAL.strip()) if value.strip()]


def _points(draft: Draft, kind: str, number: str, group: dict[str, str]) -> None:
    is_default = group.get("label", group.get("type", "")).strip().startswith("*")
    for value in _values(group):
        draft.put(Column(_POINTS[kind], _label(group)), f"{kind} {number}", value)
        for point in draft.person.points if is_default else ():
            point.preferred = point.preferred or (point.kind == _POINTS[kind] and point.value == value)


def _handles(draft: Draft, kind: str, number: str, group: dict[str, str]) -> None:
    for value in _values(group):
        draft.put(Column("handle", group.get("service", "") or _label(group)), f"{kind} {number}", value)


def _address(draft: Draft, kind: str, number: str, group: dict[str, str]) -> None:
    """Several addresses of one label share their cells: the first parts are of the first, and so on."""
    label = _label(group)
    parted = {
        name: [part.strip() for part in value.split(_SEVERAL.strip())]
        for name, value in group.items()
        if name in _PARTS
    }
    for place in range(max(map(len, parted.values()), default=0)):
        for name, parts in parted.items():
            if place < len(parts):
                draft.put(Column(_PARTS[name], label, f"{number}-{place}"), f"{kind} {number}", parts[place])


def _organisation(draft: Draft, _kind: str, number: str, group: dict[str, str]) -> None:
    for name, value in group.items():
        if name in _POSITION:
            draft.put(Column(_POSITION[name], "", number), name, value)
        elif name not in ("type", "label"):
            draft.keep(f"Organization {name}", value)


def _event(draft: Draft, _kind: str, number: str, group: dict[str, str]) -> None:
    label = _label(group)
    for value in _values(group):
        kind = _DAY_KINDS.get(label.lower(), "other")
        if not draft.add_day(kind, value, "" if kind != "other" else label):
            draft.keep(label or f"Event {number}", value)


def _relation(draft: Draft, _kind: str, _number: str, group: dict[str, str]) -> None:
    for value in _values(group):
        draft.add_related(_label(group) or "other", value)


def _custom(draft: Draft, kind: str, number: str, group: dict[str, str]) -> None:
    for value in _values(group):
        draft.keep(_label(group) or f"{kind} {number}", value)


def _keep(draft: Draft, kind: str, number: str, group: dict[str, str]) -> None:
    for name, value in group.items():
        draft.keep(f"{kind} {number} {name}", value)


_FILLERS = {
    **dict.fromkeys(_POINTS, _points),
    "im": _handles,
    "address": _address,
    "organization": _organisation,
    "event": _event,
    "relation": _relation,
    "custom field": _custom,
}
