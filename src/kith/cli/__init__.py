"""The kith command: the same verbs from a terminal."""
