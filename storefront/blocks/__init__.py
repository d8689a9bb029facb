"""Blocks of a card that the shop brings."""
