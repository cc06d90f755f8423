"""The pages of sharing, by who looks at them."""
