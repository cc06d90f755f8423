"""A sample network of invented people, to look around in."""
