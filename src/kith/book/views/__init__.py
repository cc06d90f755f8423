"""The pages of the book, a module for each."""
