"""Takes somebody who is erased out of everything that imports keep: raw records, changes, summaries, titles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from kith.accounts.models import User
from kith.imports.deleting import among
from kith.imports.models import Import, ImportChange, ImportFile, ImportRecord
from kith.interactions.models import Interaction, Participation
from kith.people.actions.portraits import forget_unused
from kith.people.models import Person
from kith.people.traces import Finder, Traces

_BLANK = {"name": "", "raw": "", "reason": "", "digest": "", "line": 0}
_NAMELESS = gettext_lazy("A file")
_CHUNK = 2_000


def forget(owner: User, people_ids: Collection[int], traces: Traces) -> None:
    """Blank what was brought in about them, and what names them in records about others."""
    finder = Finder.of(traces)
    _forget_records(owner, people_ids, finder)
    _forget_changes(owner, people_ids)
    _forget_in_imports(owner, finder)


def _forget_records(owner: User, people_ids: Collection[int], finder: Finder) -> None:
    """Of others the record stays known by its digest, without the words."""
    records = ImportRecord.objects.filter(owner=owner)
    records.filter(person__in=among(people_ids)).update(**_BLANK)
    theirs, telling = _naming(records, finder)
    records.filter(pk__in=among(theirs)).update(**_BLANK)
    records.filter(pk__in=among(telling)).update(raw="", reason="")


def _naming(records: QuerySet[ImportRecord], finder: Finder) -> tuple[list[int], list[int]]:
    """Records that go by their name, and others in which they are told of."""
    theirs, telling = [], []
    for pk, name, raw, reason in (
        _candidates(records, finder).values_list("pk", "name", "raw", "reason").iterator(_CHUNK)
    ):
        if name and finder.finds(name):
            theirs.append(pk)
        elif (raw or reason) and finder.finds(f"{raw}\n{reason}"):
            telling.append(pk)
    return theirs, telling


def _candidates(records: QuerySet[ImportRecord], finder: Finder) -> QuerySet[ImportRecord]:
    """Of one person the database finds them; of many, each record is looked at once."""
    if finder.pieces is None:
        return records
    wanted = Q(pk=None)
    for piece in finder.pieces:
        wanted |= Q(raw__icontains=piece) | Q(name__icontains=piece) | Q(reason__icontains=piece)
    return records.filter(wanted)


def _forget_changes(owner: User, people_ids: Collection[int]) -> None:
    """The values before and after of every row that is theirs, and of what happened with them alone."""
    changes = ImportChange.objects.filter(owner=owner)
    own = changes.filter(model=Person._meta.label_lower, row__in=among(people_ids))
    photos = own.filter(field="photo").values_list("before", "after")
    forget_unused({name for pair in photos for name in pair if isinstance(name, str)})
    own.delete()
    for model, rows in _details(owner, people_ids):
        changes.filter(model=model._meta.label_lower, row__in=rows.values("pk")).delete()


def _details(owner: User, people_ids: Collection[int]) -> Iterator[tuple[type[Model], QuerySet[Any]]]:
    """Every kind of row that points at a person, and interactions with nobody else."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Person and model is not Person:
                yield model, model._default_manager.filter(**{f"{field.name}__in": among(people_ids)})
    with_them = Interaction.objects.filter(owner=owner, participations__person__in=among(people_ids))
    others = Participation.objects.filter(interaction=OuterRef("pk")).exclude(person__in=among(people_ids))
    yield Interaction, with_them.filter(~Exists(others))


def _forget_in_imports(owner: User, finder: Finder) -> None:
    """What summaries list of them goes; a file that is named after them loses its name."""
    for import_ in Import.objects.filter(owner=owner).only("summary", "kept", "title", "problem"):
        summary, kept = _without(import_.summary, finder), _without(import_.kept, finder)
        title = str(_NAMELESS) if finder.finds(import_.title) else import_.title
        problem = "" if finder.finds(import_.problem) else import_.problem
        if (summary, kept, title, problem) != (import_.summary, import_.kept, import_.title, import_.problem):
            Import.objects.filter(pk=import_.pk).update(summary=summary, kept=kept, title=title, problem=problem)
    for model, column in ((ImportFile, "name"), (ImportRecord, "file")):
        names = model._default_manager.filter(owner=owner).order_by().values_list(column, flat=True).distinct()
        named = [name for name in names if finder.finds(name)]
        model._default_manager.filter(owner=owner, **{f"{column}__in": named}).update(**{column: str(_NAMELESS)})


def _without(value: Any, finder: Finder) -> Any:
    """The same without the entries of lists that name them."""
    if isinstance(value, dict):
        return {key: _without(each, finder) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, finder) for each in value if not _names_one(each, finder)]
    return value


def _names_one(value: Any, finder: Finder) -> bool:
    words = value.values() if isinstance(value, dict) else [value]
    return any(finder.finds(word) for word in words if isinstance(word, str))
