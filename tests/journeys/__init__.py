"""Walks through the pages in a real Chromium, served by a real `kith up`."""
