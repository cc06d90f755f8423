"""Groups: people with common ground who meet; who belongs to them, in which role, by which rules."""
