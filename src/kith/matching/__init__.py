"""Mathematics: which offers answer an ask, by meaning in several languages or by words and occupations, and why. No Django."""

from __future__ import annotations

from kith.matching.index import Index, rank
from kith.matching.reasons import Reason, why

__all__ = ["Index", "Reason", "rank", "why"]
