"""Albums of pictures: received, developed and arranged by their owner, looked at by visitors (cards 30-32)."""
