"""Who is told of a booking, and in what words: mails with a calendar part, texts for WhatsApp (B29, B32, B38)."""


def tell_guest(booking_id: int, verb: str, sequence: int, *, message: str = "") -> None:
    raise NotImplementedError


def tell_host(booking_id: int, verb: str, sequence: int) -> None:
    raise NotImplementedError


def remind(reminder_id: int) -> None:
    raise NotImplementedError
