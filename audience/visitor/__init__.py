"""What visitors meet: the form, the thanks, and the page of their own details."""
