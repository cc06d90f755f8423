"""Tags for pages of mentoring."""
