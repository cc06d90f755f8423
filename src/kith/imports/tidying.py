"""What files say, made fit for the book's columns; the raw record keeps it as it was."""

from __future__ import annotations

import hashlib
import re

from kith.people import cleaning

MAX_TEXT = 64 * 1024
_BREAKS = re.compile(r"[\t\r\n\v\f]+")


def line(text: str, longest: int) -> str:
    """One line without control characters, cut where the column ends."""
    if not text:
        return ""
    if not text.isprintable():
        text = cleaning.without_unshowable(_BREAKS.sub(" ", text))
    text = text.strip()
    return text if len(text) <= longest else text[:longest].rstrip()


def paragraphs(text: str) -> str:
    """Text of several lines, with \\n at their ends."""
    if not text:
        return ""
    if not text.isprintable():
        text = cleaning.without_unshowable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()[:MAX_TEXT]


def partial_date(text: str) -> str:
    """2020, 2020-03 or 2020-03-15; "" for anything else."""
    return text if not text or cleaning.is_partial_date(text) else ""


def digest(raw: str) -> str:
    """What the same raw record is known by when it comes again."""
    return hashlib.blake2b(raw.encode(errors="surrogatepass"), digest_size=16).hexdigest() if raw else ""
