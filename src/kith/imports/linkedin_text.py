"""The words of a LinkedIn message without the HTML that some of them are wrapped in."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

# LinkedIn takes 8,000 characters a message.
MAX_CHARACTERS = 64 * 1024
# The parser looks at the rest of the text anew for each broken "<": past this it would take seconds.
_MAX_STEPS = 5_000_000
_BLOCKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote"})
_HIDDEN = frozenset({"script", "style"})
_INLINE = "a b i u s em strong span ul ol table tbody td th img font html body head pre code"
_TAGS = _BLOCKS | _HIDDEN | set(_INLINE.split())
# People also write "Bo <bo@mail.example>" and "2 < 3": only markup that is known counts as such.
_MARKUP = re.compile(rf"</?(?:{'|'.join(sorted(_TAGS))})[\s/>]", re.IGNORECASE)
# Only whole references: an address may say "?a=1&copy=2".
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)


def plain_text(text: str) -> str:
    if "<" in text or "&" in text:
        text = _without_markup(text[:MAX_CHARACTERS])
    return text.strip()[:MAX_CHARACTERS]


def _without_markup(text: str) -> str:
    if text.count("<") * len(text) <= _MAX_STEPS and _MARKUP.search(text):
        return _without_tags(text)
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


class _Words(HTMLParser):
    """Collects the text; a block starts a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.words.append("\n")
        elif tag not in _TAGS:
            self.words.append(self.get_starttag_text() or "")
        self._hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _without_tags(text: str) -> str:
    parser = _Words()
    parser.feed(text)
    parser.close()
    lines = (line.strip() for line in "".join(parser.words).splitlines())
    return "\n".join(line for line in lines if line)
