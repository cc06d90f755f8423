"""The look of everything."""
