"""Pages of mentoring and coffee."""
