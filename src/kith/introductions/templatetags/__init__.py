"""Tags of introductions."""
