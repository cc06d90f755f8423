"""Reads people out of a web page saved as HTML: hCard, schema.org Person as JSON-LD, microdata and RDFa."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kith.imports.html_people import record_of
from kith.imports.records import Record
from kith.imports.tables import decoded
from kith.imports.uploads import BadFile, Upload

NAME = "html"
LABEL = "web page (hCard, schema.org)"
ORDER = 200

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 200
_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(/?)>", re.IGNORECASE)
_EMPTY_TAGS = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "dd",
        "dt",
        "embed",
        "hr",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "option",
        "p",
        "param",
    )
    + ("source", "td", "th", "tr", "track", "wbr")
)
_ENTANGLED = "This page holds more cards, or cards nested more deeply, than Kith reads."
_NOBODY = "This page names nobody in a way that programs can read (as hCard or schema.org Person)."


def recognises(upload: Upload) -> bool:
    return _START.match(upload.head.lstrip(b"\xef\xbb\xbf")) is not None


def read(upload: Upload) -> Iterator[Record]:
    """Each person once, with what all the ways of writing on the page say of them. Raises BadFile where there is none."""
    from kith.imports.html_pages import TooEntangled, people  # its parsers take a moment to load

    try:
        found = people(_text(upload))
    except TooEntangled as error:
        raise BadFile(upload.name, 0, _ENTANGLED) from error
    if not found:
        raise BadFile(upload.name, 0, _NOBODY)
    yield from (record_of(each, upload.name) for each in found)


def _text(upload: Upload) -> str:
    with upload.open() as stream:
        text = decoded(stream, upload.head).read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise BadFile(upload.name, 0, f"This page is larger than Kith reads ({MAX_BYTES // 1024 // 1024} MB).")
    _check_depth(upload.name, text)
    return text


def _check_depth(name: str, text: str) -> None:
    """What walks a page goes down once a level, and would fall off the end of the stack."""
    depth = 0
    for found in _TAG.finditer(text):
        closes, tag, empty = found.groups()
        if empty or tag.lower() in _EMPTY_TAGS:
            continue
        depth += -1 if closes else 1
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, found.start()) + 1
            raise BadFile(name, line, f"This page is nested deeper than {MAX_DEPTH} levels, as no page for people is.")
        depth = max(depth, 0)
