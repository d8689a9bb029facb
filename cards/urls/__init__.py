"""Addresses of the cards: `private` below a workspace, `public` at the root."""
