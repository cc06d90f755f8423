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
from kith.accounts.models import User
from kith.suggestions.models import Suggestion
from kith.ui import waiting

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


def sections(owner: User) -> list[Section]:
    """Everything that waits, by kind; kinds of which nothing waits are left out, and not asked for more than their count."""
    found = [kind for kind, count in _counts(owner.pk) if count or not kind.is_counted]
    told = [(kind.template, kind.ask(owner)) for kind in found]
    return [Section(template, each) for template, each in told if each]


def waiting_for(request: HttpRequest) -> int:
    """How many things wait for whoever is looking, or waiting.MOST: one query a page, however often it is asked."""
    if not getattr(request, "user", None) or not request.user.is_authenticated or not waiting.kinds():
        return 0
    counted = getattr(request, "inbox_count", None)
    if counted is None:
        counted = min(waiting.MOST, sum(count for _kind, count in _counts(request.user.pk)))
        request.inbox_count = counted  # type: ignore[attr-defined]  # for the second place on the page
    return int(counted)


def _counts(owner: int) -> list[tuple[waiting.Kind, int]]:
    """How many of each kind wait for an owner, up to waiting.MOST of each: one question, which does not grow with the book."""
    kinds = [kind for kind in waiting.kinds() if kind.is_counted]
    asked = [f"(SELECT COUNT(*) FROM ({kind.rows} LIMIT {waiting.MOST}) AS waiting)" for kind in kinds]  # noqa: S608  # of our own words only
    counts = iter(sql.rows(f"SELECT {', '.join(asked)}", owner=owner)[0] if asked else ())
    return [(kind, int(next(counts)) if kind.is_counted else 0) for kind in waiting.kinds()]


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
