"""Text made comparable: small letters of ASCII, as e-mail addresses and domains have them."""

from __future__ import annotations

import re
import unicodedata

_PAIRS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ı": "i", "ł": "l"}
)
_OTHER_PAIRS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ı": "i", "ł": "l"})
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """In small letters of ASCII, ü as ue."""
    return _ascii(text.lower().translate(_PAIRS))


def folds(text: str) -> tuple[str, ...]:
    """Both ways of writing it in ASCII: with ü as ue, and with ü as u."""
    one, other = fold(text), _ascii(text.lower().translate(_OTHER_PAIRS))
    return (one,) if one == other else (one, other)


def words(text: str) -> list[str]:
    """The words of the text, folded, without signs."""
    return _WORD.findall(fold(text))


def letters(text: str) -> str:
    """Only the letters and digits, folded."""
    return "".join(words(text))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
