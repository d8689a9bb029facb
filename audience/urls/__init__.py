"""Addresses of the audience, one module a place where they stand."""
