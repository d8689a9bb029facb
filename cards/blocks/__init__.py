"""Sections of a card, one module each; `registry` finds them by `settings.CARD_BLOCKS`."""
