"""Phone, tablet or desktop, by the few marks that all browsers carry (cards 64). Pure.

An iPad says that it is a Mac, unless its owner asked for pages of phones: it counts as what it says.
"""

from functools import lru_cache
from typing import Final

PHONE: Final = "phone"
TABLET: Final = "tablet"
DESKTOP: Final = "desktop"

TABLETS: Final = ("iPad", "Tablet", "Kindle", "Silk/", "PlayBook")
PHONES: Final = ("iPhone", "iPod", "Mobi", "Windows Phone")
DESKTOPS: Final = ("Windows NT", "Macintosh", "X11", "CrOS", "Linux")


@lru_cache(maxsize=4096)
def device(agent: str) -> str:
    """Empty for what nobody knows.

    >>> device("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36")
    'phone'
    """
    if any(mark in agent for mark in TABLETS):
        return TABLET
    if any(mark in agent for mark in PHONES):
        return PHONE
    if "Android" in agent:
        return TABLET
    return DESKTOP if any(mark in agent for mark in DESKTOPS) else ""
