"""Whether a sending looks like spam: then it goes to the spam folder, never into the bin (cards 73). Pure."""

import re
from collections.abc import Iterable
from typing import Final

LINKS_AT_MOST: Final = 2
_LINK: Final = re.compile(r"https?://|\bwww\.|\[url|<a\s", re.IGNORECASE)


def is_link_heavy(texts: Iterable[str]) -> bool:
    """More links than a person puts into a message.

    >>> is_link_heavy(["see https://x.example and www.y.example"])
    False
    >>> is_link_heavy(["http://a.example http://b.example", "http://c.example"])
    True
    """
    return sum(len(_LINK.findall(text)) for text in texts) > LINKS_AT_MOST
