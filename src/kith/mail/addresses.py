"""Address lists of mail headers, as they really are: quoted, commented, grouped, or broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kith.mail.letters import Mailbox
from kith.mail.texts import decoded

LONGEST_ADDRESS = 254
LONGEST_NAME = 200
_LONGEST_REMEMBERED = 500
_PLAIN = re.compile(r'(?:"([^"\\=]*)"[ \t]*|([^"<>()@,;:\\=]*))<([^\s<>()@,;:"\\]+@[^\s<>()@,;:"\\]+)>')
_SIGN = re.compile(r'[",;:<>()\\]')
_WORD = re.compile(r"=\?[\w.:+*-]{1,60}\?[bBqQ]\?[^?\s]*\?=", re.ASCII)
_ROUTE = re.compile(
    r"<\s{0,5}@[^<>:]{1,500}:"
)  # by which post offices a letter shall go; nobody has asked that since 1989
_BREAK = re.compile(r"[\s<>()\[\],;:\"]")
_DOMAIN = re.compile(r"[^\s<>()\[\],;:\"@]+|\[[^\s\[\]]+\]")
_SPACES = re.compile(r"\s+")
_AROUND_NAMES = " \t'\"‘’“”`,;<>"


def mailboxes(text: str) -> tuple[Mailbox, ...]:
    """Everybody in an address list whose address can be made out, in order, each once. O(len(text))."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _mailboxes(text)


def _mailboxes(text: str) -> tuple[Mailbox, ...]:
    text = _ROUTE.sub("<", text) if "@" in text else text
    plain = _PLAIN.fullmatch(text)
    pieces = (piece for piece in _pieces(text) if "@" in piece)
    found = [_mailbox(plain[1] or plain[2] or "", plain[3])] if plain else [_read(piece) for piece in pieces]
    boxes = tuple({box.address: box for box in reversed(found) if box is not None}.values())[::-1]
    # Some programs encode the address with the name, which no standard allows.
    return boxes if boxes or "=?" not in text else tuple(filter(None, map(_read, _pieces(decoded(text)))))


_remembered = lru_cache(maxsize=20_000)(_mailboxes)  # the same few people write most letters


def untagged(address: str) -> str:
    """ana+lists@acme.example is ana@acme.example."""
    local, at, domain = address.partition("@")
    return f"{local.partition('+')[0]}{at}{domain}" if "+" in local[1:] else address


@lru_cache(maxsize=20_000)
def spoken_name(name: str, address: str) -> str:
    """What to call somebody: by their name, given name first; else as their address suggests; else the address.

    "Ruiz, Ana" is Ana Ruiz, as Outlook writes people of one house. An address in place of a name is no name.
    """
    name = _SPACES.sub(" ", name).strip(_AROUND_NAMES)
    if "@" in name or not any(sign.isalpha() for sign in name):
        return _name_in(address)
    family, comma, given = name.partition(", ")
    is_turned = comma and "," not in given and family and given and not any(sign.isdigit() for sign in name)
    return f"{given} {family}" if is_turned else name


def _name_in(address: str) -> str:
    words = re.split(r"[._-]+", untagged(address).partition("@")[0])
    if 2 <= len(words) <= 4 and all(word.isalpha() for word in words):
        return " ".join(word.capitalize() for word in words)
    return address


def _pieces(text: str) -> Iterator[str]:
    """The list cut where its signs say so, outside quotes, comments, angle brackets and encoded words (which some
    programs write with commas in them). A group's name is dropped."""
    start, quoted, depth, angle, skip = 0, False, 0, False, -1
    for sign in _SIGN.finditer(_WORD.sub(_blanked, text) if "=?" in text else text):
        place, what = sign.start(), sign[0]
        if place == skip:
            continue
        if what == "\\":
            skip = place + 1
        elif quoted or what == '"':
            quoted = (what != '"') if quoted else depth == 0
        elif depth or what == "(":
            depth += {"(": 1, ")": -1}.get(what, 0)
        elif what in "<>":
            angle = what == "<"
        elif what in ",;" and not (angle and "@" not in text[start:place]):
            yield text[start:place]
            start, angle = place + 1, False
        elif what == ":" and not angle and "@" not in text[start:place]:
            start = place + 1
    yield text[start:]


def _blanked(word: re.Match[str]) -> str:
    return "_" * len(word[0])


def _read(piece: str) -> Mailbox | None:
    """`Ana <ana@acme.example>`, `ana@acme.example (Ana)`, or an address alone."""
    before, angle, rest = piece.rpartition("<")
    if angle:
        return _mailbox(_unquoted(before), _address(rest)[1])
    start, address = _address(piece)
    comment = piece[start + len(address) :].partition("(")[2].rpartition(")")[0]
    return _mailbox(_unquoted(comment or piece[:start]), address)


def _address(text: str) -> tuple[int, str]:
    """The first address in a text, and where it begins. Looks to both sides of the first @, so that it takes O(n)."""
    at = text.find("@")
    local = _BREAK.split(text[:at])[-1] if at > 0 else ""
    domain = _DOMAIN.match(text, at + 1)
    return (at - len(local), f"{local}@{domain[0]}") if local and domain else (0, "")


def _unquoted(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name.strip().strip('"'))


def _mailbox(name: str, address: str) -> Mailbox | None:
    address = address.strip("'.").removeprefix("mailto:").lower()
    if "@" not in address.strip("@") or len(address) > LONGEST_ADDRESS or not address.isprintable():
        return None
    return Mailbox(_SPACES.sub(" ", decoded(name[:2000])).strip(_AROUND_NAMES)[:LONGEST_NAME], address)
