"""Which people a list shows, with which columns and in which order: read from an address, and written into one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from kith.people.models import Phase, Relation

COLUMNS = ("organisation", "warmth", "last", "next", "labels", "relation", "email", "phone", "added")
USUAL_COLUMNS = ("organisation", "warmth", "last", "next")
NAME = "name"  # the column that is always there; alone it says that no other is wanted
SORTS = (NAME, "warmth", "depth", "last", "next", "added")
USUAL_SORT = NAME
MAX_TEXT = 200
MAX_NUMBER = 2**31
_RECORDS = ("label", "organisation")  # their values are ids
_VALUES = {
    "tier": ("close", "warm", "known"),
    "level": ("1", "2"),
    "phase": (Phase.FADING.value, Phase.DORMANT.value, Phase.NEW.value, Phase.ACTIVE.value),
    "relation": tuple(Relation.values),
    "only": ("due", "untouched", "fresh"),
}
KEYS = (*_RECORDS, *_VALUES)


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks for. `chosen` has the values of each key of KEYS: any of them will do, but of every key one.

    `text` is looked for in everything known of a person, `place` in the names of organisations.
    """

    text: str = ""
    place: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = USUAL_COLUMNS
    sort: str = USUAL_SORT
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether anybody may be left out."""
        return bool(self.text or self.place or self.chosen)

    def ids(self, key: str) -> list[int]:
        """The values of a key that names records."""
        return [int(value) for value in self.chosen.get(key, ())]

    def address(self, **changes: object) -> str:
        """Return "?…" for the same list, changed by these fields; on its first page unless that is one of them."""
        return "?" + replace(self, **{"page": 1, **changes}).query  # type: ignore[arg-type]  # fields by name

    def without(self, key: str, value: str) -> str:
        """Return "?…" for the list that this value no longer narrows."""
        rest = tuple(other for other in self.chosen.get(key, ()) if other != value)
        others = {name: values for name, values in self.chosen.items() if name != key}
        return self.address(chosen={**others, key: rest} if rest else others)

    @property
    def query(self) -> str:
        """The address's part behind the question mark: one spelling for one list, the usual left out."""
        return urlencode(list(self._pairs()))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield from ((key, text) for key, text in (("q", self.text), ("place", self.place)) if text)
        yield from ((key, value) for key in KEYS for value in self.chosen.get(key, ()))
        if self.columns != USUAL_COLUMNS:
            yield from (("column", column) for column in self.columns or (NAME,))
        if self.sort != USUAL_SORT:
            yield "sort", self.sort
        if self.page > 1:
            yield "page", str(self.page)


def read(query: QueryDict) -> Filters:
    """Return what the address asks for; what Kith does not know is left out."""
    asked = {key: _known(key, query.getlist(key)) for key in KEYS}
    return Filters(
        text=_text(query, "q"),
        place=_text(query, "place"),
        chosen={key: values for key, values in asked.items() if values},
        columns=_columns(query.getlist("column")),
        sort=_sort(query.get("sort", "")),
        page=_page(query.get("page", "")),
    )


def _text(query: QueryDict, key: str) -> str:
    return " ".join(query.get(key, "").replace("\0", " ").split())[:MAX_TEXT]


def _known(key: str, values: list[str]) -> tuple[str, ...]:
    if key in _RECORDS:
        return tuple(sorted({str(int(value)) for value in values if _is_number(value)}, key=int))
    return tuple(value for value in _VALUES[key] if value in values)


def _columns(wanted: list[str]) -> tuple[str, ...]:
    return tuple(column for column in COLUMNS if column in wanted) if wanted else USUAL_COLUMNS


def _sort(wanted: str) -> str:
    return wanted if wanted.removeprefix("-") in SORTS else USUAL_SORT


def _page(wanted: str) -> int:
    return max(1, int(wanted)) if _is_number(wanted) else 1


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:12]) < MAX_NUMBER and len(text) < 12
