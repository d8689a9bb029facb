"""Pages of a team: members, invitations, leaving, the log."""
