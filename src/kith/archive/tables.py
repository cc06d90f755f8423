"""Which rows of a book an archive holds, and which of their fields: found by walking the models, so that none is forgotten."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import Field, Model, Q

from kith.accounts.models import Owned
from kith.duplicates.models import Pair
from kith.imports.models import Import

Column: TypeAlias = "Field[Any, Any]"

READER = "kith"  # the name by which imports know archives

# Kinds of rows that stay out, by label, with the reason.
LEFT_OUT: dict[str, str] = {
    "outbox.letter": "letters are of the instance that sends them, and go from nowhere else",
    "sharing.sharing": "consent is given where it is asked for, never by a file",
    "sharing.willingness": "consent is given where it is asked for, never by a file",
    "sharing.refusal": "it is said to members of one instance",
}

# Fields that stay out, by label of the model: what a restored book works out anew, or has no use for.
WORKED_OUT: dict[str, frozenset[str]] = {
    "people.person": frozenset(
        {"sort_name", "search_text", "tier", "phase", "warmth", "depth", "touches", "first_touch_on", "last_touch_on"}
        | {"next_touch_on", "cadence_days", "cadence_rule", "version"}
    ),
    "ties.tie": frozenset({"warmth_log2", "depth_log2"}),
    "cards.owncard": frozenset({"secret"}),  # an address at which one instance shows it
    "imports.importfile": frozenset({"path"}),  # of a file that is not kept
    # Passwords stay where they were entered; how far a connection was read is of no use without.
    "connections.connection": frozenset({"secret", "state", "held_until"}),
    "targets.targetcard": frozenset({"secret"}),  # an address at which one instance shows it
    # The names beside it stay; the groups of one instance do not come along.
    "challenges.entry": frozenset({"statistic"}),
    "challenges.entryfile": frozenset({"statistic"}),
    "directory.careerstep": frozenset({"shown_to"}),  # consent is given where it is asked for, never by a file
    "meetings.met": frozenset({"other", "meeting"}),  # accounts and meetings of one instance
    "sharing.blindask": frozenset({"is_live", "looked_at"}),  # asked where it is asked, never by a file
    # Groups and other members are of one instance; the group's name stays. What texts mean is read anew.
    "exchange.ask": frozenset({"audience", "group", "vector", "vector_version"}),
    "exchange.offer": frozenset({"audience", "group", "vector", "vector_version"}),
    "exchange.recommendation": frozenset({"audience", "group"}),
    "exchange.help": frozenset({"helper", "introducer"}),
}

# Imports under way are of this machine only; archives that were put back are no part of what they brought.
FINISHED_STATES = (Import.State.DONE, Import.State.UNDONE)
_FINISHED = Q(state__in=FINISHED_STATES) & ~Q(reader=READER) & ~Q(files__reader=READER)
_OF_FINISHED = Q(of__state__in=FINISHED_STATES) & ~Q(of__reader=READER) & ~Q(of__files__reader=READER)
_ONLY: dict[str, Q] = {
    "imports.import": _FINISHED,
    "imports.importfile": _OF_FINISHED,
    "imports.importrecord": _OF_FINISHED,
    "imports.importchange": _OF_FINISHED,
    "ties.tie": ~Q(rating=None, own_tier=None),  # the other ties say nothing but sums
    "duplicates.pair": ~Q(state=Pair.State.OPEN),  # the others are found again
}


@cache
def models() -> dict[str, type[Model]]:
    """The kinds of rows that an archive holds, by label; what others point at comes first."""
    waiting = {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, Owned) and model._meta.label_lower not in LEFT_OUT
    }
    ordered: dict[str, type[Model]] = {}
    while waiting:
        ready = [label for label, model in waiting.items() if not _pointed_at(model) & waiting.keys() - {label}]
        assert ready, f"{sorted(waiting)} point at one another"
        for label in sorted(ready):
            ordered[label] = waiting.pop(label)
    return ordered


@cache
def columns(label: str) -> tuple[Column, ...]:
    """The fields that an archive holds of a model, by name."""
    left_out = WORKED_OUT.get(label, frozenset()) | {"id", "owner"}
    fields = [field for field in models()[label]._meta.concrete_fields if field.name not in left_out]
    return tuple(sorted(fields, key=lambda field: field.name))


@cache
def worked_out(label: str) -> tuple[Column, ...]:
    """The fields that an archive leaves to be worked out."""
    wanted = WORKED_OUT.get(label, frozenset())
    return tuple(field for field in models()[label]._meta.concrete_fields if field.name in wanted)


def has_uid(label: str) -> bool:
    """Whether rows of this kind have an identity of their own."""
    return any(field.name == "uid" for field in columns(label))


def target(column: Column) -> str:
    """The label of the model that a column points at, or ""."""
    related = column.related_model if column.is_relation else None
    return related._meta.label_lower if related is not None and not isinstance(related, str) else ""


@cache
def parent(label: str) -> Column | None:
    """Of rows without an identity of their own: the column that names what they are a detail of."""
    ordered = models()[label]._meta.concrete_fields
    found = (field for field in ordered if field.name != "owner" and target(field) in models() and not field.null)
    return None if has_uid(label) else next(found, None)


def rows(label: str, owner: Any) -> Any:
    """The rows of a book that an archive holds, in order."""
    model: Any = models()[label]
    return model._default_manager.filter(_ONLY.get(label, Q()), owner=owner).order_by("pk")


def _pointed_at(model: type[Model]) -> set[str]:
    return {target(field) for field in model._meta.concrete_fields}
