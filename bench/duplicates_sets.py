"""Sets of records with the truth of who is who: FEBRL 1 to 4, Splink's fake_1000, and generated contacts."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.make_people import Maker

Set = tuple[list[dict[str, Any]], list[str]]
SHARED = Path(os.environ.get("KITH_SHARED") or Path(__file__).parents[1] / "../shared").resolve() / "data" / "er"
SEED = 1
HOUSEHOLDS = {"people": 0.04, "strangers": 0.0}


def load(name: str) -> Set:
    """The records of a set as `kith read` would print them, and who each of them is of.

    "people:N" makes N contacts, "strangers:N" the same without households.
    """
    kind, _, size = name.partition(":")
    if size:
        records, people = Maker(SEED).people(int(size), HOUSEHOLDS[kind])
        return records, [str(person) for person in people]
    return PUBLIC[name]()


def true_pairs(people: list[str]) -> set[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, who in enumerate(people):
        places[who].append(place)
    return {pair for listed in places.values() for pair in combinations(listed, 2)}


def _febrl(*names: str) -> Callable[[], Set]:
    return lambda: _read(
        [SHARED / "febrl" / name for name in names], _febrl_record, lambda row: row["rec_id"].split("-")[1]
    )


def _fake() -> Set:
    return _read([SHARED / "splink" / "fake_1000.csv"], _fake_record, lambda row: row["cluster"])


def _read(files: list[Path], record: Callable[..., dict[str, Any]], who: Callable[..., str]) -> Set:
    rows: list[dict[str, str]] = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file, skipinitialspace=True)
    return [record(row) for row in rows], [who(row) for row in rows]


def _febrl_record(row: dict[str, str]) -> dict[str, Any]:
    street = f"{row['street_number']} {row['address_1']}".strip()
    return {
        "n": [row["surname"], row["given_name"], "", "", ""],
        "adr": [["", row["address_2"], street, row["suburb"], row["state"], row["postcode"], ""]],
        "bday": row["date_of_birth"],
        "ids": [row["soc_sec_id"]],
    }


def _fake_record(row: dict[str, str]) -> dict[str, Any]:
    return {
        "n": [row["surname"], row["first_name"], "", "", ""],
        "adr": [["", "", "", row["city"], "", "", ""]],
        "bday": row["dob"],
        "email": [row["email"]] if row["email"] else [],
    }


PUBLIC: dict[str, Callable[[], Set]] = {
    "FEBRL1": _febrl("dataset1.csv"),
    "FEBRL2": _febrl("dataset2.csv"),
    "FEBRL3": _febrl("dataset3.csv"),
    "FEBRL4": _febrl("dataset4a.csv", "dataset4b.csv"),
    "fake_1000": _fake,
}
