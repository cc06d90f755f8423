"""Fetches from addresses that users name, and from nowhere inside the house."""

from kith.fetching.guard import Inside, connect
from kith.fetching.web import Fetched, Unreachable, fetch

__all__ = ["Fetched", "Inside", "Unreachable", "connect", "fetch"]
