"""Makes the packaged table of steps between occupations from the files of O*NET; the same bytes from the same files.

    KITH_SHARED=../shared python -m bench.make_careers

What is changed on the way, and how a gap is worked out where O*NET has no ratings, stands in src/kith/careers/README.md.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kith import occupations
from kith.careers.table import CLASSED, GAP_UNIT, MIRRORED, NO_ZONE, PACKAGED, RATING_UNIT, TIERS
from kith.occupations.folding import folded
from kith.occupations.words import stems

_SHARED = Path(os.environ.get("KITH_SHARED", "../shared")) / "data" / "occupations"
_IN_THE_MIDDLE = 7.5  # the median of the gaps that are measured


@dataclass
class Made:
    """O*NET's files as this needs them: each occupation by its code."""

    codes: list[str]
    zones: dict[str, int]
    does: dict[str, str]
    related: list[tuple[str, str, int]]
    skills: dict[str, dict[str, tuple[float, float]]]
    knowledge: dict[str, dict[str, tuple[float, float]]]
    wanted: dict[str, list[str]]  # technology that O*NET calls hot or in demand
    kinds: dict[str, list[str]]  # of technology, the one with most examples first
    examples: dict[str, set[str]]


def main() -> None:
    made = read()
    model, explained = fitted(made)
    PACKAGED.write_bytes(gzip.compress(packed(made, model), compresslevel=9, mtime=0))
    print(f"{len(made.codes):,} occupations, {len(_edges(made)):,} steps, {PACKAGED.stat().st_size / 1e6:.2f} MB")
    words = ("by itself", "technology that is new", "titles that differ", "each job zone up")
    print("gap where there are no ratings: ", end="")
    print(", ".join(f"{word} {value:.1f}" for word, value in zip(words, model, strict=True)), f"(R² {explained:.2f})")


def read() -> Made:
    """Return what the files hold."""
    found = list(_rows("onet29_3_occupations.tsv"))
    related = [(row["code"], row["related_code"], TIERS.index(row["tier"])) for row in _rows("onet29_3_related.tsv")]
    technology = list(_rows("onet29_3_technology_skills.tsv"))
    return Made(
        [row["code"] for row in found],
        {row["code"]: int(row["job_zone"]) for row in found if row["job_zone"]},
        {row["code"]: row["description"].partition(". ")[0].rstrip(".") + "." for row in found},
        related,
        _ratings("onet29_3_skills.tsv"),
        _ratings("onet29_3_knowledge.tsv"),
        _wanted(technology),
        _kinds(technology),
        {code: {row["example"] for row in rows} for code, rows in _grouped(technology).items()},
    )


def fitted(made: Made) -> tuple[NDArray[np.float64], float]:
    """Return what a gap is made of where it cannot be measured, by least squares over where it can; and R²."""
    rated = [(one, other) for one, other, _ in made.related if one in made.skills and other in made.skills]
    signs = np.array([_signs(made, one, other) for one, other in rated])
    gaps = np.array([_measured(made, one, other) for one, other in rated])
    model, *_ = np.linalg.lstsq(signs, gaps, rcond=None)
    left = gaps - signs @ model
    return model, float(1 - (left**2).sum() / ((gaps - gaps.mean()) ** 2).sum())


def packed(made: Made, model: NDArray[np.float64]) -> bytes:
    """One line of JSON with all that is words, then the arrays one after the other (see kith.careers.table)."""
    edges = sorted(_edges(made).items(), key=lambda edge: edge[0][::-1])  # by where they lead to
    rated = [code for code in made.codes if code in made.skills]
    kinds = sorted({kind for kinds in made.kinds.values() for kind in kinds})
    wanted = sorted({name for names in made.wanted.values() for name in names})
    skills, knowledge = sorted(made.skills[rated[0]]), sorted(made.knowledge[rated[0]])
    head = {
        "codes": made.codes,
        "does": [made.does[code] for code in made.codes],
        "rated": [made.codes.index(code) for code in rated],
        "skills": skills,
        "knowledge": knowledge,
        "wanted": wanted,
        "kinds": kinds,
        "uses": [[wanted.index(name) for name in made.wanted.get(code, [])] for code in made.codes],
        "uses_kinds": [[kinds.index(kind) for kind in made.kinds.get(code, [])] for code in made.codes],
        "edges": len(edges),
    }
    places = {code: place for place, code in enumerate(made.codes)}
    gaps = [_gap(made, model, one, other) for (one, other), _ in edges]
    arrays = (
        np.array([made.zones.get(code, NO_ZONE) for code in made.codes], dtype="u1"),
        np.array([places[one] for (one, _), _ in edges], dtype="<u2"),
        np.array([places[other] for (_, other), _ in edges], dtype="<u2"),
        np.array([tier for _, tier in edges], dtype="u1"),
        np.rint(np.array(gaps) / GAP_UNIT).astype("<u2"),
        _table(made.skills, rated, skills),
        _table(made.knowledge, rated, knowledge),
    )
    words = json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode()
    return words + b"\n" + b"".join(array.tobytes() for array in arrays)


