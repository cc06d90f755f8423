"""Groups that can be found, here and elsewhere, and the way to new work."""
