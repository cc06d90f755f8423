"""Primary keys, and names of photo files, that stand inside other values: found, so that they can be put into other words.

Every function here works both ways: from a book into an archive, and back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from kith.archive import tables
from kith.archive.tables import Column
from kith.duplicates import moving

Row = dict[str, Any]

PERSON = "people.person"
_EVIDENCE = {
    "promise": "interactions.promise",
    "thanks": "interactions.interaction",
    "met": "interactions.interaction",
    "connected": "interactions.interaction",
    "position": "people.position",
}
_FILTERS = {"label": "people.label", "organisation": "people.organisation"}
_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def _as_it_is(_column: Column, _value: Any) -> None:
    """Take any value."""


@dataclass(frozen=True)
class Words:
    """How to say what stands inside: `row` of a model's label and a number, `photo` of a file's name.

    `check` is shown every other value with the column that it was or shall be in. `owner` is whose the rows shall be.
    """

    row: Callable[[str, int], int]
    photo: Callable[[str], str]
    check: Callable[[Column, Any], None] = _as_it_is
    owner: int | None = None


def translated(label: str, row: Row, words: Words) -> Row:
    """The row with all references inside its values said in other words.

    Raises KeyError, TypeError, ValueError or AttributeError where the values have not the form that Kith writes.
    """
    translate = _BY_LABEL.get(label)
    return {**row, **translate(row, words)} if translate else row


def _person(row: Row, words: Words) -> Row:
    return {"photo": words.photo(row["photo"])}


def _card(row: Row, words: Words) -> Row:
    return {"photo": words.photo(row["photo"])}


def _answer(row: Row, words: Words) -> Row:
    kind, colon, number = row["evidence"].partition(":")
    if kind not in _EVIDENCE or not _NUMBER.fullmatch(number):
        return {}
    return {"evidence": f"{kind}{colon}{words.row(_EVIDENCE[kind], int(number))}"}


def _view(row: Row, words: Words) -> Row:
    pairs = parse_qsl(row["query"], keep_blank_values=True)
    if not any(key in _FILTERS for key, _value in pairs):
        return {}
    return {"query": urlencode([(key, _filter(key, value, words)) for key, value in pairs])}


def _filter(key: str, value: str, words: Words) -> str:
    is_record = key in _FILTERS and _NUMBER.fullmatch(value)
    return str(words.row(_FILTERS[key], int(value))) if is_record else value


def _import(row: Row, words: Words) -> Row:
    if not isinstance(row["summary"], dict):
        raise TypeError("no summary")
    return {"kept": [{**each, "person": _maybe(PERSON, each.get("person"), words)} for each in row["kept"]]}


def _change(row: Row, words: Words) -> Row:
    label, column = row["model"], _column(row["model"], row["field"])
    values = {side: _value(column, row[side], words) for side in ("before", "after")}
    return {"row": words.row(label, row["row"]), **values}


def _merge(row: Row, words: Words) -> Row:
    before, after = row["before"], row["after"]
    _check_keys(before, {"person", "rows", "removed"})
    _check_keys(after, {"person", "rows"})
    return {
        **{part: {name: _moved(name, ids, words) for name, ids in row[part].items()} for part in ("moved", "stayed")},
        "before": {
            "person": _values(PERSON, before["person"], words),
            "rows": _rows(before["rows"], words),
            "removed": [_removed(saved, words) for saved in before["removed"]],
        },
        "after": {"person": _values(PERSON, after["person"], words), "rows": _rows(after["rows"], words)},
    }


def _check_keys(found: Row, wanted: set[str]) -> None:
    if found.keys() != wanted:
        raise ValueError("other parts than a merge has")


def _moved(name: str, ids: list[int], words: Words) -> list[int]:
    label = _links()[name]
    return sorted(words.row(label, number) for number in ids)


def _rows(found: dict[str, Row], words: Words) -> dict[str, Row]:
    said = {}
    for name, values in found.items():
        label, _colon, number = name.rpartition(":")
        said[f"{label}:{words.row(label, int(number))}"] = _values(label, values, words)
    return said


def _values(label: str, values: Row, words: Words) -> Row:
    return {name: _value(_column(label, name), value, words) for name, value in values.items()}


def _removed(saved: Row, words: Words) -> Row:
    """A row as Django's serialiser writes it; in an archive it goes without saying whose it is."""
    label = saved["model"]
    fields = {
        name: _value(_field(label, name), value, words) for name, value in saved["fields"].items() if name != "owner"
    }
    whose = {} if words.owner is None else {"owner": words.owner}
    return {"model": label, "pk": words.row(label, saved["pk"]), "fields": {**fields, **whose}}


def _value(column: Column, value: Any, words: Words) -> Any:
    if value is None:
        return None
    if column.is_relation:
        return words.row(tables.target(column), value)
    if column.name == "photo":
        return words.photo(value)
    words.check(column, value)
    return value


def _maybe(label: str, number: int | None, words: Words) -> int | None:
    return None if number is None else words.row(label, number)


def _column(label: str, attname: str) -> Column:
    return _known(label)[attname]


def _field(label: str, name: str) -> Column:
    return next(column for column in _known(label).values() if column.name == name)


@cache
def _known(label: str) -> dict[str, Column]:
    """The columns that may be spoken of: never whose a row is, nor what it is numbered."""
    return {column.attname: column for column in (*tables.columns(label), *tables.worked_out(label))}


@cache
def _links() -> dict[str, str]:
    found = {moving.name_of(link): link.model._meta.label_lower for link in moving.links()}
    return {name: label for name, label in found.items() if label in tables.models()}


WITH_NUMBERS = (
    "cards.cardphoto",
    "people.savedview",
    "today.answer",
    "imports.import",
    "imports.importchange",
    "duplicates.merge",
)
_BY_LABEL: dict[str, Callable[[Row, Words], Row]] = {
    PERSON: _person,
    "cards.cardphoto": _card,
    "people.savedview": _view,
    "today.answer": _answer,
    "imports.import": _import,
    "imports.importchange": _change,
    "duplicates.merge": _merge,
}
