"""Takes somebody who is erased out of everything that imports keep: raw records, changes, summaries."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from kith.accounts.models import User
from kith.imports.models import Import, ImportChange, ImportRecord
from kith.people.folding import fold
from kith.people.models import Person
from kith.people.traces import Traces

_BLANK = {"name": "", "raw": "", "reason": "", "digest": "", "line": 0}
_CHUNK = 200


def forget(owner: User, people_ids: Collection[int], traces: Traces) -> None:
    """Blank what was brought in about them, and what names them in records about others."""
    records = ImportRecord.objects.filter(owner=owner)
    records.filter(person__in=people_ids).update(**_BLANK)
    for words in _portions(sorted(traces.words)):
        for naming in _naming(records, words):
            naming.update(**_BLANK)
    _forget_changes(owner, people_ids)
    _forget_in_summaries(owner, traces)


def _portions(words: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(words), _CHUNK):
        yield words[start : start + _CHUNK]


def _naming(records: QuerySet[ImportRecord], words: list[str]) -> Iterator[QuerySet[ImportRecord]]:
    """Records in which one of the words stands, one word at a time: each question stays simple."""
    for word in words:
        yield records.filter(Q(raw__icontains=word) | Q(name__icontains=word) | Q(reason__icontains=word))


def _forget_changes(owner: User, people_ids: Collection[int]) -> None:
    """The values before and after of every row that is theirs."""
    changes = ImportChange.objects.filter(owner=owner)
    changes.filter(model=Person._meta.label_lower, row__in=people_ids).delete()
    for model, column in _details():
        rows = model._default_manager.filter(**{f"{column}__in": people_ids}).values_list("pk", flat=True)
        changes.filter(model=model._meta.label_lower, row__in=list(rows)).delete()


def _details() -> Iterator[tuple[type[Model], str]]:
    """Every kind of row that points at a person."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Person and model is not Person:
                yield model, field.name


def _forget_in_summaries(owner: User, traces: Traces) -> None:
    names = {fold(name) for name in traces.names}
    for import_ in Import.objects.filter(owner=owner).only("summary", "kept", "title"):
        summary, kept = _without(import_.summary, names), _without(import_.kept, names)
        if (summary, kept) != (import_.summary, import_.kept):
            Import.objects.filter(pk=import_.pk).update(summary=summary, kept=kept)


def _without(value: Any, names: Collection[str]) -> Any:
    """The same without the entries of lists that name one of them."""
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, names) for each in value if not _names_one(each, names)]
    return value


def _names_one(value: Any, names: Collection[str]) -> bool:
    words = value.values() if isinstance(value, dict) else [value]
    texts = [fold(word) for word in words if isinstance(word, str)]
    return any(name and name in text for text in texts for name in names)
