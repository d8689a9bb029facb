"""Cards out of files: contact files, tables, and our own exports (cards 23)."""
