"""Sheets to print with codes on them: pure geometry in true millimetres (cards 48, 49)."""
