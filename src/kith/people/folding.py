"""Text made comparable: case, accents and spacing folded away."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
)


def fold(text: str) -> str:
    """Return the text without case, accents and doubled spaces: "  Zoë  MÜLLER" → "zoe muller"."""
    if text.isascii():
        return _SPACES.sub(" ", text.casefold()).strip()
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare.translate(_UNDECOMPOSED)).strip()
