"""Takes the messages and days of an import out of the counts again; what other imports brought goes on counting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kith.accounts.models import User
from kith.imports import offer_days, writing
from kith.imports.counting import direction_of
from kith.imports.deleting import among, delete_rows
from kith.imports.models import ImportChange, MessageMark
from kith.imports.planning_offers import WAITING, state_of
from kith.interactions.models import Interaction, Participation, Promise
from kith.suggestions.models import Suggestion

_CHUNK = 500


@dataclass(frozen=True)
class Uncounted:
    """The interactions that have no messages left and nothing of the user's, and the people of all that were counted anew."""

    empty: set[int]
    people: set[int]


def take_back_marks(owner: User, batch: UUID) -> Uncounted:
    """Take an import's marks away, and work out the counts of their interactions from those that are left.

    Marks that it only changed have been put back before.
    """
    marks = MessageMark.objects.filter(owner=owner, batch=batch)
    changed = ImportChange.objects.filter(owner=owner, batch=batch, model=MessageMark._meta.label_lower).values("row")
    touched = MessageMark.objects.filter(Q(batch=batch) | Q(pk__in=changed), owner=owner)
    counted = set(touched.values_list("interaction", flat=True).distinct())
    if not counted:
        return Uncounted(set(), set())
    people = set(
        Participation.objects.filter(interaction__in=among(counted)).values_list("person", flat=True).distinct()
    )
    delete_rows(MessageMark, list(marks.values_list("pk", flat=True)))
    left = _left(counted)
    edited = set(Interaction.objects.filter(pk__in=among(counted)).exclude(edited_at=None).values_list("pk", flat=True))
    counts = [(pk, *left.get(pk, (0, 0))) for pk in counted]
    _write(("sent", "received"), [(sent, received, pk) for pk, sent, received in counts])
    turned = [(pk, direction_of(sent, received)) for pk, sent, received in counts if pk in left and pk not in edited]
    _write(("direction",), [(direction, pk) for pk, direction in turned])
    return Uncounted(counted - left.keys() - edited - _with_own(counted), people)


def take_back_days(owner: User, batch: UUID, today: date) -> None:
    """Take an import's days away from people who are not in the book; who has none left is counted no more."""
    gone, rest = [], []
    offers = Suggestion.objects.filter(owner=owner, kind=Suggestion.Kind.PERSON)
    for suggestion in offers.iterator(_CHUNK):
        facts, is_open = suggestion.facts, suggestion.state in WAITING
        days = [day for day in facts["days"] if day.get("import") != str(batch)]
        if is_open and not days:
            gone.append(suggestion.pk)
        elif len(days) < len(facts["days"]):
            suggestion.facts = offer_days.facts_of(facts["name"], facts["key"], days)
            suggestion.state = state_of(facts["key"], days, today) if is_open else suggestion.state
            rest.append(suggestion)
    delete_rows(Suggestion, gone)
    Suggestion.objects.bulk_update(rest, ["facts", "state"], batch_size=_CHUNK)


def _left(interactions: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Messages sent and received, by interaction, of those that have any."""
    marks = MessageMark.objects.filter(interaction__in=among(list(interactions))).order_by()
    rows = marks.values("interaction").annotate(sent=Count("pk", filter=Q(is_sent=True)), all=Count("pk"))
    return {pk: (sent, every - sent) for pk, sent, every in rows.values_list("interaction", "sent", "all")}


def _write(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    if rows:
        writing.update_rows(Interaction, columns, rows)


def _with_own(interactions: set[int]) -> set[int]:
    """Those that the user hung a promise or a person on."""
    return {pk for rows in _own(interactions) for pk in rows.values_list("interaction", flat=True)}


def _own(interactions: set[int]) -> Iterator[QuerySet[Any]]:
    for model in (Participation, Promise):
        yield model._default_manager.filter(interaction__in=among(interactions), batch=None)
