"""Career bridges: how long one takes, beside networkx on the same graph, and how many occupations can be reached.

    python -m bench.careers [--pairs 300]

Cheapest way of at most five steps (Kith: with two others and what each step asks for). networkx: Dijkstra without a limit of
steps, one way; where its way has five steps at most, both must cost the same. Returns 1 where they differ or a goal is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

import networkx as nx
import numpy as np

from kith import careers
from kith.careers import walking
from kith.careers.table import table

_GOAL = 0.010  # seconds at the median


def main(arguments: list[str]) -> int:
    """Print the figures. Returns 0, or 1 where a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=300)
    pairs = _pairs(parser.parse_args(arguments).pairs)
    began = time.perf_counter()
    graph = _graph()
    print(f"table read in {time.perf_counter() - began:.2f} s: {len(table().codes):,} occupations")
    ours, theirs, compared, differ = _compared(graph, pairs)
    for name, seconds in (("kith, three ways with gaps", ours), ("networkx, one way of codes", theirs)):
        half, most = np.percentile(seconds, [50, 95]) * 1000
        print(f"{name}: {half:.1f} ms at the median, {most:.1f} ms at 95 %")
    print(
        f"of {len(pairs)} pairs {compared} have a cheapest way of five steps or fewer; {differ} of them differ in cost"
    )
    _reach()
    return int(differ > 0 or float(np.median(ours)) > _GOAL)


def _pairs(count: int) -> list[tuple[str, str]]:
    known = [code for code in table().codes if not code.startswith("55-")]
    dice = random.Random(1)
    return [(dice.choice(known), dice.choice(known)) for _ in range(count)]


def _graph() -> nx.DiGraph[str]:
    known = table()
    graph: nx.DiGraph[str] = nx.DiGraph()
    for one, other, cost in zip(known.source.tolist(), known.target.tolist(), known.costs.tolist(), strict=True):
        graph.add_edge(known.codes[one], known.codes[other], weight=cost)
    return graph


def _compared(graph: nx.DiGraph[str], pairs: list[tuple[str, str]]) -> tuple[list[float], list[float], int, int]:
    ours, theirs, compared, differ = [], [], 0, 0
    for one, other in pairs:
        began = time.perf_counter()
        found = careers.bridge(one, other)
        between = time.perf_counter()
        cost, way = nx.single_source_dijkstra(graph, one, other)
        ours.append(between - began)
        theirs.append(time.perf_counter() - between)
        if len(way) <= 6 and not _passes_a_rest(way):
            compared += 1
            differ += abs(found[0].cost - cost) > 1e-9
    return ours, theirs, compared, differ


def _passes_a_rest(way: list[str]) -> bool:
    """Kith leads nobody through an occupation of which nothing is known; networkx was not told."""
    return any(table().zones[table().places[code]] == 0 for code in way[1:-1])


def _reach() -> None:
    described = np.array([not code.startswith("55-") for code in table().codes])
    for steps in (3, 5, 7):
        costs = [walking.distances(place, steps)[described] for place in np.flatnonzero(described).tolist()[::5]]
        print(f"reached in {steps} steps, the armed forces left out: {np.isfinite(costs).mean():.2%} of pairs")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
