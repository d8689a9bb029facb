"""That the object store does not answer; apart from the store, so that whoever has none loads nothing of it."""


class StoreAway(OSError):
    """The store is away, slow or refuses us; a full disk is an `OSError` too."""
