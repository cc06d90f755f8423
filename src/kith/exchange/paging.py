"""Pages of lists that may be long: nothing is counted, one row more than is shown says whether the list goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

_LAST = 10_000  # nobody turns so many pages; a number beyond is a mistake


class Rows(Protocol):
    """What can be asked for a part of itself, a QuerySet above all."""

    def __getitem__(self, part: slice, /) -> Iterable[Any]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """One page, as `{% pagination %}` takes it. It knows no number of pages."""

    object_list: list[Any]
    number: int
    goes_on: bool
    paginator: None = None

    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.number > 1

    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.goes_on

    def has_other_pages(self) -> bool:
        """Whether there is any other."""
        return self.has_previous() or self.has_next()

    def previous_page_number(self) -> int:
        """The number of the page before."""
        return self.number - 1

    def next_page_number(self) -> int:
        """The number of the page after."""
        return self.number + 1


def page_of(found: Rows, number: str | None, size: int) -> Page:
    """Return a page by the number that an address gives; the first for one that there is not. Asks once, or twice."""
    asked = int(number) if number and number.isdecimal() and 0 < int(number) <= _LAST else 1
    rows = list(found[(asked - 1) * size : asked * size + 1])
    if asked > 1 and not rows:
        return page_of(found, None, size)
    return Page(rows[:size], asked, len(rows) > size)
