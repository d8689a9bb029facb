"""Tags of the card's private pages."""
