"""Facebook writes each byte of UTF-8 as a sign of its own: "MÃ¼ller" for "Müller". This puts it right."""

from __future__ import annotations

from typing import Any

MAX_DEPTH = 40


def mended(value: Any, depth: int = MAX_DEPTH) -> Any:
    """The same document with every text right; deeper than any export it is cut off."""
    if isinstance(value, str):
        return mended_text(value)
    if depth == 0:
        return None
    if isinstance(value, list):
        return [mended(each, depth - 1) for each in value]
    if isinstance(value, dict):
        return {key: mended(each, depth - 1) for key, each in value.items()}
    return value


def mended_text(text: str) -> str:
    """Text that is right already stays as it is: it is no UTF-8 when taken byte by byte."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
