"""Records turned into columns that can be compared by the million."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kith.linkage import identifiers, names
from kith.linkage.columns import NONE, Codes, Column, column, encode, looked_up, numbered, spread
from kith.linkage.fields import Fields, RawNames, Record

_COMMAS = re.compile(r"[,;/]")


@dataclass(frozen=True, slots=True)
class Table:
    """n records. given: (n, k) codes in `words`, given name, then nicknames; middle, family: (n,). Others by column.

    generation: (n,) 1 for Senior, 2 for Junior, …, or 0. firms: (n, k) organisations, by name or by the domain of an address.
    local: (n, k) beside email: what stands before the @, where that says more than the name does.
    """

    size: int
    words: names.Words
    given: Codes
    middle: Codes
    family: Codes
    generation: Codes
    email: Column
    phone: Column
    page: Column
    uid: Column
    number: Column
    birthday: Column
    street: Column
    town: Column
    code: Column
    organisation: Column
    firms: Codes
    local: Codes


def read(records: Sequence[Record]) -> Table:
    """The columns of records as `kith read` prints them. Unknown keys are ignored, any may be missing. O(length)."""
    size = len(records)
    fields = Fields(records)
    given, middle, family, generation, words = _names(fields)
    email = column(fields.texts("email"), size, identifiers.email, 4)
    organisation = column(fields.organisations(), size, identifiers.organisation, 3)
    street, town, code = fields.addresses()
    return Table(
        size,
        words,
        given,
        middle,
        family,
        generation,
        email,
        column(fields.texts("phone"), size, identifiers.phone, 4),
        column(fields.texts("page"), size, identifiers.page, 4),
        column(fields.texts("uid"), size, identifiers.number, 1),
        column(fields.texts("number"), size, identifiers.number, 3),
        column(fields.texts("birthday"), size, identifiers.birthday, 1),
        column(street, size, identifiers.street, 2),
        column(town, size, identifiers.plain, 2),
        column(code, size, identifiers.code, 2),
        organisation,
        _firms(email, organisation),
        _locals(email, words, given[:, 0], family),
    )


def _names(fields: Fields) -> tuple[Codes, Codes, Codes, Codes, names.Words]:
    raw, size = fields.names(), len(fields.records)
    nicknames = fields.texts("nickname")
    nicks = [
        (row, nick) for row, text in zip(nicknames.rows, nicknames.texts, strict=True) for nick in _COMMAS.split(text)
    ]
    texts = [*raw.given, *raw.middle, *(nick for _, nick in nicks)]
    values, codes = encode(texts, names.plain)
    values, family = encode(raw.family, names.family_name, values)
    given, middle, extra = np.split(codes, [size, 2 * size])
    shown = _merged_codes(given, np.array([row for row, _ in nicks], np.intp), extra)
    return shown, middle, family, _generations(raw), names.describe(values)


def _merged_codes(given: Codes, rows: NDArray[np.intp], extra: Codes) -> Codes:
    """(n, k) the given name, then nicknames; -1 in front only where there is neither."""
    if not len(extra):
        return given[:, None]
    all_rows, codes = np.concatenate([np.arange(len(given)), rows]), np.concatenate([given, extra])
    order = np.argsort(all_rows, kind="stable")
    order = order[codes[order] != NONE]
    return spread(all_rows[order], codes[order], len(given), 3)


def _generations(raw: RawNames) -> Codes:
    known, of_suffix = encode(raw.suffix, names.generation_in_suffix)
    known, of_family = encode(raw.family, names.generation_in_family, known)
    table = np.array([int(text) for text in known], np.int32)
    return np.maximum(np.maximum(looked_up(table, of_suffix), looked_up(table, of_family)), 0)


def _firms(email: Column, organisation: Column) -> Codes:
    """(n, k) what organisations and companies' addresses have in common: "acme" of Acme GmbH and of ana@acme.de."""
    names = [value.replace(" ", "") for value in organisation.values]
    labels = [identifiers.company_label(address) for address in email.values]
    both = numbered([*names, *labels])
    of_organisation, of_email = both[: len(names)], both[len(names) :]
    firms, domains = looked_up(of_organisation, organisation.codes), looked_up(of_email, email.codes)
    domains[(domains[:, :, None] == firms[:, None, :]).any(axis=2)] = NONE  # each once
    return np.hstack([firms, domains])


def _locals(email: Column, words: names.Words, given: Codes, family: Codes) -> Codes:
    """What stands before the @ tells of its owner only as far as it is not made of the name alone."""
    owner = np.full(len(email.values), NONE, np.int64)
    rows, places = np.nonzero(email.codes != NONE)
    owner[email.codes[rows, places][::-1]] = rows[::-1]
    values = [*words.values, ""]
    owners = zip(given[owner].tolist(), family[owner].tolist(), strict=True) if len(owner) else ()
    of_value = [
        _own_local(address, values[mine], values[theirs])
        for address, (mine, theirs) in zip(email.values, owners, strict=True)
    ]
    return looked_up(numbered(of_value), email.codes)


def _own_local(address: str, given: str, family: str) -> str:
    local = address.partition("@")[0]
    if len(local) < 5 or identifiers.is_role(address):
        return ""
    is_named = (given and given[:4] in local) or (family and family[:4] in local)
    return "" if is_named and sum(map(str.isdigit, local)) < 3 else local
