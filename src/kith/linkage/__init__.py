"""**Mathematics**: which records tell of the same person. No Django."""

from kith.linkage.certainty import certain_pairs, is_certain
from kith.linkage.explaining import explain
from kith.linkage.pairs import FLOOR, find_pairs

__all__ = ["FLOOR", "certain_pairs", "explain", "find_pairs", "is_certain"]
