"""**Mathematics**: messages as they are on the wire, whom they were between, and what their signatures say. No Django."""
