"""The people whom a list's filters find, and the page of them that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, Q, When
from django.db.models.expressions import OrderBy

from kith.accounts.models import User
from kith.book.filters import USUAL_SORT, Filters
from kith.people import queries as people
from kith.people.folding import fold
from kith.people.models import Label, Labelling, Organisation, PersonQuerySet, Position, Tier

PAGE = 50
MAX_OFFERED = 20
_TIERS = {"close": Tier.CLOSE, "warm": Tier.WARM, "known": Tier.KNOWN}
_LEVELS = {"1": (Tier.CLOSE, Tier.WARM), "2": (Tier.KNOWN,)}
_SORT_COLUMNS = {
    "name": "sort_name",
    "warmth": "warmth",
    "depth": "depth",
    "last": "last_touch_on",
    "next": "next_touch_on",
    "added": "created_at",
}


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list: how many people there are in all, which page this is of how many, and the ids on it in order."""

    total: int
    number: int
    pages: int
    ids: list[int]


def matching(owner: User, filters: Filters, on: date) -> PersonQuerySet:
    """Everybody whom the filters find, in no order."""
    found: PersonQuerySet = people.find_people(owner, filters.text).order_by()
    for key, values in filters.chosen.items():
        found = found.filter(_condition(owner, key, values, on))
    return found.filter(_is_at(owner, name=filters.place)) if fold(filters.place) else found


def slice_of(owner: User, filters: Filters, on: date) -> Slice:
    """The page that is asked for, or the last one where there are fewer."""
    found = in_order(matching(owner, filters, on), filters).values_list("pk", flat=True)
    # Everybody is counted and cut by an index; whoever matches is looked for once, rather than again for their number.
    ids = found if not filters.narrows else list(found)
    total = len(ids) if isinstance(ids, list) else ids.count()
    pages = max(1, -(-total // PAGE))
    number = min(filters.page, pages)
    start = (number - 1) * PAGE
    return Slice(total, number, pages, list(ids[start : start + PAGE]))


def in_order(found: PersonQuerySet, filters: Filters) -> PersonQuerySet:
    """The people sorted; whoever has no such day stands at the end, either way round.

    By name, those who are called by the words looked for come before those in whose notes they occur.
    """
    column, is_down = _SORT_COLUMNS[filters.sort.removeprefix("-")], filters.sort.startswith("-")
    may_be_empty = True if column.endswith("_on") else None
    first = OrderBy(F(column), descending=is_down, nulls_last=may_be_empty)
    words = fold(filters.text).split() if filters.sort == USUAL_SORT else []
    named = [Case(When(_is_called(words), then=0), default=1)] if words else []
    return found.order_by(*named, first, "-pk" if is_down else "pk")


def names_of_chosen(owner: User, filters: Filters) -> dict[tuple[str, str], str]:
    """The names of labels and organisations that the filters name, by key and id; no query where they name none."""
    names: dict[tuple[str, str], str] = {}
    models: dict[str, Any] = {"label": Label, "organisation": Organisation}
    for key in models.keys() & filters.chosen.keys():
        rows = models[key].objects.visible_to(owner).filter(pk__in=filters.ids(key))
        names |= {(key, str(pk)): name for pk, name in rows.values_list("pk", "name")}
    return names


def organisation_names(owner: User, text: str) -> list[str]:
    """A few names of organisations in which the text occurs."""
    named = people.organisations(owner).filter(key__contains=fold(text))
    return list(named.values_list("name", flat=True)[:MAX_OFFERED])


def _condition(owner: User, key: str, values: tuple[str, ...], on: date) -> Q:
    """Any of the values."""
    if key == "label":
        labelled = Labelling.objects.visible_to(owner).filter(label_id__in=[int(value) for value in values])
        condition = Q(pk__in=labelled.values("person_id"))
    elif key == "organisation":
        condition = _is_at(owner, ids=[int(value) for value in values])
    elif key == "tier":
        condition = Q(tier__in=[_TIERS[value] for value in values])
    elif key == "level":
        condition = Q(tier__in=[tier for value in values for tier in _LEVELS[value]])
    elif key == "only":
        condition = _any(_only(owner, value, on) for value in values)
    else:
        condition = Q((f"{key}__in", values))
    return condition


def _only(owner: User, value: str, on: date) -> Q:
    if value == "due":
        return Q(next_touch_on__lte=on)
    if value == "untouched":
        return Q(last_touch_on=None)
    return Q(created_at__gte=datetime(on.year, on.month, 1, tzinfo=owner.zone))


def _is_at(owner: User, ids: list[int] | None = None, name: str = "") -> Q:
    """Who is at an organisation now, or was ever at it as a school."""
    there = Position.objects.visible_to(owner).filter(Q(is_current=True) | Q(kind=Position.Kind.EDUCATION))
    if ids is None:
        there = there.filter(organisation__key__contains=fold(name))
    else:
        there = there.filter(organisation_id__in=ids)
    return Q(pk__in=there.values("person_id"))


def _is_called(words: list[str]) -> Q:
    called = Q()
    for word in words:
        called &= Q(sort_name__contains=word)
    return called


def _any(conditions: Any) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined
