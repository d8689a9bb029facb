"""The owner's side of one card: forms over the document, and the pages around them."""
