"""Makes the packaged table of occupations from the files of O*NET and ESCO; the same bytes from the same files.

    KITH_SHARED=../shared python -m bench.make_occupations

What is changed on the way stands in src/kith/occupations/README.md.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kith.occupations.folding import folded
from kith.occupations.table import PACKAGED

_SHARED = Path(os.environ.get("KITH_SHARED", "../shared")) / "data" / "occupations"
_ODD = str.maketrans({"\xa0": " ", "\u200b": "", "\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-"})


@dataclass
class Made:
    code: str
    title: str
    source: str
    group: str  # of ESCO: the unit group of ISCO-08
    titles: dict[bytes, str] = field(default_factory=dict)  # by their folded form
    related: list[str] = field(default_factory=list)

    def call(self, title: str) -> None:
        """Add a title, unless there is one that differs by case, accents or punctuation only."""
        clean = " ".join(title.translate(_ODD).split())
        if key := folded(clean):
            self.titles.setdefault(key, clean)


def main() -> None:
    found = {made.code: made for made in (*_onet(), *_esco())}
    PACKAGED.write_bytes(gzip.compress(packed(list(found.values())), compresslevel=9, mtime=0))
    print(f"{len(found):,} occupations, {sum(len(made.titles) for made in found.values()):,} titles, ", end="")
    print(f"{PACKAGED.stat().st_size / 1e6:.2f} MB")


def packed(found: list[Made]) -> bytes:
    """One line of JSON with lengths, a line an occupation, a line a title in the order of its folded form, whose each is."""
    places = {made.code: place for place, made in enumerate(found)}
    occupations = b"".join(_line(made, places) for made in found)
    titles = sorted((key, place, title) for place, made in enumerate(found) for key, title in made.titles.items())
    lines = b"".join(title.encode("latin-1") + b"\n" for _, _, title in titles)
    owners = np.array([place for _, place, _ in titles], dtype="<u2").tobytes()
    head = json.dumps({"occupations": len(occupations), "titles": len(lines)}).encode() + b"\n"
    return head + occupations + lines + owners


def _line(made: Made, places: dict[str, int]) -> bytes:
    related = " ".join(str(places[code]) for code in made.related)
    return f"{made.code}\t{made.source}\t{made.group}\t{related}\t{made.title}\n".encode("latin-1")


def _onet() -> list[Made]:
    found = {row["code"]: Made(row["code"], row["title"], "O*NET", "") for row in _rows("onet29_3_occupations.tsv")}
    for made in found.values():
        made.call(made.title)
    for row in _rows("onet29_3_alternate_titles.tsv"):
        for title in _parted(row["alternate_title"], row["short_title"]):
            found[row["code"]].call(title)
    for row in _rows("onet29_3_related.tsv"):
        found[row["code"]].related.append(row["related_code"])
    return list(found.values())


def _parted(title: str, short: str) -> list[str]:
    """A long title with its short form in brackets, or the other way round, is two titles."""
    outside, _, inside = title.removesuffix(")").partition(" (")
    if short or inside.isupper() or set(inside.split()) & set(outside.split()):
        return [outside, inside or short]
    else:
        return [title]


def _esco() -> list[Made]:
    found = []
    for row in _rows("esco1_1_1_occupations_en.tsv"):
        made = Made(f"esco:{row['code']}", row["label"].translate(_ODD), "ESCO", row["isco08"])
        for title in (row["label"], *row["alt_labels"].split("|")):
            made.call(title)
        found.append(made)
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_SHARED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


if __name__ == "__main__":
    main()
