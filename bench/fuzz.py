"""Changes small true files in every way that chance finds, reads them, and counts crashes, hangs and refusals without a word.

    python -m bench.fuzz [--inputs 100000] [--format vcard] [--seed 1] [--show 1234]

Inputs are read in child processes, by turns of many; one that kills its child is found by reading that turn one by one.
A crash is any error but BadFile, a hang more than two seconds of processor time. The exit code is 1 if there is either.
--show prints the input of that number instead.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from bench.fuzz_inputs import FORMATS, mutated
from kith import sandbox
from kith.sandbox import Broke, Exceeded, Limits

TURN = 500
_LIMITS = Limits(seconds=60, megabytes=768, waiting=600)
_ALONE = Limits(seconds=5, megabytes=512, waiting=120)
_SHOWN = 10
BAD = ("crash", "hang", "wordless", "killed")


def main() -> int:
    """Run the fuzzers that are asked for; the exit code is 1 if anything is found."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--inputs", type=int, default=100_000, help="of each format")
    asked.add_argument("--format", choices=list(FORMATS), action="append")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--show", type=int)
    options = asked.parse_args()
    if options.show is not None:
        sys.stdout.buffer.write(mutated(options.format[0], options.seed, options.show))
        return 0
    worst = 0
    for kind in options.format or list(FORMATS):
        begun = time.perf_counter()
        counts, found = fuzz(kind, options.inputs, options.seed, options.processes)
        _print(kind, counts, found, time.perf_counter() - begun)
        worst = max(worst, int(any(counts[bad] for bad in BAD)))
    return worst


def fuzz(kind: str, inputs: int, seed: int, processes: int = 1) -> tuple[Counter[str], list[tuple[str, int, str]]]:
    """How many inputs came to what, and each that is bad: what, its number, where."""
    counts: Counter[str] = Counter()
    found: list[tuple[str, int, str]] = []
    turns = [(first, min(first + TURN, inputs)) for first in range(0, inputs, TURN)]
    with ThreadPoolExecutor(processes) as pool:
        for outcomes in pool.map(lambda turn: list(_turn(kind, seed, *turn)), turns):
            for what, number, where in outcomes:
                if what.endswith(" in all"):
                    counts[what.removesuffix(" in all")] += number
                else:
                    found.append((what, number, where))
    return counts, found


def _turn(kind: str, seed: int, first: int, last: int) -> Iterator[tuple[str, int, str]]:
    try:
        yield from list(_run(kind, seed, first, last, _LIMITS))
    except (Exceeded, Broke):
        for number in range(first, last):
            yield from _alone(kind, seed, number)


def _alone(kind: str, seed: int, number: int) -> Iterator[tuple[str, int, str]]:
    try:
        yield from list(_run(kind, seed, number, number + 1, _ALONE))
    except (Exceeded, Broke) as error:
        yield "killed", number, f"{type(error).__name__}: {error}"
        yield "killed in all", 1, ""


def _run(kind: str, seed: int, first: int, last: int, limits: Limits) -> Iterator[tuple[str, int, str]]:
    for outcome in sandbox.run("bench.fuzz_child:outcomes", kind, seed, first, last, limits=limits):
        assert isinstance(outcome, tuple)
        yield outcome


def _print(kind: str, counts: Counter[str], found: list[tuple[str, int, str]], seconds: float) -> None:
    told = ", ".join(f"{what} {counts[what]:,}" for what in ("read", "refused", "deep", *BAD))
    print(f"{kind:<6} {counts.total():,} inputs in {seconds:.0f} s: {told}", flush=True)
    by_place: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for what, number, where in found:
        place, _, said = where.partition(" | ")
        by_place.setdefault((what, place), []).append((number, said))
    for (what, place), each in list(by_place.items())[:_SHOWN]:
        print(f"       {what} {len(each)} times: {place}; first input {each[0][0]}: {each[0][1]}")


if __name__ == "__main__":
    sys.exit(main())
