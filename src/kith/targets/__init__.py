"""What the user aims for, how they say it, and the card that others can answer."""
