"""Titles made comparable: case, accents and punctuation folded away, one byte for one byte."""

from __future__ import annotations

import unicodedata

_KEPT = "+#"  # C++, C#
_UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def _bare(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.casefold())[:1]
    return plain if plain.isascii() and (plain.isalnum() or plain in _KEPT) else " "


_TABLE = bytes(ord(_bare(chr(code))) for code in range(256))


def folded_bytes(latin: bytes) -> bytes:
    """Fold Latin-1 text in place, so that what stood at a position stands there still; line ends become spaces."""
    return latin.translate(_TABLE)


def folded(text: str) -> bytes:
    """Return the text as words of small letters and digits with one space between: "Front-End  Café" → b"front end cafe"."""
    spelled = text.casefold().translate(_UNDECOMPOSED)
    bare = "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))
    return b" ".join(bare.encode("latin-1", "replace").translate(_TABLE).split())
