"""Addresses of the bookings app, one module a place where they stand."""
