"""Who knows whom: asked for, written down in a line, and worked out, each with where it is known from."""
