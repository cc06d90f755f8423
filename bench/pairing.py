"""Mentors and coffee: equal optimum and time beside scipy and OR-Tools, in one run.

    python -m bench.pairing [--mentees 5000] [--mentors 1700] [--room 3] [--people 10000] [--hard]

First 200 small groups by chance: as many matched, the same worst match and the same sum as scipy's exact solver with mentors
repeated. Then a large group, of fits by chance, by likeness (of eight figures each), and in six levels: seconds of CPU of
ours, in all and for the sum alone, beside scipy's for the sum alone; and fifty candidates for each mentee beside OR-Tools'
SimpleMinCostFlow. --hard adds mentors whom all want in much the same order, which takes minutes on both sides. Then a stable
matching and coffee for 10,000 people, with three months of coffee behind them, both verified by the checker; most preferred
pairs beside networkx's, and once more with whom they have in common after a year of round tables. Ratios are theirs to ours. Returns 1 where a goal of the issue is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kith.pairing import Pairs, checking, in_common, match_mentors, pair_for_coffee, stable, warm_up

Fit = NDArray[np.float64]

MATCHED_WITHIN = 5.0
COFFEE_WITHIN = 60.0
ALIKE = 1e-6
CANDIDATES = 50
WEEKS = 13


def main(arguments: list[str]) -> int:
    """Print the figures. Returns 0, or 1 where a goal is missed."""
    options = _options(arguments)
    began = time.perf_counter()
    warm_up()
    print(f"compiled or loaded in {time.perf_counter() - began:.1f} s")
    missed = _equal() + sum(_large(*group, options) for group in _groups(options)) + _few(options)
    missed += _stable() + _coffee(options.people)
    print(f"goals missed: {missed}")
    return int(missed > 0)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mentors and coffee, beside other programs.")
    parser.add_argument("--mentees", type=int, default=5_000)
    parser.add_argument("--mentors", type=int, default=1_700)
    parser.add_argument("--room", type=int, default=3, help="mentees for each mentor")
    parser.add_argument("--people", type=int, default=10_000, help="who have coffee")
    parser.add_argument("--hard", action="store_true", help="mentors whom all want in the same order as well: minutes")
    return parser.parse_args(arguments)


def timed(question: Callable[[], Any]) -> tuple[Any, float]:
    """The answer, and the CPU seconds that it took."""
    began = time.process_time()
    answer = question()
    return answer, time.process_time() - began


def exact(fit: Fit, capacity: NDArray[np.int64], least: float = -np.inf) -> tuple[int, float]:
    """How many scipy matches with fits from `least` up, mentors repeated, and the sum."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy has no types

    wide = np.repeat(fit, capacity, axis=1)
    may = np.isfinite(wide) & (wide >= least)
    mentee, place = linear_sum_assignment(np.where(may, wide, -1e6), maximize=True)
    kept = may[mentee, place]
    return int(kept.sum()), float(wide[mentee, place][kept].sum())


def _equal() -> int:
    wrong = 0
    for seed in range(200):
        dice = np.random.default_rng(seed)
        fit = np.asarray(dice.random((dice.integers(1, 60), dice.integers(1, 25))))
        fit[dice.random(fit.shape) < dice.choice([0, 0.2, 0.8])] = -np.inf
        wrong += not _is_exact(fit, dice.integers(0, 5, size=(fit.shape[1],)))
    print(f"\n200 groups by chance: {200 - wrong} with scipy's number of matches, worst match and sum")
    return wrong


def _is_exact(fit: Fit, capacity: NDArray[np.int64]) -> bool:
    found = match_mentors(fit, capacity)
    matched = len(fit) - len(found.without)
    higher = np.unique(fit[np.isfinite(fit) & (fit > found.worst + ALIKE)])
    same = exact(fit, capacity)[0] == matched
    same &= not matched or not len(higher) or exact(fit, capacity, higher[0])[0] < matched
    return bool(same and abs(exact(fit, capacity, found.worst)[1] - found.total) < ALIKE)


def _groups(options: argparse.Namespace) -> Iterator[tuple[str, Fit]]:
    dice = np.random.default_rng(7)
    shape = (options.mentees, options.mentors)
    print(f"\n{shape[0]} mentees, {shape[1]} mentors with room for {options.room}: CPU seconds")
    print(f"{'fits':>9} {'ours':>6} {'sum alone':>9} {'scipy':>7} {'ratio':>6} {'without':>7} {'worst':>7}  same sum")
    yield "chance", dice.random(shape)
    one, other = (dice.normal(size=(number, 8)) for number in shape)
    likeness = (one @ other.T) / np.linalg.norm(one, axis=1)[:, None] / np.linalg.norm(other, axis=1)
    yield "likeness", likeness
    yield "levels", dice.integers(0, 6, shape) / 5
    if options.hard:
        yield "popular", 0.8 * dice.random(shape[1]) + 0.2 * dice.random(shape)


def _large(name: str, fit: Fit, options: argparse.Namespace) -> int:
    capacity = np.full(options.mentors, options.room)
    found, all_in_all = timed(lambda: match_mentors(fit, capacity))
    plain, ours = timed(lambda: match_mentors(fit, capacity, worst_first=False))
    (_, total), theirs = timed(lambda: exact(fit, capacity))
    same = abs(total - plain.total) < ALIKE * len(fit)
    print(
        f"{name:>9} {all_in_all:>6.2f} {ours:>9.2f} {theirs:>7.2f} {theirs / ours:>6.1f} {len(found.without):>7}"
        f" {found.worst:>7.4f}  {'yes' if same else 'NO'}",
        flush=True,
    )
    return (not same) + (all_in_all > MATCHED_WITHIN and name != "popular")


