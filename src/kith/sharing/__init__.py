"""What one book may do for another on the same server: blind asks, introducers first."""
