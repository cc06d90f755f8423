"""Text made comparable, as all of people and what stands on them take it from here."""

from kith.folding import fold

__all__ = ["fold"]
