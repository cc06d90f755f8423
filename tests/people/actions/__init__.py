"""Tests of kith.people.actions."""
