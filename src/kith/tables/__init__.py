"""Round tables at a meeting: rounds of small tables, seated so that many meet."""
