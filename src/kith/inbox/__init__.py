"""What needs a decision, on one page."""
