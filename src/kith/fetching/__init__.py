"""Fetches from addresses that users name, and from nowhere inside the house."""
