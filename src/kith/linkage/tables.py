"""Records as `kith read` prints them, turned into columns that can be compared by the million."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kith.linkage import identifiers, names
from kith.linkage.columns import NONE, Codes, Column, column, encode, looked_up, numbered, spread

Record = Mapping[str, Any]
# Names that a key goes by: those of `kith read` first.
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
_COMMAS = re.compile(r"[,;/]")


@dataclass(frozen=True, slots=True)
class Table:
    """n records. given: (n, k) codes in `words`, given name, then nicknames; middle, family: (n,). Other columns by name.

    generation: (n,) 1 for Senior, 2 for Junior, …, or 0.
    """

    size: int
    words: names.Words
    given: Codes
    family: Codes
    middle: Codes
    generation: Codes
    email: Column
    phone: Column
    page: Column
    number: Column
    birthday: Column
    street: Column
    town: Column
    code: Column
    organisation: Column
    domain: Codes  # (n,) of the first company's address
    local: Codes  # (n, k) beside email: what stands before the @, where that says more than the name does


def read(records: Sequence[Record]) -> Table:
    """The columns of the records. Unknown keys are ignored and any may be missing. O(total length)."""
    size = len(records)
    get = _Getter(records)
    given, family, middle, generation, words = _names(records, get("nickname"))
    email = column(get("email"), identifiers.email, 4)
    addresses = get.raw("address")
    return Table(
        size,
        words,
        given,
        family,
        middle,
        generation,
        email,
        column(get("phone"), identifiers.phone, 4),
        column(_pages(get), identifiers.page, 4),
        column(get("number"), identifiers.number, 3),
        column(get("birthday"), identifiers.birthday, 1),
        column(_parts(addresses, (0, 1, 2)), identifiers.street, 2),
        column(_parts(addresses, (3,)), identifiers.plain, 2),
        column(_parts(addresses, (5,)), identifiers.code, 2),
        column(_organisations(get.raw("organisation")), identifiers.organisation, 3),
        _domains(email),
        _locals(email, words, given[:, 0], family),
    )


class _Getter:
    """Lists of texts of one field, whatever key it goes by and however it is written: a text, a list, a list of lists."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._present: set[str] = set().union(*records)

    def raw(self, field: str) -> list[Any]:
        """(n,) the value of each record as it is, None where it has none."""
        found: list[Any] = [None] * len(self._records)
        for key in _KEYS[field]:
            if key in self._present:
                found = [old or record.get(key) for old, record in zip(found, self._records, strict=True)]
        return found

    def __call__(self, field: str) -> list[list[str]]:
        return [_texts(value) if value else _NOTHING for value in self.raw(field)]


_NOTHING: list[str] = []


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        texts = [value]
    elif isinstance(value, Sequence) and all(isinstance(part, str) for part in value):
        texts = list(value)
    elif isinstance(value, Sequence):
        texts = [text for part in value for text in _texts(part)]
    elif isinstance(value, Mapping):
        texts = _texts(value.get("value") or "")
    else:
        texts = [] if value is None else [str(value)]
    return texts


def _pages(get: _Getter) -> list[list[str]]:
    """A card's UID counts as a page: two cards with the same one are one card, others say nothing."""
    return [[*pages, *(f"uid:{uid}" for uid in uids)] for pages, uids in zip(get("page"), get("uid"), strict=True)]


def _parts(addresses: list[Any], places: tuple[int, ...]) -> list[list[str]]:
    """Of each address as vCard's seven parts: those at the places, together. An address in one piece is a street."""
    return [[_part(address, places) for address in _listed(value)] if value else _NOTHING for value in addresses]


def _listed(value: Any) -> list[Any]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        is_one = len(value) == 7 and all(isinstance(part, str) for part in value)
        return [value] if is_one else list(value)
    return [value]


def _part(address: Any, places: tuple[int, ...]) -> str:
    if isinstance(address, str):
        return address if places[0] == 0 else ""
    parts = address.get("parts") or () if isinstance(address, Mapping) else address
    return " ".join([str(parts[place]) for place in places if place < len(parts) and parts[place]])


def _organisations(values: list[Any]) -> list[list[str]]:
    """The organisations without their departments: [["Acme", "Sales"]] → ["Acme"]."""
    return [
        [str(org) if isinstance(org, str) else (_texts(org) or [""])[0] for org in _listed(value)]
        if value
        else _NOTHING
        for value in values
    ]


def _names(records: Sequence[Record], nicknames: list[list[str]]) -> tuple[Codes, Codes, Codes, Codes, names.Words]:
    read_whole: dict[str, names.Name] = {}
    parsed = [_name(record, read_whole) for record in records]
    nicks = [[nick for text in texts for nick in _COMMAS.split(text)] for texts in nicknames]
    rows = np.repeat(np.arange(len(records)), [len(texts) for texts in nicks])
    size = len(records)
    texts = [
        part
        for parts in zip(*[(name.given, name.family, name.middle) for name in parsed], strict=True)
        for part in parts
    ]
    texts += [" ".join(names.words(nick)) for listed in nicks for nick in listed]
    values, codes = encode(texts, str)
    given, family, middle, extra = np.split(codes, [size, 2 * size, 3 * size])
    all_rows = np.concatenate([np.arange(size), rows])
    all_codes = np.concatenate([given, extra])
    order = np.argsort(all_rows, kind="stable")
    order = order[all_codes[order] != NONE]
    table = spread(all_rows[order], all_codes[order], size, 3)
    generation = np.array([int(name.generation or 0) for name in parsed], np.int32)
    return table, family, middle, generation, names.describe(values)


def _name(record: Record, read_whole: dict[str, names.Name]) -> names.Name:
    parts = record.get("n")
    if not parts:
        parts = [record.get(key) or "" for key in ("family", "given", "additional", "prefix", "suffix")]
    if parts[0] or parts[1]:
        family, given, middle, _, suffix = (*map(str, parts), "", "", "", "")[:5]
        key = "\n".join((given, family, middle, suffix))
        if key not in read_whole:
            read_whole[key] = names.from_parts(given, family, middle, suffix)
        return read_whole[key]
    whole = str(record.get("fn") or record.get("full_name") or "")
    if whole not in read_whole:
        read_whole[whole] = names.from_whole(whole)
    return read_whole[whole]


def _domains(email: Column) -> Codes:
    of_value = numbered([identifiers.company_domain(address) for address in email.values])
    table = looked_up(of_value, email.codes)
    first: Codes = np.where(table[:, 0] != NONE, table[:, 0], table[:, -1]).astype(np.int32)
    return first


def _locals(email: Column, words: names.Words, given: Codes, family: Codes) -> Codes:
    """What stands before the @ tells of its owner only as far as it is not made of the name alone."""
    owner = np.full(len(email.values), NONE, np.int64)
    rows, places = np.nonzero(email.codes != NONE)
    owner[email.codes[rows, places][::-1]] = rows[::-1]
    of_value = [
        _own_local(address, _word(words, given[row]), _word(words, family[row]))
        for address, row in zip(email.values, owner, strict=True)
    ]
    return looked_up(numbered(of_value), email.codes)


def _word(words: names.Words, code: np.int32) -> str:
    return str(words.values[code]) if code != NONE else ""


def _own_local(address: str, given: str, family: str) -> str:
    local = address.partition("@")[0]
    digits = sum(map(str.isdigit, local))
    is_the_name = digits < 2 and any(name and name[:4] in local for name in (given, family))
    return "" if len(local) < 5 or is_the_name or identifiers.is_role(address) else local
