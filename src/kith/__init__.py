"""Kith: professional networking as a practice, self-hosted."""

__version__ = "0.1.0"
