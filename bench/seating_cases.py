"""Evenings as they are, for the seating benchmark: uneven tables, people late, hosts, feuds, couples, earlier meetings."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

from kith.seating import Plan, checking, plan_rounds

Timed = Callable[[Callable[[], Plan]], tuple[Plan, float]]

LOOK = 0.95
"""Of the time allowed, what the planner is told: it looks at the clock every twentieth of a second."""


def cases() -> dict[str, tuple[int, dict[str, Any], float]]:
    """By name: people, what is asked, and the CPU seconds that the prototypes took (science.md)."""
    lots = random.Random(7)
    return {
        "30 at 6 tables, 3 late, hosts": (30, _evening(30, 6, 4, lots), 3.0),
        "44 at uneven tables, met": (44, {"tables": [8, 8, 8, 7, 7, 6], "rounds": 5, "met": _met(44, 60, lots)}, 3.0),
        "100 in eights, hosts, feuds": (100, _evening(100, 13, 5, lots), 3.0),
        "300 in eights, hosts, feuds": (300, _evening(300, 38, 6, lots), 3.0),
        "300, last 3 rounds again": (300, _again(300, 38, lots), 3.0),
        "1,000 at 125 tables": (1000, {"tables": 125, "rounds": 6, "absent": [(999, 0)]}, 26.0),
    }


def _evening(people: int, tables: int, rounds: int, lots: random.Random) -> dict[str, Any]:
    guests = range(tables, people)
    pairs = [tuple(lots.sample(guests, 2)) for _ in range(people // 10)]
    late = [(person, 0) for person in lots.sample(guests, people // 10)]
    asked: dict[str, Any] = {
        "tables": tables,
        "rounds": rounds,
        "absent": late,
        "apart": pairs[::2],
        "together": pairs[1::6],
    }
    apart = {frozenset(pair) for pair in asked["apart"]}
    asked["together"] = [pair for pair in asked["together"] if frozenset(pair) not in apart]
    return asked | {"locked": [(host, host) for host in range(tables)], "met": _met(people, people, lots)}


def _met(people: int, count: int, lots: random.Random) -> list[tuple[int, int]]:
    return [(a, b) for a, b in (lots.sample(range(people), 2) for _ in range(count))]


def _again(people: int, tables: int, lots: random.Random) -> dict[str, Any]:
    """Three rounds are over; then ten people leave."""
    before = plan_rounds(people, tables=tables, rounds=3, seed=1)
    met = [(a, b) for row in before.rounds for table in row for a in table for b in table if a < b]
    gone = [(person, row) for person in lots.sample(range(people), 10) for row in range(3)]
    return {"tables": tables, "rounds": 3, "met": met, "absent": gone}


def run(timed: Timed) -> int:
    """Print a row a case; how many broke a constraint or took longer than the prototypes."""
    print(f"\n{'evening':>32} {'repeats':>8} {'least':>6} {'broken':>7} {'CPU s':>7} {'before':>7}  verified")
    missed = 0
    for name, (people, asked, before) in cases().items():
        plan, seconds = timed(partial(plan_rounds, people, **asked, seconds=before * LOOK, seed=3))
        _verify(people, asked, plan)
        row = f"{name:>32} {plan.repeats:>8} {plan.bound:>6} {plan.broken:>7} {seconds:>7.2f} {before:>7.1f}  yes"
        print(row, flush=True)
        missed += plan.broken > 0 or seconds > before
    return missed


def _verify(people: int, asked: dict[str, Any], plan: Plan) -> None:
    assert not checking.faults(people, plan.rounds, tables=asked["tables"], absent=asked.get("absent", ()))
    constraints = {name: asked.get(name, ()) for name in ("locked", "apart", "together", "met")}
    counted = checking.count(people, plan.rounds, **constraints)
    assert (counted.repeats, counted.broken) == (plan.repeats, plan.broken)
