"""O*NET and ESCO as examples and as questions: what an occupation is called and described as, and the titles held back."""

from __future__ import annotations

import csv
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from kith.occupations.folding import folded

SHARED = Path(os.environ.get("KITH_SHARED", "../shared")) / "data" / "occupations"
_HELD = 10  # one title in ten is for questions alone


def held_back(title: str) -> bool:
    """Return whether a title is only asked for, and never an example: by its letters, so the same in every run."""
    return zlib.crc32(folded(title)) % _HELD == 0


def onet() -> Iterator[tuple[str, str, list[str]]]:
    """Yield of each occupation of O*NET the title, the description, and the other titles."""
    others: dict[str, list[str]] = {}
    for row in rows("onet29_3_alternate_titles.tsv"):
        others.setdefault(row["code"], []).append(row["alternate_title"])
    for row in rows("onet29_3_occupations.tsv"):
        yield row["title"], row["description"], others.get(row["code"], [])


def esco() -> Iterator[tuple[str, str, list[str]]]:
    """Yield of each occupation of ESCO the title, the description, and the other titles."""
    for row in rows("esco1_1_1_occupations_en.tsv"):
        yield row["label"], row["description"], [title for title in row["alt_labels"].split("|") if title]


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
