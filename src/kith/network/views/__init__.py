"""Doors to the pages of Reach."""
