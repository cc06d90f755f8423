"""What the book holds on somebody, and how nothing of it remains."""
