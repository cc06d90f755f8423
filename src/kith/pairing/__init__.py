"""Mathematics: who with whom: mentors for mentees, and pairs over a coffee; arrays in, pairs out. No Django."""
