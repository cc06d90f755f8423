"""Reads vCards of version 2.1, 3.0 and 4.0 as Apple, Google, Outlook and others write them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from kith.people.vcards import contentlines, partialdates
from kith.people.vcards import photos as cardphotos
from kith.people.vcards.cards import Address, Card, CardError, Entry, Handle, LabelledDate, Name, Related
from kith.people.vcards.contentlines import Line
from kith.people.vcards.frames import Frame, frames

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_HANDLE_LINE = re.compile(r"X-MESSAGING/([A-Z0-9-]+)-ALL")
_SEVERAL = "\ue000"  # how KAddressBook parts several handles in one line
_IN_WORDS = {"homefax": "home fax", "workfax": "work fax", "homepage": "homepage"}
_PLAIN_TYPES = frozenset({"pref", "internet"})
_RELATED_LINES = {
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-MS-SPOUSE": "spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-MANAGER": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-MS-MANAGER": "manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-MS-ASSISTANT": "assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-CHILD": "child",
    "X-MS-CHILD": "child",
}
_HANDLE_LINES = {
    "X-AIM": "aim",
    "X-GADUGADU": "gg",
    "X-GOOGLE-TALK": "gtalk",
    "X-GROUPWISE": "groupwise",
    "X-GTALK": "gtalk",
    "X-ICQ": "icq",
    "X-JABBER": "xmpp",
    "X-KADDRESSBOOK-X-IMADDRESS": "im",
    "X-MATRIX": "matrix",
    "X-MS-IMADDRESS": "im",
    "X-MSN": "msn",
    "X-QQ": "qq",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-TWITTER": "twitter",
    "X-YAHOO": "ymsgr",
    "X-YAHOO-ID": "ymsgr",
}
_LEFT_OUT = frozenset({"PRODID", "PROFILE"})  # say which program wrote the file, and that it is a vCard


@dataclass(slots=True)
class _Draft:
    """The card so far, and what lines say about others of their group: Apple's labels and countries."""

    card: Card
    labels: dict[str, Line] = field(default_factory=dict)
    countries: dict[str, Line] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def sets_aside(self, line: Line) -> bool:
        """Keep the line aside if it is about others."""
        about = {"X-ABLABEL": self.labels, "X-ABADR": self.countries}.get(line.name) if line.group else None
        if about is not None:
            about[line.group] = line
        return about is not None

    def label(self, line: Line) -> str:
        self.used.add(line.group)
        label = self.labels.get(line.group)
        return clean_label(label.value) if label else ""

    def country(self, line: Line) -> str:
        country = self.countries.get(line.group)
        return contentlines.unescape(country.value).strip() if country else line.param("CC")

    def unused(self) -> list[str]:
        lines = [*self.labels.items(), *self.countries.items()]
        return [line.text for group, line in lines if group not in self.used]


Reader = Callable[[_Draft, Line], bool]


def read_cards(data: bytes) -> Iterator[Card | CardError]:
    """The cards of a file in their order, and an error in the place of each that cannot be read. Never raises. O(n)."""
    data, is_utf8 = contentlines.as_utf8(data)
    index = -1
    for frame in frames(data):
        index += 1
        raw = contentlines.decode(data[frame.start : frame.end], is_utf8=is_utf8).rstrip()
        if not frame.problem and not frame.lines:
            yield CardError(frame.line, "This card is empty.", raw)
        elif frame.problem:
            yield CardError(frame.problem_line, frame.problem, raw[: contentlines.MAX_LINE])
        else:
            card = _card(frame, data, is_utf8)
            card.raw, card.index = raw, index
            yield card
    if index < 0:
        yield CardError(1, "There is no vCard in this file." if data.strip() else "This file is empty.")


def clean_label(text: str) -> str:
    """The label as people say it: `_$!<HomePage>!$_` is homepage; what users wrote themselves stays."""
    text = contentlines.unescape(text).strip()
    found = _APPLE_LABEL.fullmatch(text)
    return _IN_WORDS.get(found[1].lower(), found[1].lower()) if found else text


def _card(frame: Frame, data: bytes, is_utf8: bool) -> Card:
    draft = _Draft(Card(version="2.1", line=frame.line))
    properties = []
    for unfolded in frame.lines:
        line = contentlines.parse(unfolded.body, unfolded.number, is_utf8)
        if line is None:
            draft.card.extra.append(contentlines.decode(unfolded.body, is_utf8=is_utf8))
        elif not draft.sets_aside(line):
            properties.append(line)
    for line in properties:
        _take(draft, line)
    draft.card.extra += draft.unused()
    draft.card.extra += [contentlines.decode(data[start:end], is_utf8=is_utf8) for start, end in frame.agents]
    return draft.card


