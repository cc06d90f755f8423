"""Mathematics: which of what is offered means what is asked for; texts in, ranked numbers out. No Django."""
