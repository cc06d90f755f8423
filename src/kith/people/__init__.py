"""People, where they work, and how to reach them."""
