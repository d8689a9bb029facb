"""What a card shows of the bookings: named in `settings.CARD_BLOCKS`."""
