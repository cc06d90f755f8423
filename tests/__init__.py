"""Kith's tests; they mirror src/kith name for name."""
