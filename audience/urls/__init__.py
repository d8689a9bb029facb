"""Addresses of the audience, one module a place."""
