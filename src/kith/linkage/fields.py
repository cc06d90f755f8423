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
_NAME_PARTS = 5
_NO_TEXTS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawNames:
    """(n,) the parts of each name, as written or folded; "" or None where there is none."""

    given: Sequence[str]
    family: Sequence[str]
    middle: Sequence[str]
    suffix: Sequence[str]


class Fields:
    """Reads the fields of n records; keys that no record has cost nothing."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._present = set(chain.from_iterable(records))

    def texts(self, field: str) -> Flat:
        """The texts of a field: its value may be a text, a list of texts, or a list of lists or of {"value": text}."""
        values = self._values(field)
        if set(map(type, values)) <= {str, type(None)}:
            return Flat(np.flatnonzero([bool(text) for text in values]), list(filter(None, values)))
        lists = [v if type(v) is list or type(v) is tuple else _texts(v) if v else _NO_TEXTS for v in values]
        texts = list(chain.from_iterable(lists))
        if not set(map(type, texts)) <= {str}:
            lists = [_texts(value) for value in values]
            texts = list(chain.from_iterable(lists))
        return _flat(lists, texts)

    def organisations(self) -> Flat:
        """The organisations without their departments: [["Acme", "Sales"]] is Acme. A text is an organisation too."""
        values = self._values("organisation")
        lists = [value if type(value) is list else (value,) if value else _NO_TEXTS for value in values]
        texts = [org[0] if type(org) is list and org else org for org in chain.from_iterable(lists)]
        if not set(map(type, texts)) <= {str, type(None)}:
            texts = [next(iter(_texts(text)), "") for text in texts]
        return _flat(lists, texts)

    def addresses(self) -> tuple[Flat, Flat, Flat]:
        """Streets (without the flat, or whatever else is in front), towns and codes; an address in one piece is a street."""
        rows: list[int] = []
        streets: list[str] = []
        towns: list[str] = []
        codes: list[str] = []
        for row, value in enumerate(self._values("address")):
            if value:
                for parts in _addresses(value):
                    rows.append(row)
                    streets.append(parts[2] or parts[1] or parts[0])
                    towns.append(parts[_TOWN])
                    codes.append(parts[_CODE])
        at = np.array(rows, np.intp)
        return Flat(at, streets), Flat(at, towns), Flat(at, codes)

    def names(self) -> RawNames:
        """The names: of `n` (family, given, additional, prefix, suffix) or the keys named so, or else of `fn`, in one
        piece."""
        whole: dict[str, Sequence[str]] = {}
        found: list[Sequence[str]] = []
        for record in self.records:
            parts = record.get("n")
            if not parts or len(parts) != _NAME_PARTS or not (parts[0] or parts[1]):
                parts = _other_parts(record, whole)
            found.append(parts)
        family, given, middle, suffix = ([parts[place] for parts in found] for place in (0, 1, 2, 4))
        return RawNames(given, family, middle, suffix)

    def _values(self, field: str) -> Sequence[Any]:
        """(n,) the value of each record as it is, None where it has none; () where none has any."""
        found: list[Any] = []
        for key in self._present.intersection(_KEYS[field]):
            values = [record.get(key) for record in self.records]
            found = [old or new for old, new in zip(found, values, strict=True)] if found else values
        return found


def _flat(lists: Sequence[Sequence[str]], texts: list[str]) -> Flat:
    return Flat(np.repeat(np.arange(len(lists)), np.fromiter(map(len, lists), np.intp, len(lists))), texts)


def _other_parts(record: Record, whole: dict[str, Sequence[str]]) -> Sequence[str]:
    parts = list(record.get("n") or ())[:_NAME_PARTS]
    if any(parts[:2]):
        return [*parts, *[""] * (_NAME_PARTS - len(parts))]
    given, family = record.get("given"), record.get("family")
    if given or family:
        return [family or "", given or "", record.get("additional") or "", "", record.get("suffix") or ""]
    text = str(record.get("fn") or record.get("full_name") or "")
    if text not in whole:
        name = names.from_whole(text[:LONGEST])
        whole[text] = [name.family, name.given, name.middle, "", name.generation]
    return whole[text]


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
