"""Tests of kith.search."""
