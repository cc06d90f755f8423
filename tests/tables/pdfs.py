"""Reads the words of a PDF that fpdf2 has written: page by page, in the order in which they were drawn."""

from __future__ import annotations

import re
import zlib

_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:[^\\()]|\\.)*)\) Tj", re.S)
_ESCAPED = {b"\\r": b"\r", b"\\n": b"\n", b"\\\\": b"\\", b"\\(": b"(", b"\\)": b")"}


def pages(file: bytes) -> list[list[str]]:
    """Return the texts of each page."""
    streams = [_unpacked(found[1]) for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", file, re.S)]
    letters = {str(n): _letters(each) for n, each in enumerate((s for s in streams if b"begincmap" in s), start=1)}
    return [_texts(each, letters) for each in streams if b" Tj" in each]


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _letters(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", cmap.partition(b"beginbfchar")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _texts(content: bytes, letters: dict[str, dict[int, str]]) -> list[str]:
    found, font = [], "1"
    for shown in _SHOWN.finditer(content):
        if shown[1]:
            font = shown[1].decode()
        else:
            raw = re.sub(rb"\\[rn\\()]", lambda sign: _ESCAPED[sign[0]], shown[2])
            codes = [int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2)]
            found.append("".join(letters[font][code] for code in codes))
    return found
