"""What is to come: meetings out of calendars, with their people."""
