"""Letters that Kith sends: each is written down first, and sent once."""
