"""The fields of a merged person when the merge is taken apart: what they were, and what was written over them since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Field

from kith.duplicates import moving
from kith.duplicates.models import Merge
from kith.duplicates.since import Side
from kith.people import names
from kith.people.models import Person
from kith.people.rows import NAME_PARTS, PERSON_FIELDS

Values = dict[str, Any]

_FIELDS = sorted(PERSON_FIELDS | {"photo"})
ASKED = sorted(PERSON_FIELDS - set(NAME_PARTS) - {"extra", "interests"} | {"photo"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that was changed since the merge: what it is now, and what each had before."""

    field: str
    now: Any
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        """By which an answer names it."""
        return f"field:{self.field}"


def snapshot(person: Person) -> Values:
    """What a merge may change of a person, as it is stored: a split gives this back."""
    return {column.attname: moving.as_stored(getattr(person, column.attname)) for column in _columns(_FIELDS)} | {
        "edited_at": moving.as_stored(person.edited_at)
    }


def changed(merge: Merge) -> list[Changed]:
    """The fields of which the user has to say whose the new value is."""
    before, after, now, theirs = (*_told(merge), snapshot(merge.kept), snapshot(merge.absorbed))
    names = {column.name: column.attname for column in _columns(ASKED)}
    return [
        Changed(name, now[attname], before[attname], theirs[attname])
        for name, attname in names.items()
        if now[attname] != after[attname]
    ]


def parted(merge: Merge, answers: Mapping[str, Side]) -> tuple[Values, Values]:
    """The columns of the kept person as they become, and those of the absorbed one that change."""
    before, after = _told(merge)
    now = snapshot(merge.kept)
    kept = {name: moving.restored(value, after[name], now[name]) for name, value in before.items()}
    absorbed: Values = {}
    for each in changed(merge):
        if answers.get(each.key) == "absorbed":
            for column in _columns([*NAME_PARTS, "name"] if each.field == "name" else [each.field]):
                absorbed[column.attname] = _handed_over(merge, column, after[column.attname], now[column.attname])
                kept[column.attname] = before[column.attname]
    return _usable(merge.kept, kept), _usable(merge.absorbed, absorbed)


def _told(merge: Merge) -> tuple[Values, Values]:
    return merge.before["person"], merge.after["person"]


def _handed_over(merge: Merge, column: Field[Any, Any], after: Any, now: Any) -> Any:
    """What the absorbed person gets of a value that is theirs: of a text to which something was added, that."""
    if not moving.has_text_added(after, now):
        return now
    own = getattr(merge.absorbed, column.attname)
    added = moving.restored("", after, now)
    return f"{own}\n\n{added}" if own else added


def _usable(person: Person, values: Values) -> Values:
    """Values for the columns; somebody who is gone can have introduced nobody. The name by which to sort goes along."""
    usable = {name: _column(name).to_python(value) for name, value in values.items()}
    introducer = usable.get("met_through_id")
    if introducer and (introducer == person.pk or not Person.objects.filter(pk=introducer).exists()):
        del usable["met_through_id"]
    if usable:
        parts = [usable.get(part, getattr(person, part)) for part in ("name", "given", "family", "additional")]
        usable["sort_name"] = names.sort_name(*parts)
    return usable


def _columns(fields: list[str]) -> list[Field[Any, Any]]:
    found = [Person._meta.get_field(name) for name in fields]
    return [field for field in found if isinstance(field, Field)]


def _column(attname: str) -> Field[Any, Any]:
    return next(column for column in Person._meta.concrete_fields if column.attname == attname)
