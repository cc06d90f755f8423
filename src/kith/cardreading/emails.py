"""E-mail addresses in a line, with what the recognition, or a shy owner, has done to them mended."""

from __future__ import annotations

import re

from kith.cardreading import words
from kith.cardreading.fields import Field
from kith.cardreading.folding import fold

_AT = re.compile(r"\s*(?:@|\((?:at|a|@)\)|\[(?:at|a|@)\]|\{at\}|©|®)\s*|\s+at\s+(?=[\w-]+\.\w{2,})", re.IGNORECASE)
_LOCAL = re.compile(r"[\w+%'-]+(?:\s?\.\s?[\w+%'-]+|\s?_\s?[\w+%'-]+)*\.?$")
_HOST = re.compile(r"[\w-]+(?:[.,][\w-]+)*")
_REST_OF_HOST = re.compile(r"\s?[.,]\s?([\w-]+(?:\.[\w-]+)*)|\s([a-z]{2,})\b")
_WORDS_OF_HOST = re.compile(r"\s([\w-]+)[\s.]([a-z]{2,})$", re.IGNORECASE)
_DOT_WORD = re.compile(r"\s*(?:\(dot\)|\[dot\]|\(punkt\)|\[punkt\])\s*", re.IGNORECASE)
_MARK = re.compile(
    r"(?:^|\s)[EF]-?\s?mail\s?[.:]?\s*$|(?:^|\s)(?:a|e)?-?(?:mail|courriel|correo(?: electr[oó]nico)?|m[eé]l)\s?[.:]?\s*$"
    r"|^[em@]\s?[.:]?\s*$",
    re.IGNORECASE,
)
_GLUED_MARK = re.compile(r"(?:[EF]-?[Mm]ail|Mail|Courriel|Correo)\.?(?=[a-z]{2})|e-mail\.?(?=[a-z]{2})")
_GLUED = ("co.uk", "com", "net", "org", "info", "eu", "de", "fr", "es", "ch", "at", "it", "io")


def take(text: str, score: float) -> tuple[list[Field], str]:
    """The addresses in a text, and the text without them and their marks."""
    found = []
    text = _DOT_WORD.sub(".", text)
    while at := _AT.search(text):
        local = _LOCAL.search(text[: at.start()])
        host, end = _host(text[at.end() :])
        if local is None or not host:
            break
        start, own = _without_mark(local)
        address, sureness = _address(own, host)
        found.append(Field("email", address, round(score * sureness, 3)))
        before = text[:start].rstrip()
        text = f"{_MARK.sub('', before)} {text[at.end() + end :].lstrip(' ;,')}".strip()
    return found, text


def host_of(address: str) -> str:
    """What stands behind the @."""
    return address.rpartition("@")[2]


def _without_mark(local: re.Match[str]) -> tuple[int, str]:
    """A mark with a point ("E. ana@…", "Mail.ana@…") is no part of the address."""
    if glued := _GLUED_MARK.match(local[0]):
        return local.start(), local[0][glued.end() :]
    first, dot, rest = local[0].partition(".")
    if dot and rest.strip() and (fold(first) in ("email", "e-mail", "mail") or (rest[0] == " " and len(first) == 1)):
        return local.start(), rest.strip()
    return local.start(), local[0]


def _host(text: str) -> tuple[str, int]:
    """The host in front of the text, and where it ends."""
    found = _HOST.match(text)
    if not found:
        return "", 0
    host, end = found[0].replace(",", "."), found.end()
    if is_top_level(host):
        return host, end
    more = _REST_OF_HOST.match(text, end)
    rest = (more[1] or more[2]) if more else ""
    if more and is_top_level(rest):
        return f"{host}.{rest}", more.end()
    if "." not in host and (parts := _WORDS_OF_HOST.match(text, end)) and is_top_level(parts[2]):
        return f"{host}-{parts[1]}.{parts[2].lower()}", parts.end()  # a dash and a point that were too small
    return host, end


def is_top_level(host: str) -> bool:
    """Whether a host ends as hosts do."""
    return host.lower().rpartition(".")[2] in words.TOP_LEVEL


def _address(local: str, host: str) -> tuple[str, float]:
    """The address in small letters, and how sure it is."""
    local = re.sub(r"\s", "", local).strip(".'-").lower()
    host = fold(host).strip(".-") if not host.isascii() else host.lower().strip(".-")
    if not local.isascii():
        local = fold(local)
    if "." not in host:
        glued = next((end for end in _GLUED if host.endswith(end.replace(".", "")) and len(host) > len(end) + 2), "")
        if glued:
            host = f"{host[: -len(glued.replace('.', ''))]}.{glued}"
        return f"{local}@{host}", 0.5 if glued else 0.2
    return f"{local}@{host}", 0.98 if is_top_level(host) else 0.6
