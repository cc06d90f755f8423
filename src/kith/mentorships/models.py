"""Mentors and mentees of a group, and pairs over a coffee."""
