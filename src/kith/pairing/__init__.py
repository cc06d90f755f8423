"""Mathematics: who with whom: mentors for mentees, and pairs over a coffee; arrays in, pairs out. No Django."""

from kith.pairing.candidates import Pairs
from kith.pairing.coffee import Coffee, pair_for_coffee
from kith.pairing.in_common import in_common
from kith.pairing.mentors import Matching, match_mentors
from kith.pairing.stability import stable
from kith.pairing.warming import is_warm, warm_up

__all__ = [
    "Coffee",
    "Matching",
    "Pairs",
    "in_common",
    "is_warm",
    "match_mentors",
    "pair_for_coffee",
    "stable",
    "warm_up",
]
