"""Takes back what came from an archive, so that the undo of imports finds it by its batch and does the rest by its own rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kith.archive import tables
from kith.archive.restoring import MADE, WATCHED, as_json
from kith.cards.models import CardPhoto
from kith.imports.models import Import, ImportChange
from kith.interactions.models import Interaction, Promise
from kith.people.actions.portraits import forget_unused
from kith.people.models import Person

_CHUNK = 500
# Which no undo of imports looks at.
_ALONE = (
    *("ties.acquaintance", "duplicates.merge", "duplicates.pair"),
    *("people.tombstone", "imports.columnmapping", "imports.import", "connections.connection"),
    *("cards.cardphoto", "cards.owncard"),
    *("opportunities.opportunity", "introductions.introduction", "introductions.introducerrule", "targets.target"),
    *("sharing.blindask", "ties.inroad", "challenges.entry", "challenges.entryfile"),
    *("exchange.ask", "exchange.offer", "exchange.recommendation", "exchange.help"),
    *("directory.wish", "directory.careerstep"),
)


def undo(import_: Import) -> None:
    """Mark every row that came with this import as made by it; take away what nothing else would."""
    made = ImportChange.objects.filter(of=import_, field=MADE, row=0)
    spans = dict(made.values_list("model", "after"))
    batches = {label: list(_rows(label, spans[label])) for label in tables.models() if label in spans}
    for rows in batches.values():
        for portion in rows:
            portion.update(batch=import_.uid)
    for model in (Person, Interaction):
        # What was edited in the book that it came from is not edited since.
        model._default_manager.filter(
            owner=import_.owner, batch=import_.uid, edited_at__lte=import_.committed_at
        ).update(edited_at=None)
    _forget_merged_photos(import_)
    forget_unused(CardPhoto.objects.filter(owner=import_.owner, batch=import_.uid).values_list("photo", flat=True))
    for label in _ALONE:
        for portion in batches.get(label, ()):
            portion.delete()
    for label in ("people.savedview", "cadences.cadencerule", "suggestions.suggestion"):
        for portion in batches.get(label, ()):
            _unchanged(import_, label, portion).delete()
    for portion in batches.get("ties.tie", ()):
        same = list(_unchanged(import_, "ties.tie", portion).values_list("pk", flat=True))
        portion.filter(pk__in=same).update(rating=None, own_tier=None)
        ImportChange.objects.filter(of=import_, model="ties.tie", row__in=same).delete()
    people_of_others = Promise.objects.filter(owner=import_.owner, batch=import_.uid, interaction=None)
    people_of_others.exclude(person__batch=import_.uid).delete()


def _rows(label: str, spans: list[list[int]]) -> Iterator[Any]:
    """The rows in portions that one statement takes."""
    model: Any = tables.models()[label]
    for first, last in spans:
        for start in range(first, last + 1, _CHUNK):
            yield model._default_manager.filter(pk__range=(start, min(last, start + _CHUNK - 1)))


def _unchanged(import_: Import, label: str, rows: Any) -> Any:
    """Those of the rows that are as they came."""
    blank = {column.name: column.get_default() for column in tables.columns(label) if column.name in WATCHED[label]}
    came = {row.pk: dict(blank) for row in rows}
    changes = ImportChange.objects.filter(of=import_, model=label, row__in=list(came))
    for row, field, after in changes.values_list("row", "field", "after"):
        came[row][field] = after
    same = [row.pk for row in rows if {field: as_json(getattr(row, field)) for field in blank} == came[row.pk]]
    return rows.filter(pk__in=same)


def _forget_merged_photos(import_: Import) -> None:
    """Pictures that only a split would have brought back."""
    merges = tables.models()["duplicates.merge"]._default_manager.filter(owner=import_.owner, batch=import_.uid)
    forget_unused([merge.before["person"].get("photo", "") for merge in merges])  # type: ignore[attr-defined]
