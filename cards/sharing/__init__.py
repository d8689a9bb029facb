"""Passing a card on where its page is not open: in the signature of one's mails (cards 58)."""
