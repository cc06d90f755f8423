"""Tests of kith.duplicates."""
