"""Blocks that the audience brings to cards."""
