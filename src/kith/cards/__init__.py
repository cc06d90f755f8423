"""Business cards: photographed, read, kept; and one's own as a code."""
