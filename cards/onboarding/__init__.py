"""People of a team: cards from a table, each prepared for somebody who is invited to it (cards 83, 84)."""
