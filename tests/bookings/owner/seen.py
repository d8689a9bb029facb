"""What a person reads on a page of the agenda."""

import re
from html import unescape
from typing import Any, Final

AGENDA: Final = "/w/atelier/bookings/"


def text(answer: Any) -> str:
    """What a person reads, in one line."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