def _few(options: argparse.Namespace) -> int:
    """Fifty candidates for each mentee, as a page would ask: beside the min-cost flow of OR-Tools, in whole fits."""
    dice = np.random.default_rng(8)
    mentee = np.repeat(np.arange(options.mentees), CANDIDATES)
    mentor = np.concatenate(
        [dice.choice(options.mentors, CANDIDATES, replace=False) for _ in range(options.mentees)]
    ).astype(np.int64)
    fit = dice.integers(1, 10_000, len(mentee))
    capacity = np.full(options.mentors, options.room)
    found, ours = timed(lambda: match_mentors(Pairs(options.mentees, mentee, mentor, fit), capacity, worst_first=False))
    total, theirs = timed(lambda: _flow(options, mentee, mentor, fit))
    same = total == round(found.total)
    print(
        f"\n{CANDIDATES} candidates each: {ours:.2f} s, OR-Tools SimpleMinCostFlow {theirs:.2f} s, ratio {theirs / ours:.1f}"
    )
    print(f"same sum: {'yes' if same else f'NO, {total} and {found.total}'}")
    return int(not same)


def _flow(options: argparse.Namespace, mentee: NDArray[Any], mentor: NDArray[Any], fit: NDArray[Any]) -> int:
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    mentees, mentors = options.mentees, options.mentors
    places, end = np.arange(mentors) + mentees, mentees + mentors
    flow.add_arcs_with_capacity_and_unit_cost(mentee, mentor + mentees, np.ones_like(mentee), -fit)
    sinks = np.full(mentors, end)
    flow.add_arcs_with_capacity_and_unit_cost(places, sinks, np.full(mentors, options.room), np.zeros_like(places))
    flow.set_nodes_supplies(np.arange(mentees), np.ones(mentees, np.int64))
    flow.set_node_supply(end, -mentees)
    flow.solve_max_flow_with_min_cost()
    return -int(flow.optimal_cost())


def _stable() -> int:
    dice = random.Random(9)
    mentees, mentors, names = 50_000, 17_000, 10
    wish = [dice.sample(range(mentors), names) for _ in range(mentees)]
    take: list[list[int]] = [[] for _ in range(mentors)]
    for mentee in dice.sample(range(mentees), mentees):
        for mentor in wish[mentee]:
            take[mentor].append(mentee)
    room = [3] * mentors
    found, seconds = timed(lambda: stable(wish, take, room))
    blocking = sum(1 for _ in checking.blocking_pairs(found, wish, take, room))
    print(f"\nstable: {mentees} mentees with {names} wishes each {seconds:.2f} s, {blocking} blocking pairs")
    return int(blocking > 0)


def _coffee(people: int) -> int:
    """A quarter of a year of coffee every week, then one more with everything to mind."""
    dice = np.random.default_rng(10)
    contacts = dice.integers(0, people, (people * 5, 2))
    preferred = contacts[contacts[:, 0] != contacts[:, 1]].tolist()
    met: list[tuple[int, int]] = []
    first, at_first = timed(lambda: pair_for_coffee(people, preferred=preferred))
    print(f"coffee: {people} people, {len(preferred)} preferred pairs, none met: {at_first:.2f} s")
    print(f"preferred pairs {first.preferred} of {first.most}")
    for week in range(WEEKS):
        tables = pair_for_coffee(people, met=met, preferred=preferred, seed=week).tables
        met += [pair for table in tables for pair in combinations(table, 2)]
    found, seconds = timed(lambda: pair_for_coffee(people, met=met, preferred=preferred, seed=WEEKS))
    faults = checking.faults_of_coffee(found.tables, people, met)
    new = {frozenset(pair) for pair in preferred} - {frozenset(pair) for pair in met}
    most, theirs = timed(lambda: _most(new))
    print(f"coffee: {people} people, {len(met)} pairs met, {seconds:.2f} s, {len(faults)} faults")
    print(f"preferred pairs {found.preferred} of {found.most}; networkx {most} in {theirs:.2f} s, without the rest")
    return (len(faults) > 0) + (seconds > COFFEE_WITHIN) + (most != found.most) + _known(people, met, dice)


def _known(people: int, met: list[tuple[int, int]], dice: np.random.Generator) -> int:
    """Whom they have in common: a year of monthly evenings of a third of them, three rounds of tables of eight, and the coffees."""
    tables: list[list[int]] = []
    for _round in range(12 * 3):
        there = dice.permutation(people)[: people // 3]
        tables += [part.tolist() for part in np.array_split(there, max(1, len(there) // 8))]
    liked, thinking = timed(lambda: in_common(people, [*tables, *met]))
    found, seconds = timed(lambda: pair_for_coffee(people, met=met, preferred=liked, seed=WEEKS))
    faults = checking.faults_of_coffee(found.tables, people, met)
    print(f"with {len(tables)} tables of a year: {len(liked)} pairs with somebody in common in {thinking:.2f} s")
    print(f"preferred pairs {found.preferred} of {found.most} in {seconds:.2f} s, {len(faults)} faults")
    return (len(faults) > 0) + (thinking + seconds > COFFEE_WITHIN)


def _most(pairs: set[frozenset[int]]) -> int:
    import networkx

    graph = networkx.Graph()
    graph.add_edges_from(map(tuple, pairs))
    return len(networkx.max_weight_matching(graph, maxcardinality=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
