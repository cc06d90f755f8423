"""Files as users bring them, brought in by the real actions; and a whole book as plain text, to be compared."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.apps import apps

from kith.accounts.models import Owned, User
from kith.imports import actions
from kith.imports.models import Import, MessageMark
from kith.people import photos
from tests.make import NOW

PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
)
CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
MESSAGES = (
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE"),
    *("SUBJECT", "CONTENT", "FOLDER"),
)
ME = ("Ada Lovelace", "https://www.linkedin.com/in/ada-lovelace")
_NOT_COMPARED = {"id", "uid", "batch", "created_at", "version", "owner", "secret"}
_BOOK = (
    "people",
    "interactions",
    "ties",
    "cadences",
    "appointments",
    "suggestions",
    "targets",
    "introductions",
    "opportunities",
)


def connection(name: str, slug: str = "", company: str = "", title: str = "", on: str = "08 Feb 2024", email: str = ""):
    """Return a row of Connections.csv."""
    given, _, family = name.partition(" ")
    return (given, family, f"https://www.linkedin.com/in/{slug}" if slug else "", email, company, title, on)


def message(conversation: str, name: str, slug: str, at: str, text: str = "Hello", mine: bool = False):
    """Return a row of messages.csv, from somebody to me or the other way round."""
    them = (name, f"https://www.linkedin.com/in/{slug}")
    sender, receiver = (ME, them) if mine else (them, ME)
    return (conversation, "", *sender, *receiver, at, "", text, "INBOX")


def linkedin(
    place: Path, connections: Iterable[tuple[str, ...]] = (), messages: Iterable[tuple[str, ...]] = (), **more: str
) -> Path:
    """Write a LinkedIn export; `more` are further files by name, as text."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", PREAMBLE + table(CONNECTIONS, connections))
        archive.writestr("Profile.csv", "First Name,Last Name,Headline\nAda,Lovelace,Analyst\n")
        archive.writestr("messages.csv", table(MESSAGES, messages))
        for name, text in more.items():
            archive.writestr(f"{name}.csv", text)
    return place


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return the text of a CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def cards(place: Path, *cards: str) -> Path:
    """Write a vCard file; a card is its lines between BEGIN and END."""
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card.strip()}\nEND:VCARD\n" for card in cards)
    place.write_text(text.replace("\n", "\r\n"))
    return place


def started(owner: User, *files: Path, now: datetime = NOW, **options: Any) -> Import:
    """Take files in and look through them; `options` are what the user tells of them."""
    import_ = actions.start(owner, [(file.name, file) for file in files], now=now, options=options)
    actions.preview(import_.pk, now=now)
    import_.refresh_from_db()
    return import_


def brought_in(owner: User, *files: Path, now: datetime = NOW, **options: Any) -> Import:
    """Take files in, look through them, and bring them into the book."""
    import_ = started(owner, *files, now=now, **options)
    actions.commit(import_.pk, now=now)
    import_.refresh_from_db()
    return import_


def undone(import_: Import, now: datetime = NOW) -> Import:
    """Take an import back."""
    actions.undo(import_.pk, now=now)
    import_.refresh_from_db()
    return import_


def book(owner: User) -> list[str]:
    """Return everything in a book but what the database numbers by itself, in an order of its own."""
    models: list[Any] = [
        MessageMark,
        *filter(_is_owned, chain(*(apps.get_app_config(name).get_models() for name in _BOOK))),
    ]
    names = {(model, row.pk): _name(row) for model in models for row in model._default_manager.filter(owner=owner)}
    rows = (row for model in models for row in model._default_manager.filter(owner=owner) if not _is_empty_tie(row))
    return sorted(_row(row, names) for row in rows)


def _is_owned(model) -> bool:
    return issubclass(model, Owned)


def _is_empty_tie(row) -> bool:
    """A tie without any touch or word says no more than none."""
    return row._meta.label == "ties.Tie" and row.warmth_log2 is row.rating is row.own_tier is None


def _row(row, names) -> str:
    values = []
    for field in row._meta.concrete_fields:
        if field.name not in _NOT_COMPARED:
            value = getattr(row, field.attname)
            known = names[field.related_model, value] if field.is_relation and value else _told(row, field.attname)
            values.append(f"{field.name}={known!r}")
    return f"{row._meta.label} {' '.join(values)}"


def _told(row, field: str) -> Any:
    """A picture by what is in it, and who is counted without the imports that brought the days."""
    value = getattr(row, field)
    if field == "photo" and value:
        value = hashlib.sha256(photos.path_of(value).read_bytes()).hexdigest()
    if field == "facts":
        value = dict(sorted({**value, **({"days": _days(value["days"])} if "days" in value else {})}.items()))
    return value


def _days(days: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each day of a thread once, with all its messages, whichever imports brought them."""
    whole: dict[str, dict[str, Any]] = {}
    for day in days:
        known = whole.get(day["source_key"], day)
        marks = {*known["marks"], *day["marks"]}
        counts = {} if marks else {name: day[name] for name in ("sent", "received", "direction")}
        told = {name: day[name] for name in ("kind", "channel", "on", "place", "summary")}
        at = min(filter(None, (known["at"], day["at"])), default=None)
        whole[day["source_key"]] = {**told, **counts, "at": at, "marks": sorted(marks)}
    return [whole[key] for key in sorted(whole)]


def _name(row) -> str:
    return f"{row} {getattr(row, 'summary', '')} {getattr(row, 'source_key', '')}"
