"""What the text in a code says: MECARD, BIZCARD, an e-mail address, a number, a page. vCards are read by kith.people.vcards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from kith.cardreading import pages, phones
from kith.cardreading.fields import Field

_SURE = 0.99
_UNESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MECARD_KINDS = {"TEL": "phone", "TEL-AV": "phone", "EMAIL": "email", "URL": "url", "ADR": "address", "NOTE": "note", "ORG": "organisation", "TITLE": "title", "NICKNAME": "nickname"}  # fmt: skip
_BIZCARD_KINDS = {
    "T": "title",
    "C": "organisation",
    "A": "address",
    "B": "phone",
    "M": "phone",
    "F": "phone",
    "E": "email",
    "U": "url",
}
_BIZCARD_LABELS = {"M": "mobile", "F": "fax"}
_MATMSG = re.compile(r"TO:([^;]+)", re.IGNORECASE)


def is_vcard(text: str) -> bool:
    """Whether the text is a vCard."""
    return text.lstrip("\ufeff \r\n")[:11].upper() == "BEGIN:VCARD"


def fields_of(text: str) -> list[Field]:
    """The fields that the text of a code tells; none for one that tells of nobody."""
    text = text.strip()
    for start, read in _READERS.items():
        if text[: len(start)].upper() == start:
            return [field for field in read(text[len(start) :]) if field.value]
    if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text):
        return [Field("email", text.lower(), _SURE)]
    if re.fullmatch(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", text, re.IGNORECASE):
        return [pages.named(text, _SURE)]
    return phones.take(text, _SURE)[0] if re.fullmatch(r"\+[\d\s().-]{7,}", text) else []  # others are of goods


def _mecard(text: str) -> Iterator[Field]:
    for name, value in _properties(text):
        if name == "N":
            yield _name(value)
        elif name == "BDAY" and re.fullmatch(r"\d{8}", value):
            yield Field("birthday", f"{value[:4]}-{value[4:6]}-{value[6:]}", _SURE)
        elif name == "ADR":
            yield _address(value)
        elif name in _MECARD_KINDS:
            yield _said(_MECARD_KINDS[name], value)


def _bizcard(text: str) -> Iterator[Field]:
    said = dict(_properties(text))
    yield Field(
        "name",
        " ".join(filter(None, (said.get("N", ""), said.get("X", "")))),
        _SURE,
        parts=(said.get("X", ""), said.get("N", ""), "", "", ""),
    )
    for name, value in _properties(text):
        if name in _BIZCARD_KINDS:
            yield _said(_BIZCARD_KINDS[name], value, _BIZCARD_LABELS.get(name, ""))


def _properties(text: str) -> Iterator[tuple[str, str]]:
    r"""Pairs of NAME:value; up to a ; that has no \ before it."""
    for part in re.split(r"(?<!\\);", text):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip().upper(), _UNESCAPE.sub(r"\1", value).strip()


def _name(value: str) -> Field:
    """Family, given; or one text."""
    family, comma, given = (part.strip() for part in value.partition(","))
    if comma and given:
        return Field("name", f"{given} {family}", _SURE, parts=(family, given, "", "", ""))
    return Field("name", family or given, _SURE)


def _address(value: str) -> Field:
    """A MECARD's parts in order: box, room, house, town, region, code, country."""
    parts = [part.strip() for part in value.split(",")]
    return Field("address", ", ".join(filter(None, parts)), _SURE, parts=tuple(parts) if len(parts) == 7 else ())


def _said(kind: str, value: str, label: str = "") -> Field:
    if kind == "phone":
        found, _rest = phones.take(value, _SURE)
        return Field("phone", found[0].value if found else value, _SURE, label)
    if kind == "url":
        return pages.named(value, _SURE)
    return Field(kind, value.lower() if kind == "email" else value, _SURE, label)


def _mailto(text: str) -> Iterator[Field]:
    address = unquote(text.split("?")[0]).strip()
    if "@" in address:
        yield Field("email", address.lower(), _SURE)


def _matmsg(text: str) -> Iterator[Field]:
    if found := _MATMSG.search(text):
        yield Field("email", found[1].strip().lower(), _SURE)


def _number(text: str) -> Iterator[Field]:
    yield _said("phone", unquote(re.split(r"[:;?]", text)[0]))


_READERS: dict[str, Callable[[str], Iterator[Field]]] = {
    "MECARD:": _mecard,
    "BIZCARD:": _bizcard,
    "MAILTO:": _mailto,
    "SMTP:": _mailto,
    "MATMSG:": _matmsg,
    "TEL:": _number,
    "SMSTO:": _number,
    "SMS:": _number,
    "URLTO:": lambda text: iter([pages.named(text.partition(":")[2] or text, _SURE)]),
}
