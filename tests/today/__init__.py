"""Tests of kith.today."""
