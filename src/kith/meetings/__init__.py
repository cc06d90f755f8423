"""Meetings of groups: when and where, who comes, who was there, and what follows."""