def _edges(made: Made) -> dict[tuple[str, str], int]:
    """The tier of each step: as O*NET has it, back again where only one of the two names the other, and by its list."""
    there = {(one, other): tier for one, other, tier in made.related}
    back = {(other, one): MIRRORED for one, other, _ in made.related}
    rests = set(made.codes) - {one for one, _, _ in made.related}
    beside = [(rest, other) for rest in sorted(rests) for other in _beside(rest, made.codes, rests)]
    return {(one, other): CLASSED for pair in beside for one, other in (pair, pair[::-1])} | back | there


def _beside(rest: str, codes: list[str], rests: set[str]) -> list[str]:
    """The occupations that stand nearest a rest in the classification: 15-1299.01 beside 15-1299.00, else 15-129, 15-1, 15-.

    Of soldiers there are rests only: they stand beside each other.
    """
    for length in (7, 6, 4, 3):
        found = [code for code in codes if code.startswith(rest[:length]) and code not in rests]
        if found:
            return found
    return [code for code in codes if code.startswith(rest[:3]) and code != rest]


def _gap(made: Made, model: NDArray[np.float64], one: str, other: str) -> float:
    """As measured; else by what hints at it; of a rest nothing is known, and it counts as a gap in the middle."""
    if one in made.skills and other in made.skills:
        return _measured(made, one, other)
    elif one in made.zones and other in made.zones:
        return max(0.0, float(np.array(_signs(made, one, other)) @ model))
    else:
        return _IN_THE_MIDDLE


def _measured(made: Made, one: str, other: str) -> float:
    """How many levels, over all skills, the other occupation asks for more than this one does."""
    have, need = made.skills[one], made.skills[other]
    return sum(max(0.0, need[skill][1] - have[skill][1]) for skill in need)


def _signs(made: Made, one: str, other: str) -> tuple[float, float, float, float]:
    """What hints at a gap where nobody rated the skills: 1, new technology, titles that differ, job zones up."""
    need = made.examples.get(other, set())
    new = len(need - made.examples.get(one, set())) / max(1, len(need))
    zones = made.zones.get(other, 0) - made.zones.get(one, 0)
    return 1.0, new, 1 - _alike(_words(one), _words(other)), float(zones)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


_KNOWN: dict[str, frozenset[str]] = {}


def _words(code: str) -> frozenset[str]:
    if code not in _KNOWN:
        titles = occupations.titles(code)
        _KNOWN[code] = frozenset(stem for title in titles for stem in stems(folded(title).decode().split()))
    return _KNOWN[code]


def _table(ratings: dict[str, dict[str, tuple[float, float]]], codes: list[str], names: list[str]) -> NDArray[np.uint8]:
    """(occupations, names, 2): importance and level of each."""
    values = [[ratings[code][name] for name in names] for code in codes]
    return np.rint(np.array(values) / RATING_UNIT).astype("u1")


def _ratings(name: str) -> dict[str, dict[str, tuple[float, float]]]:
    found: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for row in _rows(name):
        found[row["code"]][row["element"]] = (float(row["importance_1_5"] or 0), float(row["level_0_7"] or 0))
    return found


def _wanted(technology: list[dict[str, str]]) -> dict[str, list[str]]:
    """Those in demand first, then the hot ones; of equal ones first what is in demand in most occupations."""
    named = [row for row in technology if "Y" in (row["hot"], row["in_demand"])]
    asked = Counter(row["example"] for row in named if row["in_demand"] == "Y")
    ordered = sorted(named, key=lambda row: (row["in_demand"] != "Y", -asked[row["example"]]))
    return {code: list(dict.fromkeys(row["example"] for row in rows)) for code, rows in _grouped(ordered).items()}


def _kinds(technology: list[dict[str, str]]) -> dict[str, list[str]]:
    counted = {code: [row["commodity"] for row in rows] for code, rows in _grouped(technology).items()}
    return {code: sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind)) for code, kinds in counted.items()}


def _grouped(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        found[row["code"]].append(row)
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_SHARED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


if __name__ == "__main__":
    main()
