"""Tests of kith.cli."""
