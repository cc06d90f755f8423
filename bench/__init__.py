"""Benchmarks: each runs Kith and a peer in the same run and prints the ratio."""
