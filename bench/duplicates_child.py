"""One program on one set of bench.duplicates, in a process of its own; prints its figures as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.duplicates_sets import load, true_pairs
from kith import linkage

Pairs = set[tuple[int, int]]


def main(program: str, name: str) -> None:
    records, people = load(name)
    wrong_merges = -1
    find: Callable[[], Pairs]
    if program == "kith":
        find = partial(_kiths_pairs, records)
    else:
        from bench import duplicates_splink

        find = partial(duplicates_splink.pairs, duplicates_splink.columns(records))
    before, cpu, started = _megabytes(), time.process_time(), time.perf_counter()
    found = find()
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    peak = _megabytes()
    true = true_pairs(people)
    if program == "kith":
        certain = set(linkage.certain_pairs(records, found))
        wrong_merges = len(certain - true)
    print(json.dumps({
        "records": len(records), "true": len(true), "found": len(found), "right": len(found & true), "seconds": seconds,
        "cpu": cpu, "input_mb": before, "peak_mb": peak, "wrong_merges": wrong_merges,
    }))  # fmt: skip


def _kiths_pairs(records: list[dict[str, Any]]) -> Pairs:
    return {(i, j) for i, j, p in linkage.find_pairs(records) if p >= 0.5}


def _megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
