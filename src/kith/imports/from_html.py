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
# Atomic groups: each comment is one in one way only.
_START = re.compile(
    rb"\s*+(?:(?>(?><!--.*?-->)|(?><\?xml[^>]*>))\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# What is begun and never ended, which the parser of pages looks for to the end of the page, each time anew.
_ENDS = (("<", ">"), ("<!--", "-->"), ("<![", "]>"))
_MOST_BEGUN = 100
_UNENDED = "From here on, tags are begun and never ended. The page may be cut short."
_DEEP = "This page is nested deeper than {most} levels, as no page for people is."
_ENTANGLED = "This page holds more cards, or cards nested more deeply, than Kith reads."
_NOBODY = "This page names nobody in a way that programs can read (as hCard or schema.org Person)."


def recognises(upload: Upload) -> bool:
    return _START.match(upload.head.lstrip(b"\xef\xbb\xbf")) is not None


def read(upload: Upload) -> Iterator[Record]:
    """Each person once, with what all the ways of writing on the page say of them. Raises BadFile where there is none."""
    from kith.imports import html_pages  # its parsers take a moment to load

    try:
        found = html_pages.people(text_of(upload))
    except html_pages.TooEntangled as error:
        raise BadFile(upload.name, 0, _ENTANGLED) from error
    except html_pages.TooDeep as error:
        raise BadFile(upload.name, error.line, _DEEP.format(most=html_pages.MAX_DEPTH)) from error
    if not found:
        raise BadFile(upload.name, 0, _NOBODY)
    yield from (record_of(each, upload.name) for each in found)


def text_of(upload: Upload) -> str:
    """The page as text. Raises BadFile where it is too large, or cut short."""
    with upload.open() as stream:
        text = decoded(stream, upload.head).read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise BadFile(upload.name, 0, f"This page is larger than Kith reads ({MAX_BYTES // 1024 // 1024} MB).")
    _check_ends(upload.name, text)
    return text


def _check_ends(name: str, text: str) -> None:
    for begin, end in _ENDS:
        last = text.rfind(end) + 1
        if text.count(begin, last) > _MOST_BEGUN:
            raise BadFile(name, text.count("\n", 0, text.index(begin, last)) + 1, _UNENDED)
