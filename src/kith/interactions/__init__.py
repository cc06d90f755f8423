"""What happened between the user and people, and what was promised."""
