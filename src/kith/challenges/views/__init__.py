"""The doors of challenges: lists, one challenge, and one's own figures."""
