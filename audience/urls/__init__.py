"""Addresses of the audience: `public` below a card."""
