"""`kith seat`: rounds of small tables so that as many new pairs as possible meet."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kith.seating import Plan

_IN = ("ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines", "tens", "elevens", "twelves")


@click.command("seat")
@click.option("--people", type=click.IntRange(min=1), required=True, help="How many people there are.")
@click.option("--size", type=click.IntRange(min=1), required=True, help="How many sit at a table at most.")
@click.option("--rounds", type=click.IntRange(min=1), help="How many rounds are planned.")
@click.option("--everyone", is_flag=True, help="As few rounds as it takes until everybody has met everybody.")
@click.option(
    "--seconds", type=click.FloatRange(min=0), default=5.0, show_default=True, help="Time to look for a plan."
)
@click.option("--seed", type=int, default=0, help="Another number for another plan.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    people: int, size: int, rounds: int | None, everyone: bool, seconds: float, seed: int, as_json: bool
) -> None:
    """Plan rounds of tables at which people meet somebody new; people are numbered from 1."""
    if (rounds is None) != everyone:
        raise click.UsageError("Say either --rounds or --everyone.")
    from kith import seating

    try:
        if rounds is None:
            plan = seating.everyone_meets(people, size, seconds, seed)
        else:
            plan = seating.plan_rounds(people, size=size, rounds=rounds, seconds=seconds, seed=seed)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(_facts(plan) if as_json else _words(plan, people, size))


def _facts(plan: Plan) -> str:
    facts = asdict(plan)
    facts["rounds"] = _from_one(plan)
    return json.dumps(facts)


def _from_one(plan: Plan) -> list[list[list[int]]]:
    return [[sorted(person + 1 for person in table) for table in tables] for tables in plan.rounds]


def _words(plan: Plan, people: int, size: int) -> str:
    lines = []
    for number, tables in enumerate(_from_one(plan), start=1):
        lines.append(f"Round {number}")
        lines += [f"  Table {place}: {' '.join(map(str, table))}" for place, table in enumerate(tables, start=1)]
    lines += ["", _repeats(plan)]
    if plan.fewest is not None:
        lines.append(_fewest(plan, people, size))
    return "\n".join(lines)


def _repeats(plan: Plan) -> str:
    if not plan.repeats:
        return "Nobody meets anybody twice."
    again = f"{plan.repeats} {'meeting is' if plan.repeats == 1 else 'meetings are'} a repeat"
    if plan.repeats == plan.bound:
        return f"{again}, and fewer are not possible."
    return f"{again}; fewer than {plan.bound} are not possible."


def _fewest(plan: Plan, people: int, size: int) -> str:
    tables = f"in {_IN[size - 1]}" if size <= len(_IN) else f"at tables of {size}"
    needs = f"{people} people need {plan.fewest} {'round' if plan.fewest == 1 else 'rounds'} at best"
    met = "everybody meets" if not plan.unmet else f"{plan.unmet} pairs do not meet"
    return f"For everybody to meet, {tables}, {needs}; you have {len(plan.rounds)}, and {met}."
