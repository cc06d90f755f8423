"""The line syntax under a calendar file: encodings, folding, parameters, escapes; made to read what programs really write."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

LONGEST = 64 * 1024  # of a line with its folds; what is beyond is cut off, as only pictures and pages of HTML get there

_NAME = re.compile(r"([A-Za-z0-9-]+)")
_HEADER = re.compile(r'(?>[^":]+|"[^"]*")*+:')
_PARAM = re.compile(r';\s*([A-Za-z0-9-]+)=((?>"[^"]*"|[^";:]*)*)')
_ESCAPED = re.compile(r"\\([\\,;:nN\"])")
_CARET = re.compile(r"\^([n^'])")


@dataclass(frozen=True, slots=True)
class Line:
    """A property: names in upper case, its value with the escapes left in; `number` is its line in the file, from 1."""

    number: int
    name: str
    value: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value without escapes."""
        return unescape(self.value)


def logical_lines(file: BinaryIO) -> Iterator[tuple[int, str]]:
    """The lines of a file with their folds undone, as text, each with its number; blank ones are left out.

    O(size), and in memory never more than a line, but for UTF-16 and for files with the line ends of old Macs.
    """
    number, pieces, length = 0, [b""], 0
    for at, piece in enumerate(_physical(file), 1):
        if piece[:1] in (b" ", b"\t") and number:
            if length < LONGEST:
                pieces.append(piece[1:])
                length += len(piece)
        elif piece.strip():
            if number:
                yield number, _decoded(b"".join(pieces))
            number, pieces, length = at, [piece], len(piece)
    if number:
        yield number, _decoded(b"".join(pieces))


def parse(number: int, text: str) -> Line | None:
    """The property in a logical line, or None where it is none. O(length)."""
    name, header = _NAME.match(text), _HEADER.match(text)
    if name is None or header is None or text[name.end()] not in ";:":
        return None
    params = {}
    if header.end() > name.end() + 1:
        params = {found[1].upper(): _param(found[2]) for found in _PARAM.finditer(text, name.end(), header.end() - 1)}
    return Line(number, name[1].upper(), text[header.end() :].strip(), params)


def unescape(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11) as it is meant."""
    return _ESCAPED.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def _param(text: str) -> str:
    """The first value of a parameter, with the escapes of RFC 6868 undone."""
    text = text.strip().strip('"')
    return _CARET.sub(lambda found: {"n": "\n", "'": '"', "^": "^"}[found[1]], text) if "^" in text else text


def _physical(file: BinaryIO) -> Iterator[bytes]:
    """Lines without their ends and without a byte order mark. One that is too long is cut, and its rest passed over."""
    first = file.readline(LONGEST)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        file = io.BytesIO((first + file.read()).decode("utf-16", "replace").encode())
        first = file.readline(LONGEST)
    elif b"\r" in first and not first.endswith(b"\n"):  # the line ends of old Macs
        file = io.BytesIO((first + file.read()).replace(b"\r", b"\n"))
        first = file.readline(LONGEST)
    piece = first.removeprefix(codecs.BOM_UTF8)
    while piece:
        rest = piece
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST)
        yield piece.rstrip(b"\r\n")
        piece = file.readline(LONGEST)


def _decoded(data: bytes) -> str:
    """As UTF-8; where that is broken by a letter cut in half, without that letter; else as Windows-1252."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", "replace")
        lost = damaged.count("\ufffd")
        is_utf8 = sum(character > "\x7f" for character in damaged) > 2 * lost
        text = damaged if is_utf8 else data.decode("cp1252", "replace")
    return text.replace("\0", "")
