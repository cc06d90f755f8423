"""Tests of Kith being killed."""
