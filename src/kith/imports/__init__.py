"""Bringing in what users have elsewhere: read, preview, commit, undo."""
