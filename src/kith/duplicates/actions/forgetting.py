"""Takes people who are erased out of merges of others, which keep rows to bring back, and drops pictures that merges kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from kith.accounts.models import User
from kith.duplicates.models import Merge
from kith.people.actions.portraits import forget_unused
from kith.people.models import Person
from kith.people.traces import Finder, Traces

_INTRODUCER = "met_through_id"
_Kept: TypeAlias = "dict[str, Any]"  # a part of a merge as models.Merge describes it


@transaction.atomic
def forget(owner: User, people_ids: Collection[int], traces: Traces) -> None:
    """Forget them; their own merges go with their rows."""
    gone, finder = frozenset(people_ids), Finder.of(traces)
    merges = Merge.objects.filter(owner=owner)
    own = Q(kept__in=gone) | Q(absorbed__in=gone)
    forget_unused({merge.before["person"]["photo"] for merge in merges.filter(own)})
    for merge in merges.exclude(own):
        before, after = _without(merge.before, merge.after, gone, finder)
        if (before, after) != (merge.before, merge.after):
            Merge.objects.filter(pk=merge.pk).update(before=before, after=after)


def _without(before: _Kept, after: _Kept, gone: frozenset[int], finder: Finder) -> tuple[_Kept, _Kept]:
    """What a merge keeps without the rows that tell of them, and without pointing at them."""
    removed = [row for row in before["removed"] if not _tells_of(row["model"], row["fields"], gone, finder)]
    filled = [*before["rows"].items(), *after["rows"].items()]
    telling = {name for name, values in filled if _tells_of(name.partition(":")[0], values, gone, finder)}
    rows, rows_after = (
        {name: values for name, values in one["rows"].items() if name not in telling} for one in (before, after)
    )
    person, person_after = _introduced(before["person"], after["person"], gone)
    return (
        {**before, "person": person, "rows": rows, "removed": removed},
        {**after, "person": person_after, "rows": rows_after},
    )


def _introduced(before: _Kept, after: _Kept, gone: frozenset[int]) -> tuple[_Kept, _Kept]:
    """The kept person's fields before and after: an introducer who is gone does not come back with a split."""
    now = after[_INTRODUCER] if after[_INTRODUCER] not in gone else None
    then = before[_INTRODUCER] if before[_INTRODUCER] not in gone else now
    return {**before, _INTRODUCER: then}, {**after, _INTRODUCER: now}


def _tells_of(model: str, values: dict[str, Any], gone: frozenset[int], finder: Finder) -> bool:
    """Whether a row points at one of them, or is called what they are called."""
    fields = {field.name: field for field in apps.get_model(model)._meta.concrete_fields}
    pointing = {name for name, field in fields.items() if field.related_model is Person}
    if any(values.get(name) in gone or values.get(f"{name}_id") in gone for name in pointing):
        return True
    return model == "people.related" and finder.finds(str(values.get("name", "")))
