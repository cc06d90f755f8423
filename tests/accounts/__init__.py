"""Tests of kith.accounts."""
