"""What templates of the shop ask for by name."""
