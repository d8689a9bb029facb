"""What the operator does with an installation: look whether it is well, back up, restore, move."""
