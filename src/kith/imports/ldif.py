"""LDIF as text (RFC 2849): folded lines, comments, base64 values, any line ends and charset; entries of attributes."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from kith.imports.charsets import charset_of
from kith.imports.records import Refusal
from kith.imports.tables import MAX_REFUSALS
from kith.imports.uploads import BadFile, Upload

MAX_LINE = 64 * 1024
MAX_ENTRY = 8 * 1024 * 1024  # with a photo
MAX_VALUES = 1_000
_BLOCK = 256 * 1024
_FIRST = re.compile(rb"version:\s{0,9}\d|dn::?\s{0,9}\S", re.IGNORECASE)
_BINARY = frozenset({"jpegphoto", "photo", "thumbnailphoto", "usercertificate", "audio", "usersmimecertificate"})
_ENDS = re.compile(rb"\r\n?|\n")
_RAW_VALUE = 400

Value = str | bytes


@dataclass
class Entry:
    """An entry: its attributes in lower case, without options such as ;lang-fr, each with its values."""

    line: int
    values: dict[str, list[Value]] = field(default_factory=dict)
    raw: str = ""

    def texts(self, name: str) -> list[str]:
        """The values of an attribute that are text."""
        return [value for value in self.values.get(name, ()) if isinstance(value, str)]

    def text(self, name: str) -> str:
        """The first of them, or ""."""
        return next(iter(self.texts(name)), "").strip()


def begins(head: bytes) -> bool:
    """Whether this is the beginning of LDIF, after comments and empty lines."""
    text = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").replace(b"\0", b"")
    first = next((line for line in _ENDS.split(text) if line.strip() and not line.startswith((b"#", b" "))), b"")
    return _FIRST.match(first) is not None


def read(upload: Upload) -> Iterator[Entry | Refusal]:
    """The entries one after the other; lines that are none as Refusals. Raises BadFile past every measure."""
    with upload.open() as stream:
        charset = charset_of(stream)
    refused = 0
    for line, lines in _blocks(upload, charset):
        entry, faults = _entry(upload.name, line, lines, "utf-8" if charset.startswith("utf") else charset)
        for fault in faults:
            refused += 1
            if refused > MAX_REFUSALS:
                raise BadFile(upload.name, fault.line, f"More than {MAX_REFUSALS:,} lines cannot be read: is it whole?")
            yield fault
        if entry.values:
            yield entry


def _blocks(upload: Upload, charset: str) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
    """The lines of each entry, unfolded and without comments, each with its number."""
    block: list[tuple[int, bytearray]] = []
    size, is_comment = 0, False
    for number, line in _lines(upload, charset):
        size += len(line)
        if size > MAX_ENTRY or len(block) > MAX_VALUES:
            raise BadFile(upload.name, number, "An entry is longer than any that people write.")
        if line.startswith(b" "):
            if block and not is_comment:
                block[-1][1].extend(line[1:])
        elif line.strip():
            is_comment = line.startswith(b"#")
            if line.lower().startswith((b"dn:", b"version:")) and block:  # an empty line was left out
                yield block[0][0], [(at, bytes(text)) for at, text in block]
                block, size = [], len(line)
            if not is_comment:
                block.append((number, bytearray(line)))
        elif block:
            yield block[0][0], [(at, bytes(text)) for at, text in block]
            block, size = [], 0
    if block:
        yield block[0][0], [(at, bytes(text)) for at, text in block]


def _lines(upload: Upload, charset: str) -> Iterator[tuple[int, bytes]]:
    """Lines with any ends, in UTF-8 where the file is UTF-16."""
    with upload.open() as stream:
        number, rest, is_first = 0, b"", True
        for block in _decoded(stream, charset):
            text = rest + (block.removeprefix(b"\xef\xbb\xbf") if is_first else block)
            is_first = False
            is_split = text.endswith(b"\r")
            *lines, rest = _ENDS.split(text[:-1] if is_split else text)
            rest += b"\r" if is_split else b""
            if len(rest) > MAX_ENTRY:
                raise BadFile(upload.name, number + 1, "A line is longer than any that people write.")
            for line in lines:
                number += 1
                yield number, line
        if rest:
            yield number + 1, rest.rstrip(b"\r")


def _decoded(stream: BinaryIO, charset: str) -> Iterator[bytes]:
    if charset.startswith(("utf-16", "utf-32")):
        yield stream.read().decode(charset, "replace").encode()
    else:
        yield from iter(partial(stream.read, _BLOCK), b"")


def _entry(file: str, first: int, lines: list[tuple[int, bytes]], charset: str) -> tuple[Entry, list[Refusal]]:
    entry, faults, told = Entry(first), [], []
    for number, line in lines:
        name, colon, value = line.partition(b":")
        attribute = name.split(b";")[0].strip().decode("ascii", "replace").lower()
        if not colon or not attribute:
            faults.append(
                Refusal(file, number, "This line has no “name: value”.", line[:_RAW_VALUE].decode(charset, "replace"))
            )
            continue
        found, reason = _value(attribute, value, charset)
        if reason:
            faults.append(Refusal(file, number, reason, line[:_RAW_VALUE].decode(charset, "replace")))
        else:
            entry.values.setdefault(attribute, []).append(found)
            told.append(f"{attribute}: {found}" if isinstance(found, str) else f"{attribute}: ({len(found)} bytes)")
    entry.raw = "\n".join(told)
    return entry, faults


def _value(attribute: str, value: bytes, charset: str) -> tuple[Value, str]:
    """The value, or why it is none."""
    if value.startswith(b"<"):
        return "", "This value stands in another file, which Kith does not open."
    if not value.startswith(b":"):
        return _text(value.lstrip(b" "), charset), ""
    try:
        data = base64.b64decode(b"".join(value[1:].split()), validate=True)
    except (binascii.Error, ValueError):
        return "", "This value says that it is base64, and is not."
    return (data, "") if attribute in _BINARY else (_text(data, charset), "")


def _text(data: bytes, charset: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252" if charset == "utf-8" else charset, "replace")
