"""Tests of kith.sqlite."""
