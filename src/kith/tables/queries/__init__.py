"""What can be asked of round tables."""
