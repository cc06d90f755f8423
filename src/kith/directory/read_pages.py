"""Listings out of a saved web page: schema.org's Organization and Event, as JSON-LD, microdata or RDFa. No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kith.directory import words
from kith.directory.drafts import YEARS, Draft, DraftDate, Fault
from kith.directory.read_tables import LENGTH
from kith.groups import languages
from kith.imports import from_html
from kith.imports.uploads import BadFile, Upload
from kith.people.folding import fold

# Kinds of schema.org that are groups of people, with the kind of listing that they are.
_GROUPS = {
    "Organization": "community",
    "NGO": "community",
    "EducationalOrganization": "class",
    "PerformingGroup": "community",
    "SportsClub": "club",
    "SportsOrganization": "club",
    "SportsTeam": "club",
    "Club": "club",
    "ProfessionalService": "association",
    "WorkersUnion": "association",
    "LocalBusiness": "community",
    "ProgramMembership": "community",
}
_EVENT = "Event"  # and all kinds that end so: BusinessEvent, SocialEvent
_NOBODY = (
    "This page tells of no group and no meeting in a way that programs can read (schema.org Organization or Event)."
)
_DEEP = "This page is nested deeper than {most} levels, as no page for people is."
_LONGEST = timedelta(days=14)


def read_page(upload: Upload) -> Iterator[Draft | Fault]:
    """Each group that the page tells of, with the days on which it meets. Raises BadFile where there is none."""
    from kith.imports import html_pages, html_schema  # their parsers take a moment to load

    text = from_html.text_of(upload)
    try:
        page = html_pages.parsed(text)
    except html_pages.TooDeep as error:
        raise BadFile(upload.name, error.line, _DEEP.format(most=html_pages.MAX_DEPTH)) from error
    things = html_schema.things_on(page)
    known = html_schema.by_id(things)
    found = _Found(known)
    for thing in things:
        kinds = html_schema.kinds_of(thing)
        if any(kind.endswith(_EVENT) for kind in kinds):
            found.add_event(thing)
        elif kind := next((_GROUPS[each] for each in kinds if each in _GROUPS), ""):
            found.add_group(thing, kind)
    if not found.drafts and not found.faults:
        raise BadFile(upload.name, 0, _NOBODY)
    yield from found.drafts.values()
    yield from found.faults


class _Found:
    """Groups by their folded name: an event belongs to whoever holds it, or is a listing of its own."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.drafts: dict[str, Draft] = {}
        self.faults: list[Fault] = []
        self._known = known

    def add_group(self, thing: Mapping[str, Any], kind: str) -> None:
        name = self._text(thing, "name")
        if name:
            values = {**self._values(thing), "kind": kind, "place": self._place(thing.get("address"))}
            self._put(name, values, ())

    def add_event(self, thing: Mapping[str, Any]) -> None:
        title = self._text(thing, "name")
        start = _moment(self._text(thing, "startDate"))
        if not title or start is None:
            reason = "has no day on which it starts" if title else "has no name"
            self.faults.append(Fault(0, f"A meeting on this page ({title[:60] or 'unnamed'}) {reason}."))
            return
        holder = self._text(thing, "organizer") or title
        where, mode = self._place(thing.get("location")), self._text(thing, "eventAttendanceMode")
        values = {
            **self._values(thing),
            "place": where,
            "format": words.value_of(mode.rpartition("/")[2], words.FORMATS),
        }
        if holder != title:
            values = {field: value for field, value in values.items() if field not in ("purpose", "url")}
        dates = (self._date(thing, title, start, where),)
        self._put(holder, values, dates)

    def _put(self, name: str, values: dict[str, Any], dates: tuple[DraftDate, ...]) -> None:
        """What is said twice counts once: what was said first stands, unless it said nothing."""
        said = {field: value for field, value in values.items() if value not in ("", None, [])}
        before = self.drafts.get(fold(name), Draft(0, name[:160]))
        keys = {each.key for each in before.dates}
        more = tuple(each for each in dates if each.key not in keys)
        self.drafts[fold(name)] = replace(before, values={**said, **before.values}, dates=before.dates + more)

    def _values(self, thing: Mapping[str, Any]) -> dict[str, Any]:
        free = self._text(thing, "isAccessibleForFree")
        return {
            "purpose": " ".join(self._text(thing, "description").split())[:300],
            "url": words.web_address(self._text(thing, "url")),
            "language": languages.tag_of(self._text(thing, "inLanguage")),
            "is_free": words.yes_or_no(free) if free else None,
            "size": words.number(self._text(thing, "numberOfEmployees", "memberCount")),
            "interests": words.several(self._text(thing, "keywords")),
        }

    def _date(self, thing: Mapping[str, Any], title: str, start: tuple[datetime, bool], where: str) -> DraftDate:
        begins, whole = start
        ends = _moment(self._text(thing, "endDate"))
        end = ends[0] + timedelta(days=ends[1]) if ends and ends[0] >= begins else begins + LENGTH
        end = max(end, begins + timedelta(days=1)) if whole else min(end, begins + _LONGEST)
        key = hashlib.sha256(f"{title}\n{begins.isoformat()}".encode()).hexdigest()[:32]
        zone = "" if begins.tzinfo is None else "UTC"
        url = words.web_address(self._text(thing, "url"))
        return DraftDate(key, title[:200], _aware(begins), _aware(end), whole, zone, where[:300], url)

    def _text(self, thing: Mapping[str, Any], *names: str) -> str:
        from kith.imports import html_schema

        texts = (text for name in names for text in html_schema.texts_of(thing.get(name, ""), self._known))
        return next((text.strip() for text in texts if text.strip()), "")

    def _place(self, value: Any) -> str:
        from kith.imports import html_schema

        places = (html_schema.address_parts(each, self._known) for each in html_schema.several(value)) if value else ()
        return next((", ".join(part for part in place if part)[:200] for place in places if place), "")


def _moment(text: str) -> tuple[datetime, bool] | None:
    """A moment of ISO 8601, as the page has it: naive where it names no zone; and whether it is a day without a time.

    Nothing for what is none, or is of another time.
    """
    try:
        if len(text) == len("2026-12-01"):
            day = date.fromisoformat(text)
            found = datetime(day.year, day.month, day.day, tzinfo=UTC), True
        else:
            found = datetime.fromisoformat(text), False
    except ValueError:
        return None
    return found if found[0].year in YEARS else None


def _aware(moment: datetime) -> datetime:
    """In UTC; a moment without a zone is local, for which UTC stands until it is known whose."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
