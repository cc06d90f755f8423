"""Tags of the book's own pages."""
