"""Plans who belongs to somebody: their spouse, their manager, who referred them; and who of the book that is."""

from __future__ import annotations

from kith.imports import tidying
from kith.imports.mentions import is_erased, keys_of, resolve
from kith.imports.plans import Plan
from kith.imports.records import PersonRef, RelatedRecord
from kith.imports.snapshots import Relative, Someone
from kith.people.folding import fold
from kith.people.models import Related

_KINDS = frozenset(Related.Kind.values)


def add_related(plan: Plan, someone: Someone, records: list[RelatedRecord]) -> bool:
    """Add who belongs to a person. Returns whether anything changed."""
    changed = [_add_relative(plan, someone, each) for each in records]
    return any(changed)


def _add_relative(plan: Plan, someone: Someone, record: RelatedRecord) -> bool:
    """Each once. Who of the book they are is told when everybody has been planned."""
    kind = record.kind if record.kind in _KINDS else "other"
    name, keys = tidying.line(record.name, 300), keys_of(plan, record.keys)
    mark = (someone.id, kind, fold(name))
    if not name or mark in plan.book.related or (keys and is_erased(plan, keys, name)):
        return False
    plan.book.related[mark] = Relative(0, name, None)
    plan.related.append((someone.id, kind, tidying.line(record.label, 60), name, PersonRef(name, tuple(keys))))
    return True


def find_others(plan: Plan) -> None:
    """Tell who of the book those are who belong to somebody: the new ones, and those of whom it was not known."""
    others = [_other(plan, who, mention) for who, _kind, _label, _name, mention in plan.related]
    plan.related = [(*row[:4], other) for row, other in zip(plan.related, others, strict=True)]
    for (who, _kind, _folded), relative in plan.book.related.items():
        if relative.id and relative.other is None:
            other = _other(plan, who, PersonRef(relative.name))
            if other is not None:
                plan.change("people.related", relative.id, "other_id", None, other)


def _other(plan: Plan, person: int, mention: PersonRef) -> int | None:
    found = resolve(plan, mention)
    return found if isinstance(found, int) and found != person else None
