"""What members of a group tell and ask each other: posts, replies, threads, and keeping order."""
