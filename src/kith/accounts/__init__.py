"""Who signs in, and what they own."""
