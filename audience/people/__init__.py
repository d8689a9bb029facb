"""People: what one person did in a workspace, in whichever room, on one page."""
