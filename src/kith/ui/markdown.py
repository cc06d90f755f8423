"""Markdown that members write, as HTML that cannot harm whoever reads it: no tags, no pictures from elsewhere, no odd links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_LENGTH = 64 * 1024  # characters; what is longer is cut
_SHORT = 4 * 1024  # characters, up to which what was made of a text is kept at hand
_DEEPEST = 20  # levels of quotes and lists; what stands deeper is left out
_REL = "nofollow noopener ugc"
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]{3,2000}", re.IGNORECASE)
_MARKS = re.compile(r"[*_`#>\[~\\]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_AFTER_ADDRESS = ".,;:!?)]}*_~"  # what ends a sentence, and not its last address


def to_html(text: str) -> SafeString:
    """Return the text as safe HTML. Headings become strong lines, so that a page keeps its own order of headings."""
    return _short_to_html(text) if len(text) <= _SHORT else _to_html(text)


def to_plain(text: str) -> str:
    """Return the words of the text without its marks, for a line that tells of it."""
    words = html.unescape(strip_tags(to_html(text))) if _MARKS.search(text) else text
    return " ".join(words.split())


def _to_html(text: str) -> SafeString:
    return mark_safe(str(_READER.render(_CONTROLS.sub("", text[:MAX_LENGTH]))))


_short_to_html = lru_cache(maxsize=1024)(_to_html)  # pages show the latest posts again and again


def _is_harmless(url: str) -> bool:
    """Whether a link may lead there: to a page with a host of its own, or to an e-mail address."""
    try:
        parts = urlsplit(html.unescape(url.strip()))
    except ValueError:  # such as a bracket in the place of a host
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname) and "@" not in parts.netloc  # https://bank.example@evil.example shows another host
    return parts.scheme == "mailto" and "@" in parts.path


def _plainer(state: StateCore) -> None:
    """Make links of pictures and of bare addresses."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_without_pictures(token.children))


def _without_pictures(tokens: Iterable[Token]) -> Iterable[Token]:
    depth = 0  # a link cannot stand in a link
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type == "image":
            src = str(token.attrs["src"])
            yield from [_text(token.content)] if depth else _link(src, token.content or src)
        elif token.type == "text" and not depth:
            yield from _with_links(token.content)
        else:
            yield token


def _with_links(text: str) -> Iterable[Token]:
    done = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_AFTER_ADDRESS)
        if _is_harmless(address):
            yield _text(text[done : match.start()])
            yield from _link(address, address)
            done = match.start() + len(address)
    yield _text(text[done:])


def _link(href: str, words: str) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": href}), _text(words), Token("link_close", "a", -1)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


class _Renderer(RendererHTML):
    """Writes links that lend nobody a good name, and headings as strong lines."""

    def link_open(self, tokens: list[Token], index: int, *_more: object) -> str:
        href = html.escape(str(tokens[index].attrs["href"]))
        return f'<a href="{href}" rel="{_REL}">'

    def heading_open(self, *_more: object) -> str:
        return "<p><strong>"

    def heading_close(self, *_more: object) -> str:
        return "</strong></p>\n"


def _reader() -> MarkdownIt:
    options = {"html": False, "breaks": True, "linkify": False, "maxNesting": _DEEPEST}
    reader = MarkdownIt("commonmark", options, renderer_cls=_Renderer).enable("strikethrough")
    reader.disable(["html_block", "html_inline", "reference"])
    reader.validateLink = _is_harmless  # type: ignore[method-assign]
    reader.core.ruler.push("plainer", _plainer)
    return reader


_READER = _reader()
