"""The inbox: what members of a workspace see of its leads, and do with them (cards 75)."""
