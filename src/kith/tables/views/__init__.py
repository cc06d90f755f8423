"""The pages of round tables, by who looks at them."""
