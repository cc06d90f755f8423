"""Mathematics: rounds of small tables so that as many new pairs as possible meet. Numbers of people in, tables out; no Django."""

from kith.seating.planning import Plan, everyone_meets, plan_rounds
from kith.seating.warming import is_warm, warm_up

__all__ = ["Plan", "everyone_meets", "is_warm", "plan_rounds", "warm_up"]
