"""Fetches from addresses that users name, and from nowhere inside the house."""

from kith.fetching.guard import Inside, connect
from kith.fetching.web import Fetched, Unreachable, fetch, web_address

__all__ = ["Fetched", "Inside", "Unreachable", "connect", "fetch", "web_address"]
