"""How often to be in touch with whom, and when the next touch is."""
