"""What a User-Agent header means to a person: "Firefox, Windows". A courtesy, never a decision. Pure."""

from typing import Final

#: First match wins: most browsers also name those they want to be taken for.
PROGRAMS: Final = (
    ("Instagram", "Instagram"),
    ("FBAN", "Facebook"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def in_words(user_agent: str) -> str:
    """Program and system, as far as they are known; else the header's own first words.

    >>> in_words("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Windows'
    """
    found = (next((name for sign, name in signs if sign in user_agent), "") for signs in (PROGRAMS, SYSTEMS))
    return ", ".join(filter(None, found)) or user_agent[:60]
