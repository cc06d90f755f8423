"""**Mathematics**: which records tell of the same person. No Django."""

from kith.linkage.explaining import explain, is_certain
from kith.linkage.pairs import FLOOR, find_pairs

__all__ = ["FLOOR", "explain", "find_pairs", "is_certain"]
