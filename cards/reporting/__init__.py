"""Reporting a card: anybody may, without an account, and staff decides (cards 93; DSA, article 16)."""
