"""The same cells put to OR-Tools' CP-SAT, where it is installed."""

from __future__ import annotations

import importlib.util
import time
from functools import partial
from itertools import combinations
from typing import Any

from kith.seating import Plan, plan_rounds


def run(cells: str, seconds: float, timed: Any) -> None:
    """Print both, a row a cell g-p-w."""
    if importlib.util.find_spec("ortools") is None:
        print("\nOR-Tools is not installed: nothing beside it.")
        return
    print(f"\n{'cell':>8} {'Kith CPU s':>11} {'CP-SAT s':>9}")
    for cell in cells.split(","):
        tables, size, rounds = map(int, cell.split("-"))
        plan, took = timed(partial(plan_rounds, tables * size, tables=tables, rounds=rounds, seconds=seconds))
        other = _cpsat(tables, size, rounds, seconds)
        print(f"{cell:>8} {_result(plan, took):>11} {'not found' if other is None else f'{other:.2f}':>9}", flush=True)


def _result(plan: Plan, took: float) -> str:
    return "not found" if plan.repeats else f"{took:.2f}"


def _cpsat(tables: int, size: int, rounds: int, seconds: float) -> float | None:
    """Seconds to a schedule without a repeat, or None. One worker."""
    from ortools.sat.python import cp_model  # not part of what Kith needs

    model = cp_model.CpModel()
    people = range(tables * size)
    sits = {
        (person, row, table): model.new_bool_var("")
        for person in people
        for row in range(rounds)
        for table in range(tables)
    }
    for row in range(rounds):
        for person in people:
            model.add_exactly_one(sits[person, row, table] for table in range(tables))
        for table in range(tables):
            model.add(sum(sits[person, row, table] for person in people) == size)
    for person in people:  # round 0 in order: the symmetry that everybody breaks
        model.add(sits[person, 0, person // size] == 1)
    for a, b in combinations(people, 2):
        model.add_at_most_one(_meet(model, sits, a, b, row, tables) for row in range(rounds))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    began = time.perf_counter()
    status = solver.solve(model)
    return time.perf_counter() - began if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _meet(model: Any, sits: Any, a: int, b: int, row: int, tables: int) -> Any:
    meet = model.new_bool_var("")
    for table in range(tables):
        model.add_bool_or(sits[a, row, table].negated(), sits[b, row, table].negated(), meet)
    return meet
