"""What can be asked of the directory: which groups suit, why, and how to get from one occupation to another."""

from __future__ import annotations

from kith.directory.queries.bridges import Crossing, Stone, crossing
from kith.directory.queries.finding import Found, find
from kith.directory.queries.wanting import Asked, Career, Wanted, career, wanted

__all__ = ["Asked", "Career", "Crossing", "Found", "Stone", "Wanted", "career", "crossing", "find", "wanted"]
