"""Tests of kith.archive."""
