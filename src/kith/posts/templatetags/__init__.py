"""Tags for pages of posts."""
