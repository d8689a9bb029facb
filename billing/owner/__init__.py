"""The pages on which the owner of a workspace chooses, changes and ends a plan."""
