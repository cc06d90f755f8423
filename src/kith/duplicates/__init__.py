"""Who is the same person: merge, and split again."""
