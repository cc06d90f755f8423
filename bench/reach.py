"""How soon the best paths of introduction are found: Kith beside igraph, networkx and SQL, in one run, with equal answers.

    python -m bench.reach [--people 100000 | --real] [--engines igraph networkx sqlite postgres duckdb]
                          [--times 200] [--peer-times 20] [--seed 1] [--json FILE] [--write]

Networks: generated with a seed (100,000 people with 2,500,000 ties, 1,000,000 with 20,000,000; any other number has 25
times as many ties), or --real, the graphs of $KITH_SHARED with drawn strengths. Questions, of each kind so many, drawn with
the seed: the ten best paths of at most three ties from somebody to a person, to an organisation of 50, to a role of 1 % of
all, to one of the best known 0.1 %, from one of those; and adversarial ones, which count for no goal but are printed. The
others answer the first --peer-times of each kind; every answer must equal Kith's to the last bit, else the run ends with 1.

Times are milliseconds of processor (of PostgreSQL its process and the client), so that other work on the machine counts for
little. "cold": 64 MB of other memory are read before every question. Ratios are to Kith on the same questions: the geometric
mean, and the totals. --json keeps the figures; --write makes the section and the plot of docs/benchmarks.md from all that
were kept in the folder of that file.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench import reach_graphs, reach_kith, reach_networks, reach_report, reach_sql
from bench.reach_graphs import Found
from bench.reach_networks import Given
from bench.reach_questions import ADVERSARIAL, Question, drawn
from kith.reach import warm_up

ENGINES: dict[str, Any] = {
    "igraph": reach_graphs.Igraph,
    "networkx": reach_graphs.Networkx,
    "sqlite": reach_sql.Sqlite,
    "postgres": reach_sql.Postgres,
    "duckdb": reach_sql.Duckdb,
}
TIES = {100_000: 2_500_000, 1_000_000: 20_000_000}
REAL = ("ego-facebook", "github-developers")
MILLI = 1e-6  # of nanoseconds
OTHER_MEMORY = 64 << 20

Times = dict[str, list[float]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--engines", nargs="*", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--peer-times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    warm_up()
    missed: list[str] = []
    for given in _networks(options):
        study = Study(given, options)
        missed += study.run(options.engines)
    if options.write:
        reach_report.write(options.json.parent)
    well = (
        "All goals are met." if options.people in TIES and not options.real else "Goals are set for other sizes only."
    )
    print("\n".join(missed) or well)
    return int(bool(missed))


def _networks(options: argparse.Namespace) -> list[Given]:
    if options.real:
        return [reach_networks.real(name, options.seed) for name in REAL]
    return [reach_networks.generated(options.people, TIES.get(options.people, 25 * options.people), options.seed)]


class Study:
    """One network, asked by every engine."""

    def __init__(self, given: Given, options: argparse.Namespace) -> None:
        self.given = given
        self._options = options
        self._usual = drawn(given, options.times, options.seed)
        self._hard = drawn(given, max(1, options.times // 4), options.seed, adversarial=True)
        self._figures: dict[str, Any] = {"network": given.name, "people": given.people, "ties": len(given.a)}
        self._figures["ratios"] = {}

    def run(self, engines: list[str]) -> list[str]:
        """Print everything, and return a line for each goal that is missed."""
        print(f"\n{self.given.name}: {len(self.given.a):,} ties, the best known has {self.given.degrees.max():,}")
        kith = reach_kith.Kith(self.given)
        answers = [kith.ask(question) for question in self._asked_of_peers()]
        self._figures["kith"] = timed(kith.ask, self._usual + self._hard)
        self._figures["cold"] = timed(kith.ask, self._usual, cold=True)
        _print_times("Kith", self._figures["kith"])
        _print_times("Kith, cold", self._figures["cold"])
        reference = timed(kith.ask, self._asked_of_peers())
        del kith
        own = reach_kith.figures(self.given, self._usual).as_dict()
        self._figures["own"] = own
        print("  " + ", ".join(f"{name} {value:.3g}" for name, value in own.items()))
        self._keep()
        for name in engines:
            if ratio := self._compared(name, answers, reference):
                self._figures["ratios"][name] = ratio
                self._keep()
        return reach_report.missed(self._figures)

    def _keep(self) -> None:
        """Add the figures to those that the file holds, of this network as of others: a run may be of a few engines."""
        path = self._options.json
        if path is None:
            return
        kept = json.loads(path.read_text()) if path.is_file() else {}
        before = kept.get(self.given.name, {"ratios": {}})
        self._figures["ratios"] = before["ratios"] | self._figures["ratios"]
        path.write_text(json.dumps(kept | {self.given.name: self._figures}, indent=1) + "\n")

    def _asked_of_peers(self) -> list[Question]:
        times, seed = self._options.peer_times, self._options.seed + 1000
        few = max(1, times // 10)
        return drawn(self.given, times, seed) + drawn(self.given, few, seed, adversarial=True)

    def _compared(self, name: str, answers: list[Found], reference: Times) -> dict[str, Any]:
        """Percentiles and ratios of one engine. Raises SystemExit where an answer differs."""
        try:
            engine = ENGINES[name](self.given)
        except LookupError as error:
            print(f"  {name}: left out, {error}")
            return {}
        asked = self._asked_of_peers()
        for question, expected in zip(asked, answers, strict=True):
            if engine.ask(question) != expected:
                raise SystemExit(f"{name} answers otherwise: {question}")
        times = timed(engine.ask, asked, getattr(engine, "processor_time", None))
        engine.close()
        del engine
        gc.collect()
        return _ratios(name, times, reference)


def timed(
    ask: Callable[[Question], Any], questions: list[Question], more: Callable[[], int] | None = None, cold: bool = False
) -> Times:
    """Milliseconds of processor of each question, by kind. more: nanoseconds that another process has had."""
    found: Times = {}
    other = np.ones(OTHER_MEMORY // 8)
    for question in questions:
        if cold:
            other += 1.0
        elsewhere = more() if more else 0
        begun = time.process_time_ns()
        ask(question)
        taken = time.process_time_ns() - begun
        taken += more() - elsewhere if more else 0
        found.setdefault(question.kind, []).append(taken * MILLI)
    return found


def _ratios(name: str, times: Times, reference: Times) -> dict[str, Any]:
    usual = [kind for kind in times if kind not in ADVERSARIAL]
    ours = np.concatenate([reference[kind] for kind in usual])
    theirs = np.concatenate([times[kind] for kind in usual])
    geometric, total = float(np.exp(np.log(theirs / ours).mean())), float(theirs.sum() / ours.sum())
    _print_times(name, times)
    print(f"  {name}: {geometric:.0f} × Kith's time in the geometric mean, {total:.0f} × in total", flush=True)
    return {"times": times, "geometric": geometric, "total": total}


def _print_times(name: str, times: Times) -> None:
    usual = [time for kind, some in times.items() if kind not in ADVERSARIAL for time in some]
    for kind, some in {**times, "all but adversarial": usual}.items():
        median, late, worst = np.percentile(some, [50, 95, 100])
        print(f"  {name:12} {kind:26} {median:10.3f} {late:10.3f} {worst:10.3f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
