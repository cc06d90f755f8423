"""Takes the texts of one field out of records, whatever key it goes by and however it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from kith.linkage import names
from kith.linkage.columns import LONGEST, Flat

Record = Mapping[str, Any]
# Names that a field goes by: those of `kith read` first.
_KEYS = {
    "email": ("email", "emails"),
    "phone": ("tel", "phones", "phone"),
    "page": ("url", "urls", "handles", "impp"),
    "number": ("ids", "id_numbers"),
    "uid": ("uid",),
    "birthday": ("bday", "birthday"),
    "organisation": ("org", "organisations", "organisation"),
    "address": ("adr", "addresses", "address"),
    "nickname": ("nickname", "nicknames"),
}
_TOWN, _CODE = 3, 5  # of an address as vCard's seven parts: box, extended, street, town, region, code, country
_PARTS = 7


@dataclass(frozen=True, slots=True)
class RawNames:
    """(n,) the parts of each name, as written or folded."""

    given: list[str]
    family: list[str]
    middle: list[str]
    suffix: list[str]


def texts_of(records: Sequence[Record], field: str) -> Flat:
    """The texts of a field: its value may be a text, a list of texts, or a list of lists or of {"value": text}."""
    values = _values(records, field)
    lists = [v if type(v) is list else (v,) if type(v) is str else _texts(v) if v else () for v in values]
    texts = list(chain.from_iterable(lists))
    if not set(map(type, texts)) <= {str}:
        lists = [_texts(value) for value in values]
        texts = list(chain.from_iterable(lists))
    return Flat(np.repeat(np.arange(len(lists)), list(map(len, lists))), texts)


def organisations(records: Sequence[Record]) -> Flat:
    """The organisations without their departments: [["Acme", "Sales"]] is Acme. A text is an organisation too."""
    rows, texts = [], []
    for row, value in enumerate(_values(records, "organisation")):
        for org in (value,) if isinstance(value, str) else value or ():
            text = org if isinstance(org, str) else next(iter(_texts(org)), "")
            rows.append(row)
            texts.append(text)
    return Flat(np.array(rows, np.intp), texts)


def addresses(records: Sequence[Record]) -> tuple[Flat, Flat, Flat]:
    """Streets (without the flat, or whatever else is in front), towns and postal codes; an address in one piece is a
    street."""
    rows: list[int] = []
    streets: list[str] = []
    towns: list[str] = []
    codes: list[str] = []
    for row, value in enumerate(_values(records, "address")):
        if value:
            for parts in _addresses(value):
                rows.append(row)
                streets.append(parts[2] or parts[1] or parts[0])
                towns.append(parts[_TOWN])
                codes.append(parts[_CODE])
    at = np.array(rows, np.intp)
    return Flat(at, streets), Flat(at, towns), Flat(at, codes)


def raw_names(records: Sequence[Record]) -> RawNames:
    """The names: of `n` (family, given, additional, prefix, suffix) or the keys named so, or else of `fn` in one piece."""
    found: list[Sequence[str]] = []
    whole: dict[str, Sequence[str]] = {}
    for record in records:
        parts = record.get("n")
        if not (parts and any(parts[:2])):
            parts = _other_parts(record, whole)
        found.append(parts)
    given = [parts[1] or "" if len(parts) > 1 else "" for parts in found]
    family = [parts[0] or "" for parts in found]
    middle = [parts[2] or "" if len(parts) > 2 else "" for parts in found]
    suffix = [parts[4] or "" if len(parts) > 4 else "" for parts in found]
    return RawNames(given, family, middle, suffix)


def _other_parts(record: Record, whole: dict[str, Sequence[str]]) -> Sequence[str]:
    given, family = record.get("given"), record.get("family")
    if given or family:
        return [family or "", given or "", record.get("additional") or "", "", record.get("suffix") or ""]
    text = str(record.get("fn") or record.get("full_name") or "")
    if text not in whole:
        name = names.from_whole(text[:LONGEST])
        whole[text] = [name.family, name.given, name.middle, "", name.generation]
    return whole[text]


def _values(records: Sequence[Record], field: str) -> list[Any]:
    """(n,) the value of each record as it is, None where it has none."""
    first, *others = _KEYS[field]
    found = [record.get(first) for record in records]
    for key in others:
        if any(key in record for record in records):
            found = [value or record.get(key) for value, record in zip(found, records, strict=True)]
    return found


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        texts = [value]
    elif isinstance(value, Mapping):
        texts = _texts(value.get("value"))
    elif isinstance(value, Sequence):
        texts = [text for part in value for text in _texts(part)]
    else:
        texts = [] if value is None else [str(value)]
    return texts


def _addresses(value: Any) -> list[list[str]]:
    """Each address as seven texts."""
    if isinstance(value, str | Mapping):
        listed = [value]
    else:
        is_one = len(value) == _PARTS and isinstance(value[0], str)
        listed = [value] if is_one else value
    return [_seven(address) for address in listed if address]


def _seven(address: Any) -> list[str]:
    if type(address) is list and len(address) == _PARTS and None not in address:
        return address
    if isinstance(address, str):
        return [address, *[""] * (_PARTS - 1)]
    parts = address.get("parts") or (address.get("value"),) if isinstance(address, Mapping) else address
    return [*(str(part or "") for part in parts[:_PARTS]), *[""] * (_PARTS - len(parts))]
