"""Addresses of the audience: figures below a workspace, and of one card."""
