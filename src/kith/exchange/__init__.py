"""What people ask for and can give, and who vouches for what."""
