"""Codes and sheets of many cards in one file (cards 48)."""
