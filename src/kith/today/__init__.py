"""The home page: whom to reach out to today, and why."""
