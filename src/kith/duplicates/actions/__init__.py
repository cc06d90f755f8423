"""What can be done with people who may be one: look for them, say what they are, make them one, and part them again."""

from kith.duplicates.actions.forgetting import forget
from kith.duplicates.actions.merging import merge, merge_pairs, merge_people
from kith.duplicates.actions.pairs import ask_again, call_different, look_for_pairs, say_different
from kith.duplicates.actions.splitting import split, split_merges

__all__ = [
    "ask_again",
    "call_different",
    "forget",
    "look_for_pairs",
    "merge",
    "merge_pairs",
    "merge_people",
    "say_different",
    "split",
    "split_merges",
]
