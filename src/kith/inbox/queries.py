"""What waits for the user, and suggestions in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith import sql
from kith.accounts.requests import SignedInRequest
from kith.suggestions.models import Suggestion
from kith.ui import waiting

AT_ONCE = 4  # kinds, which fill a screen; those further down come as one gets there
SHOWN = ("kind", "facts", "source", "person__name")  # of a suggestion in words


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of thing that waits: the template that shows it, and what that needs."""

    template: str
    told: dict[str, object]


@dataclass(frozen=True, slots=True)
class Said:
    """A suggestion in words: what would be taken, about whom, and why."""

    suggestion: Suggestion
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what waits. further: the number of the kind to go on with, 0 where nothing more waits."""

    sections: list[Section]
    further: int


def part(request: SignedInRequest, start: int = 0) -> Part:
    """The first kinds of which something waits, from the one with this number on; no kind is asked for more than its count
    unless it is shown."""
    waits = [(n, kind) for n, (kind, count) in enumerate(_counted(request)) if count or not kind.is_counted]
    found: list[Section] = []
    for number, kind in waits:
        if number < start:
            continue
        if len(found) == AT_ONCE:
            return Part(found, number)
        told = kind.ask(request.user)
        found += [Section(kind.template, told)] if told else []
    return Part(found, 0)


def waiting_for(request: HttpRequest) -> int:
    """How many things wait for whoever is looking, or waiting.MOST: one query a page, which ends where there are so many."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return 0
    known: list[tuple[waiting.Kind, int]] | None = getattr(request, "inbox_counts", None)
    return _total(request.user.pk) if known is None else min(waiting.MOST, sum(count for _kind, count in known))


def _counted(request: HttpRequest) -> list[tuple[waiting.Kind, int]]:
    """How many of each kind wait for whoever is looking, which the sidebar of the same page adds up."""
    counted = _counts(request.user.pk)
    request.inbox_counts = counted  # type: ignore[attr-defined]
    return counted


def _total(owner: int | None) -> int:
    asked = " UNION ALL ".join(kind.rows for kind in waiting.kinds() if kind.is_counted)
    if not asked:
        return 0
    [[total]] = sql.rows(f"SELECT COUNT(*) FROM ({asked} LIMIT {waiting.MOST}) AS waiting", owner=owner)  # noqa: S608  # our own words
    return int(total)


def _counts(owner: int | None) -> list[tuple[waiting.Kind, int]]:
    """How many of each kind wait for an owner, up to waiting.MOST of each: one question, which does not grow with the book."""
    kinds = waiting.kinds()
    asked = [
        f"(SELECT COUNT(*) FROM ({kind.rows} LIMIT {waiting.MOST}) AS waiting)"  # noqa: S608  # of our own words only
        for kind in kinds
        if kind.is_counted
    ]
    counts = iter(sql.rows(f"SELECT {', '.join(asked)}", owner=owner)[0] if asked else ())
    return [(kind, int(next(counts)) if kind.is_counted else 0) for kind in kinds]


def said(suggestions: Iterable[Suggestion]) -> list[Said]:
    """Each suggestion in words."""
    return [Said(each, _what(each.kind, each.facts), _why(each)) for each in suggestions]


def _what(kind: str, facts: dict[str, Any]) -> str:
    if kind == Suggestion.Kind.POSITION:
        return ", ".join(filter(None, (facts.get(part, "") for part in ("title", "department", "organisation"))))
    return str(facts.get("value") or facts.get("name") or "")


def _why(suggestion: Suggestion) -> str:
    """ "12 letters since March 2025, the last on 3 May 2026", or where it is from."""
    facts = suggestion.facts
    letters = int(facts.get("sent") or 0) + int(facts.get("received") or 0)
    first, last = _day(facts.get("first")), _day(facts.get("last"))
    if suggestion.kind != Suggestion.Kind.PERSON or not letters or first is None:
        return suggestion.source
    count = ngettext("%(n)s letter", "%(n)s letters", letters) % {"n": letters}
    since = _("%(count)s since %(month)s") % {"count": count, "month": date_format(first, "F Y")}
    return _("%(since)s, the last on %(day)s") % {"since": since, "day": date_format(last, "j F Y")} if last else since


def _day(written: Any) -> date | None:
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        return None
