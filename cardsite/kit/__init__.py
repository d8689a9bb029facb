"""Leaf modules by subject: standard library, Django and the one library each wraps."""
