"""**Mathematics**: from the picture of a business card to fields with a confidence each. No Django."""
