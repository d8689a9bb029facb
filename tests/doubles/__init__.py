"""Outside services as real servers on loopback."""
