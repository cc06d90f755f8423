"""What the pages of the book ask across features."""
