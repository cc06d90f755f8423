"""Openings, leads, projects: what became of them, and through whom they came."""
