"""Bringing people into the book whom mail and calendars tell of often: see imports.offer_days for who is offered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.errors import Refused
from kith.imports import actions
from kith.imports.models import Import
from kith.imports.planning_offers import WAITING
from kith.imports.records import PersonRecord, Point
from kith.suggestions.models import Suggestion

READER = "offers"


def take_person(suggestion: Suggestion, *, now: datetime) -> Import:
    """Bring the person into the book with the days that were counted, as one import, which can be taken back.

    Raises Refused if it was decided on before.
    """
    return take_people([suggestion], now=now)


@transaction.atomic
def take_people(suggestions: Iterable[Suggestion], *, now: datetime) -> Import:
    """Bring all of them into the book as one import. Raises Refused if one was decided on before, or there is none."""
    wanted = [suggestion.pk for suggestion in suggestions]
    waiting = Suggestion.objects.select_for_update(of=("self",)).select_related("owner")
    found = list(waiting.filter(pk__in=wanted, kind=Suggestion.Kind.PERSON, state__in=WAITING).order_by("pk"))
    if not found or len(found) < len(set(wanted)):
        raise Refused(_("You have decided on this already."))
    # Their days come along by themselves: the planning of an import attaches them to whoever is in the book now.
    records = [_record(number, suggestion) for number, suggestion in enumerate(found, 1)]
    return actions.commit_records(found[0].owner, records, title=_title(found), reader=READER, now=now)


def _record(number: int, suggestion: Suggestion) -> PersonRecord:
    facts = suggestion.facts
    kind, _colon, value = facts["key"].partition(":")
    points = [Point(kind, value)] if kind in ("email", "phone", "url") else []
    return PersonRecord(
        file=suggestion.source, line=number, full_name=facts["name"] or value, points=points, keys=(facts["key"],)
    )


def _title(found: list[Suggestion]) -> str:
    name = found[0].facts["name"] or found[0].facts["key"].partition(":")[2]
    more = len(found) - 1
    both = ngettext("%(name)s and one more", "%(name)s and %(n)d more", more)
    return both % {"name": name, "n": more} if more else str(name)
