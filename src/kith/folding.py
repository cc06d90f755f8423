"""Text made comparable: case, accents and spacing folded away. No Django here: readers in a child process fold too."""

from __future__ import annotations

import unicodedata

_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
)


def fold(text: str) -> str:
    """Return the text without case, accents and doubled spaces: "  Zoë  MÜLLER" → "zoe muller"."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = "".join([c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)])
    return " ".join(bare.translate(_UNDECOMPOSED).split())
