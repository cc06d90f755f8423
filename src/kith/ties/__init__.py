"""The relationship itself: warmth, depth, tier, level, and who knows whom."""
