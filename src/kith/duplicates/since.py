"""What came to a merged person since the merge, and which of the two it belongs to: by rule, or by asking.

A rule goes by exact identifiers: what carries one that only one of the two had before the merge is theirs. So is what came with
a record of an import that names only one of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Model

from kith.duplicates.models import Merge
from kith.duplicates.moving import Link, links, name_of, rows_of
from kith.interactions.models import Participation
from kith.people.folding import fold
from kith.people.models import ContactPoint, Identity

Side = Literal["kept", "absorbed"]

_CHUNK = 500
_CARRIERS = ("interaction", "appointment", "of", "organisation", "label")  # what a row belongs to besides a person
_KEYED = (ContactPoint, Identity)
_NOT_DIGIT = re.compile(r"[^0-9]")
_DIGITS = 8  # the last ones of a number are enough, however its beginning is written


@dataclass(frozen=True, slots=True)
class Added:
    """A row that points at the merged person since the merge. `side` is None where only the user can say whose it is."""

    link: Link
    row: Model
    side: Side | None

    @property
    def key(self) -> str:
        """By which an answer names it."""
        return f"{name_of(self.link)}:{self.row.pk}"


def added(merge: Merge) -> list[Added]:
    """Everything that was added, in the order of the links, each with its side where a rule knows it."""
    found = list(_rows_since(merge))
    rules = _Rules(merge, [row for _link, row in found])
    return [Added(link, row, rules.side(row)) for link, row in found]


def sides(news: list[Added], answers: Mapping[str, Side]) -> dict[str, Side]:
    """Whose each is, by its key: as answered, as a rule says, as the touch that it hangs on, or the kept person's."""
    own = {each.key: answers.get(each.key) or each.side for each in news}
    touches: dict[int, Side | None] = {
        each.row.interaction_id: own[each.key] for each in news if isinstance(each.row, Participation)
    }
    return {each.key: own[each.key] or touches.get(getattr(each.row, "interaction_id", 0)) or "kept" for each in news}


def _rows_since(merge: Merge) -> Iterator[tuple[Link, Any]]:
    for link in links():
        known = {*merge.moved.get(name_of(link), ()), *merge.stayed.get(name_of(link), ())}
        present = rows_of(link, merge.kept).order_by("pk").values_list("pk", flat=True)
        new = [pk for pk in present if pk not in known]
        columns = link.model._meta.concrete_fields
        carriers = [column.name for column in columns if column.is_relation and column.name in _CARRIERS]
        for start in range(0, len(new), _CHUNK):
            rows = link.model._base_manager.select_related(*carriers) if carriers else link.model._base_manager.all()
            for row in rows.filter(pk__in=new[start : start + _CHUNK]).order_by("pk"):
                yield link, row


class _Rules:
    """Whose something is, by what was exactly one side's before the merge."""

    def __init__(self, merge: Merge, rows: list[Any]) -> None:
        mine, theirs = _keys(merge.stayed), _keys(merge.moved) | set(_keys_taken_away(merge))
        self._only: dict[Side, set[str]] = {"kept": mine - theirs, "absorbed": theirs - mine}
        names = {"kept": fold(merge.before["person"]["name"]), "absorbed": fold(merge.absorbed.name)}
        self._names = names if names["kept"] != names["absorbed"] else {}
        self._batches = self._sides_of_batches(rows)

    def side(self, row: Any) -> Side | None:
        """The side of a row, None where no rule says it."""
        if hasattr(row, "raw"):
            return self._of_record(row)
        keys = [key for key in (getattr(row, "key", ""), *_source_keys(row)) if key]
        sides = {side for side, own in self._only.items() if any(_names(key, own) for key in keys)}
        if len(sides) == 1:
            return sides.pop()
        return self._batches.get(row.batch) if row.batch else None

    def _sides_of_batches(self, rows: list[Any]) -> dict[Any, Side]:
        """Of each import that speaks of one of the two only: whom."""
        said: defaultdict[Any, set[Side | None]] = defaultdict(set)
        for row in rows:
            if hasattr(row, "raw"):
                said[row.of.uid].add(self._of_record(row))
        sides = {batch: next(iter(found)) for batch, found in said.items() if len(found) == 1}
        return {batch: side for batch, side in sides.items() if side}

    def _of_record(self, record: Any) -> Side | None:
        """Whom a raw record of an import speaks of: whose identifiers stand in it, else whose name it bears."""
        text = record.raw.lower()
        digits = _NOT_DIGIT.sub("", text)
        sides = {side for side, own in self._only.items() if any(_stands_in(key, text, digits) for key in own)}
        sides = sides or {side for side, name in self._names.items() if name == fold(record.name)}  # type: ignore[misc]
        return sides.pop() if len(sides) == 1 else None


def _keys(ids: Mapping[str, list[int]]) -> set[str]:
    """The identifiers in these rows, as far as they are still there."""
    keys: set[str] = set()
    for model in _KEYED:
        own = ids.get(f"{model._meta.label_lower}.person", [])
        for start in range(0, len(own), _CHUNK):
            keys.update(model._base_manager.filter(pk__in=own[start : start + _CHUNK]).values_list("key", flat=True))
    return keys - {""}


def _keys_taken_away(merge: Merge) -> Iterator[str]:
    labels = {model._meta.label_lower for model in _KEYED}
    return (saved["fields"]["key"] for saved in merge.before["removed"] if saved["model"] in labels)


def _source_keys(row: Any) -> Iterator[str]:
    """Where a row, or what it belongs to, is from: "mail:<thread>:<day>:<address>"."""
    for carrier in (row, *(getattr(row, name, None) for name in ("interaction", "appointment"))):
        yield getattr(carrier, "source_key", "") or ""


def _names(written: str, keys: set[str]) -> bool:
    """Whether an identifier, or the key of a source, names one of these identifiers."""
    if written in keys:
        return True
    parts = written.lower().split(":")
    return any(f"{kind}:{part}" in keys for part in parts for kind in ("email", "linkedin"))


def _stands_in(key: str, text: str, digits: str) -> bool:
    kind, _colon, value = key.partition(":")
    if kind == "phone":
        number = _NOT_DIGIT.sub("", value.partition(";")[0])[-_DIGITS:]
        return len(number) == _DIGITS and number in digits
    return len(value) > 3 and value.lower() in text
