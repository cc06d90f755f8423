"""Introductions, from the draft to the thanks."""
