"""A whole book as one file, out and in again."""
