"""Tests of what holds across all of Kith."""
