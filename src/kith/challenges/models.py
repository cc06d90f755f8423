"""Friendly competition: what a group counts together, and who is near whom."""
