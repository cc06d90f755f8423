"""What Kith found and did not write into the book: somebody to add, a new title, a number. The user decides."""
