"""**Mathematics**: which records tell of the same person. No Django."""