def _take(draft: _Draft, line: Line) -> None:
    """Put the line where it belongs, or with the extra ones if nothing is known of it or room is for one only."""
    line = _as_text(line)
    reader = _READERS.get(line.name)
    if reader is None and _HANDLE_LINE.fullmatch(line.name):
        reader = _add_messaging
    if line.name not in _LEFT_OUT and (reader is None or not reader(draft, line)):
        draft.card.extra.append(line.text)


def _as_text(line: Line) -> Line:
    """Text that somebody wrote in base64 becomes text again."""
    if line.data is None or line.name not in _TEXTS_IN_BASE64:
        return line
    return dataclasses.replace(line, value=contentlines.decode(line.data, line.param("CHARSET")), data=None)


def _text(line: Line) -> str:
    return contentlines.unescape(line.value).strip()


def _set_text(attribute: str, draft: _Draft, line: Line) -> bool:
    value = _text(line)
    known: str = getattr(draft.card, attribute)
    if not known:
        setattr(draft.card, attribute, value)
    return not known or known == value


def _set_version(draft: _Draft, line: Line) -> bool:
    draft.card.version = _text(line) or draft.card.version
    return True


def _add_text(attribute: str, draft: _Draft, line: Line) -> bool:
    getattr(draft.card, attribute).append(_text(line))
    return True


def _add_list(attribute: str, draft: _Draft, line: Line) -> bool:
    values = (value.strip() for value in contentlines.split(line.value, ","))
    getattr(draft.card, attribute).extend(value for value in values if value)
    return True


def _add_entry(attribute: str, scheme: str, draft: _Draft, line: Line) -> bool:
    value = _text(line)
    if scheme and value[: len(scheme)].lower() == scheme:
        value = value[len(scheme) :]
    getattr(draft.card, attribute).append(Entry(value, _types(line), draft.label(line), _is_preferred(line)))
    return True


def _set_name(draft: _Draft, line: Line) -> bool:
    if draft.card.n is not None:
        return False
    draft.card.n = _name_of(contentlines.split(line.value, ";"))
    return True


def _name_of(parts: list[str]) -> Name:
    family, given, additional, prefix, suffix = (*(part.strip() for part in parts[:5]), "", "", "", "", "")[:5]
    return family, given, additional, prefix, suffix


def _add_org(draft: _Draft, line: Line) -> bool:
    """An empty first part stays: what follows is a department all the same."""
    parts = [part.strip() for part in contentlines.split(line.value, ";")]
    while parts and not parts[-1]:
        parts.pop()
    draft.card.orgs.append(tuple(parts))
    return True


def _add_address(draft: _Draft, line: Line) -> bool:
    parts = [part.strip() for part in contentlines.split(line.value, ";")][:7]
    draft.card.adrs.append(
        Address(
            parts=tuple(parts + [""] * (7 - len(parts))),
            types=_types(line),
            label=draft.label(line),
            preferred=_is_preferred(line),
            formatted=contentlines.unescape(line.param("LABEL")).strip(),
            country_code=draft.country(line).lower(),
        )
    )
    return True


def _add_impp(draft: _Draft, line: Line) -> bool:
    service = line.param("X-SERVICE-TYPE") or line.param("SERVICE-TYPE")
    return _add_handle(draft, line, _text(line), service, is_profile=False)


def _add_profile(draft: _Draft, line: Line) -> bool:
    """X-SOCIALPROFILE names its service as a type, RFC 9554's SOCIALPROFILE by SERVICE-TYPE."""
    types = _types(line)
    service = line.param("SERVICE-TYPE") or line.param("X-SERVICE-TYPE") or (types[0] if types else "")
    return _add_handle(draft, line, _text(line), service, is_profile=True)


def _add_messenger(service: str, draft: _Draft, line: Line) -> bool:
    value = _text(line)
    return not value or _add_handle(draft, line, f"{service}:{value}", "", is_profile=False)


def _add_messaging(draft: _Draft, line: Line) -> bool:
    found = _HANDLE_LINE.fullmatch(line.name)
    service = found[1].lower() if found else ""
    for value in filter(None, _text(line).split(_SEVERAL)):
        _add_handle(draft, line, f"{service}:{value}", "", is_profile=False)
    return True


def _add_handle(draft: _Draft, line: Line, value: str, service: str, *, is_profile: bool) -> bool:
    user = line.param("X-USER") or line.param("X-USERNAME") or line.param("USERNAME")
    types = tuple(word for word in _types(line) if word != service.lower())
    if value or user:
        draft.card.handles.append(
            Handle(value, service, user, is_profile, types, draft.label(line), _is_preferred(line)),
        )
    return True


def _set_date(attribute: str, draft: _Draft, line: Line) -> bool:
    found = _date(line)
    known = getattr(draft.card, attribute)
    if known is None:
        setattr(draft.card, attribute, found)
    # The same day is often written twice, in a program's own way and in the standard's.
    return known is None or found is None or found == known or bool(found.text and not known.text)


