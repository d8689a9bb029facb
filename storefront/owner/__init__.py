"""Pages of a shop's owner."""
