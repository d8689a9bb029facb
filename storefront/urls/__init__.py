"""Addresses of the storefront app, one module a place where they stand."""
