"""Writes vCards 4.0 (RFC 6350) and 3.0 (RFC 2426) that other address books read with what they know of labels."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kith.people.vcards import contentlines
from kith.people.vcards.cards import Address, Card, Entry, Handle, LabelledDate, Related
from kith.people.vcards.contentlines import escape
from kith.people.vcards.partialdates import NO_YEAR, PartialDate

Version = Literal["4.0", "3.0"]
Params = Iterable[tuple[str, Iterable[str]]]

_ITEM = re.compile(r"item(\d{1,9})\.", re.IGNORECASE)
_LONGEST_NAME = 72  # a name that does not fit a line can be taken for base64 of the photo before
_URI = "\\"  # in a URI only the backslash needs another
# fmt: off
_RELATIONS = frozenset({  # RFC 6350, 6.6.6
    "acquaintance", "agent", "child", "co-resident", "co-worker", "colleague", "contact", "crush", "date",
    "emergency", "friend", "kin", "me", "met", "muse", "neighbor", "parent", "sibling", "spouse", "sweetheart",
})
_APPLE_WORDS = {word.lower(): word for word in (
    "Anniversary", "Assistant", "Brother", "Child", "Father", "Friend", "HomePage", "Manager", "Mother", "Other",
    "Parent", "Partner", "Sister", "Spouse",
)}
# fmt: on


@dataclass(slots=True)
class _Page:
    """The lines written so far, and the number of the next group."""

    version: Version
    next_item: int
    lines: list[str] = field(default_factory=list)

    def add(self, name: str, value: str, params: Params = (), label: str = "", country: str = "") -> None:
        group = ""
        if label or country:
            group, self.next_item = f"item{self.next_item}", self.next_item + 1
        self.lines.append(contentlines.serialise(name, value, params, group))
        if country:
            self.lines.append(contentlines.serialise("X-ABADR", escape(country), (), group))
        if label:
            self.lines.append(contentlines.serialise("X-ABLabel", _apple(label), (), group))


def write_card(card: Card, version: Version = "4.0") -> str:
    """The card as text with CRLF line ends; reading it gives an equal card.

    Both standards ask for FN, and 3.0 for N: a card without gets its best name, or an empty one.
    """
    numbers = [int(found[1]) for found in map(_ITEM.match, card.extra) if found]
    page = _Page(version, max(numbers, default=0) + 1)
    _write_names(page, card)
    _write_reach(page, card)
    _write_dates(page, card)
    _write_ties(page, card)
    _write_rest(page, card)
    page.lines += [_extra(text) for text in card.extra]
    return "".join(["BEGIN:VCARD\r\n", f"VERSION:{version}\r\n", *page.lines, "END:VCARD\r\n"])


def best_name(card: Card) -> str:
    """What to call the card: its FN, else the name put together, else organisation, nickname or address."""
    family, given, additional, prefix, suffix = card.n or ("", "", "", "", "")
    names = [
        card.fn,
        " ".join(filter(None, (prefix, given, additional, family, suffix))),
        next((", ".join(filter(None, org)) for org in card.orgs if org), ""),
        next(iter(card.nicknames), ""),
        next((entry.value for entry in (*card.emails, *card.tels) if entry.value), ""),
    ]
    return next(filter(None, names), "")


def _write_names(page: _Page, card: Card) -> None:
    page.add("FN", escape(best_name(card)))
    if card.n is not None or page.version == "3.0":
        page.add("N", _joined(card.n or ("", "", "", "", "")))
    if card.nicknames:
        page.add("NICKNAME", _joined(card.nicknames, ","))
    for org in card.orgs:
        page.add("ORG", _joined(org))
    _write_texts(page, "TITLE", card.titles)
    _write_texts(page, "ROLE", card.roles)


def _write_reach(page: _Page, card: Card) -> None:
    for email in card.emails:
        page.add("EMAIL", escape(email.value), _params(page, email), email.label)
    for tel in card.tels:
        page.add("TEL", escape(tel.value), _params(page, tel), tel.label)
    for adr in card.adrs:
        _write_address(page, adr)
    for url in card.urls:
        page.add("URL", escape(url.value, _URI), _params(page, url), url.label)
    for handle in card.handles:
        _write_handle(page, handle)


def _write_address(page: _Page, adr: Address) -> None:
    params = list(_params(page, adr))
    if adr.formatted:
        params.append(("LABEL", [adr.formatted]))
    if page.version == "4.0" and adr.country_code:
        params.append(("CC", [adr.country_code]))
    country = adr.country_code if page.version == "3.0" else ""
    page.add("ADR", _joined(adr.parts), params, adr.label, country)


def _write_handle(page: _Page, handle: Handle) -> None:
    params = list(_params(page, handle))
    is_new = page.version == "4.0" and handle.is_profile
    if handle.service and handle.is_profile and not is_new:
        params.insert(0, ("TYPE", [handle.service]))
    elif handle.service:
        params.append(("SERVICE-TYPE" if is_new else "X-SERVICE-TYPE", [handle.service]))
    if handle.user:
        params.append(("USERNAME" if is_new else "X-USER", [handle.user]))
    name = "IMPP" if not handle.is_profile else "SOCIALPROFILE" if is_new else "X-SOCIALPROFILE"
    page.add(name, escape(handle.value, _URI), params, handle.label)


def _write_dates(page: _Page, card: Card) -> None:
    if card.birthday is not None:
        page.add("BDAY", *_date(page, card.birthday))
    if card.anniversary is not None and page.version == "4.0":
        page.add("ANNIVERSARY", *_date(page, card.anniversary))
    elif card.anniversary is not None:
        _write_date(page, LabelledDate(card.anniversary, "anniversary"))
    for dated in card.dates:
        _write_date(page, dated)


def _write_date(page: _Page, dated: LabelledDate) -> None:
    value, params = _date(page, dated.date)
    page.add("X-ABDATE", value, params, dated.label)


def _write_ties(page: _Page, card: Card) -> None:
    for related in card.related:
        _write_related(page, related)
    is_new = page.version == "4.0"
    if card.kind:
        page.add("KIND" if is_new else "X-ADDRESSBOOKSERVER-KIND", escape(card.kind))
    for member in card.members:
        page.add("MEMBER" if is_new else "X-ADDRESSBOOKSERVER-MEMBER", escape(member, _URI))


def _write_related(page: _Page, related: Related) -> None:
    if page.version == "3.0":
        page.add("X-ABRELATEDNAMES", escape(related.name), (), related.relation)
        return
    kind = [("VALUE", ["text"])] if ":" not in related.name else []
    if related.relation in _RELATIONS:
        page.add("RELATED", escape(related.name), [("TYPE", [related.relation]), *kind])
    else:
        page.add("RELATED", escape(related.name), kind, related.relation)


def _write_rest(page: _Page, card: Card) -> None:
    _write_texts(page, "NOTE", card.notes)
    _write_texts(page, "INTEREST", card.interests)
    _write_texts(page, "LANG", card.languages)
    if card.categories:
        page.add("CATEGORIES", _joined(card.categories, ","))
    if card.gender:
        page.add("GENDER" if page.version == "4.0" else "X-GENDER", escape(card.gender, "\\,"))
    _write_texts(page, "TZ", [card.time_zone] if card.time_zone else [])
    if card.position:
        is_new = page.version == "4.0"
        page.add("GEO", f"geo:{escape(card.position, _URI)}" if is_new else card.position.replace(",", ";"))
    if card.is_company:
        page.add("X-ABShowAs", "COMPANY")
    _write_photo(page, card)
    _write_texts(page, "UID", [card.uid] if card.uid else [])
    _write_texts(page, "REV", [card.rev] if card.rev else [])


def _write_photo(page: _Page, card: Card) -> None:
    photo = card.photo
    if photo is None:
        return
    body = base64.b64encode(photo.data).decode()
    if photo.uri:
        page.add("PHOTO", escape(photo.uri, _URI), [("VALUE", ["uri"])])
    elif page.version == "4.0":
        page.add("PHOTO", f"data:{photo.media_type};base64,{body}")
    else:
        media_type = photo.media_type.removeprefix("image/")
        kind = [("TYPE", [media_type.upper() if "/" not in media_type else media_type])] if media_type else []
        page.add("PHOTO", body, [("ENCODING", ["b"]), *kind])


def _write_texts(page: _Page, name: str, texts: Iterable[str]) -> None:
    for text in texts:
        page.add(name, escape(text))


def _params(page: _Page, entry: Entry | Address | Handle) -> Iterator[tuple[str, Iterable[str]]]:
    is_old = page.version == "3.0"
    types = [*entry.types, *(["pref"] if entry.preferred and is_old else [])]
    if types:
        yield "TYPE", types
    if entry.preferred and not is_old:
        yield "PREF", ["1"]


def _date(page: _Page, day: PartialDate) -> tuple[str, Params]:
    if day.text:
        return escape(day.text), [("VALUE", ["text"])]
    if page.version == "3.0" and day.year is None and day.month and day.day:
        return f"{NO_YEAR}-{day.month:02d}-{day.day:02d}", [("X-APPLE-OMIT-YEAR", [str(NO_YEAR)])]
    is_basic = page.version == "4.0" and day.month and day.day
    return (day.iso[:2] + day.iso[2:].replace("-", "") if is_basic else day.iso), ()


def _joined(parts: Iterable[str], separator: str = ";") -> str:
    return separator.join(escape(part) for part in parts)


def _apple(label: str) -> str:
    return f"_$!<{_APPLE_WORDS[label]}>!$_" if label in _APPLE_WORDS else escape(label)


def _extra(text: str) -> str:
    """An unknown line, with its parameters and encodings put the newer way; nothing where it is no property."""
    line = contentlines.parse(text.encode())
    is_agent = "\n" in text or (line is not None and line.name in ("AGENT", "BEGIN", "END"))
    if line is None or is_agent or len(line.name) > _LONGEST_NAME:
        return ""
    params = [(name, values) for name, values in line.params.items() if name not in ("ENCODING", "CHARSET")]
    if line.data is not None:
        params.append(("ENCODING", ("b",)))
    value = line.value if line.data is None else base64.b64encode(line.data).decode()
    return contentlines.serialise(line.name, value.replace("\n", "\\n"), params, line.group)
