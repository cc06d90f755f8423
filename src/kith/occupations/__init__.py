"""Mathematics: what occupations are called, by O*NET and ESCO; a title in, occupations out. No Django.

The data, where it is from and what was changed: README.md beside this file.
"""

from __future__ import annotations

from kith.occupations.matching import matching
from kith.occupations.naming import exactly, get, related, same_as, titles, with_short_forms, written
from kith.occupations.searching import Occupation, search

__all__ = [
    "Occupation",
    "exactly",
    "get",
    "matching",
    "related",
    "same_as",
    "search",
    "titles",
    "with_short_forms",
    "written",
]
