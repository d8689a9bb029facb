"""The password of a card: set by its owner, asked of its visitors, remembered by a cookie (cards 20)."""