def _add_date(draft: _Draft, line: Line) -> bool:
    found, label = _date(line), draft.label(line)
    if label.lower() == "anniversary" and draft.card.anniversary in (None, found):
        draft.card.anniversary = found
    elif found is not None:
        draft.card.dates.append(LabelledDate(found, label))
    return True


def _date(line: Line) -> partialdates.PartialDate | None:
    omitted = line.param("X-APPLE-OMIT-YEAR")
    no_year = int(omitted) if omitted.isascii() and omitted.isdigit() and len(omitted) <= 4 else partialdates.NO_YEAR
    return partialdates.parse(_text(line), no_year)


def _add_related(draft: _Draft, line: Line) -> bool:
    types = _types(line)
    relation = draft.label(line) or (types[0] if types else "")
    return _add_relation(relation, draft, line)


def _add_relation(relation: str, draft: _Draft, line: Line) -> bool:
    related = Related(_text(line), relation)
    if related.name and related not in draft.card.related:
        draft.card.related.append(related)
    return True


def _set_photo(draft: _Draft, line: Line) -> bool:
    photo = cardphotos.photo_in(line)
    if draft.card.photo is None or (photo and photo.data and not draft.card.photo.data):
        draft.card.photo = photo
        return True
    return photo is None


def _set_position(draft: _Draft, line: Line) -> bool:
    value = _text(line)
    value = value[4:] if value[:4].lower() == "geo:" else value.replace(";", ",")
    if draft.card.position:
        return value == draft.card.position
    draft.card.position = value
    return True


def _set_company(draft: _Draft, line: Line) -> bool:
    draft.card.is_company = _text(line).upper() == "COMPANY"
    return draft.card.is_company


def _types(line: Line) -> tuple[str, ...]:
    words = (word.lower() for word in line.params.get("TYPE", ()))
    return tuple(dict.fromkeys(word for word in words if word not in _PLAIN_TYPES))


def _is_preferred(line: Line) -> bool:
    return line.param("PREF") == "1" or any(word.lower() == "pref" for word in line.params.get("TYPE", ()))


_READERS: dict[str, Reader] = {
    "VERSION": _set_version,
    "FN": partial(_set_text, "fn"),
    "N": _set_name,
    "NICKNAME": partial(_add_list, "nicknames"),
    "ORG": _add_org,
    "TITLE": partial(_add_text, "titles"),
    "ROLE": partial(_add_text, "roles"),
    "EMAIL": partial(_add_entry, "emails", "mailto:"),
    "TEL": partial(_add_entry, "tels", "tel:"),
    "URL": partial(_add_entry, "urls", ""),
    "ADR": _add_address,
    "IMPP": _add_impp,
    "X-SOCIALPROFILE": _add_profile,
    "SOCIALPROFILE": _add_profile,
    "BDAY": partial(_set_date, "birthday"),
    "ANNIVERSARY": partial(_set_date, "anniversary"),
    "X-ANNIVERSARY": partial(_set_date, "anniversary"),
    "X-EVOLUTION-ANNIVERSARY": partial(_set_date, "anniversary"),
    "X-KADDRESSBOOK-X-ANNIVERSARY": partial(_set_date, "anniversary"),
    "X-MS-ANNIVERSARY": partial(_set_date, "anniversary"),
    "X-ABDATE": _add_date,
    "RELATED": _add_related,
    "X-ABRELATEDNAMES": _add_related,
    "NOTE": partial(_add_text, "notes"),
    "UID": partial(_set_text, "uid"),
    "REV": partial(_set_text, "rev"),
    "CATEGORIES": partial(_add_list, "categories"),
    "INTEREST": partial(_add_text, "interests"),
    "HOBBY": partial(_add_text, "interests"),
    "PHOTO": _set_photo,
    "KIND": partial(_set_text, "kind"),
    "X-ADDRESSBOOKSERVER-KIND": partial(_set_text, "kind"),
    "MEMBER": partial(_add_text, "members"),
    "X-ADDRESSBOOKSERVER-MEMBER": partial(_add_text, "members"),
    "X-ABSHOWAS": _set_company,
    "GENDER": partial(_set_text, "gender"),
    "X-GENDER": partial(_set_text, "gender"),
    "LANG": partial(_add_text, "languages"),
    "TZ": partial(_set_text, "time_zone"),
    "GEO": _set_position,
    **{name: partial(_add_relation, relation) for name, relation in _RELATED_LINES.items()},
    **{name: partial(_add_messenger, service) for name, service in _HANDLE_LINES.items()},
}
_TEXTS_IN_BASE64 = frozenset(_READERS) - {"PHOTO"}
