"""What visitors do: choose a service and a time, book, move, cancel."""
