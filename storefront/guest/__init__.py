"""What visitors see and do in a shop."""
