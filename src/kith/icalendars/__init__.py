"""**Mathematics**: iCalendar files, their events and when those occur. No Django."""
