"""Which addresses a card may link to (cards 15, rule 6).

Pure. Used when a link is read from a form, when a document is parsed, and again when it is rendered.
"""

import re
from urllib.parse import urlsplit

WEB = frozenset({"http", "https"})
CONTACT = frozenset({"mailto", "tel", "sms", "geo"})
MESSENGERS = frozenset({"whatsapp", "tg", "viber", "signal", "threema", "line", "skype", "facetime", "matrix", "xmpp"})
ALLOWED = WEB | CONTACT | MESSENGERS

# Browsers drop tab and newline inside a scheme and skip leading controls and spaces: refuse them all.
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\<>\"`{}|^]")
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST = re.compile(r"^(?:[^\s.:/@]+\.)+[^\s.:/@]{2,63}$|^\d{1,3}(?:\.\d{1,3}){3}$|^\[[0-9a-fA-F:.]+\]$|^localhost$")


class UnsafeUrl(ValueError):
    """The address has a scheme or form a card never links to."""


def safe_url(value: str) -> str:
    """The address, with `https://` put before a bare host. Raises `UnsafeUrl`.

    >>> safe_url("example.org/a")
    'https://example.org/a'
    """
    text = value.strip()
    if not text or _FORBIDDEN.search(text) or text.startswith("/"):
        raise UnsafeUrl(value)
    if not _SCHEME.match(text) or re.match(r"^[^/:]+\.[^/:]+:\d+(/|$)", text):
        text = f"https://{text}"
    scheme = text.split(":", 1)[0].lower()
    if scheme not in ALLOWED:
        raise UnsafeUrl(value)
    rest = text.split(":", 1)[1]
    if scheme not in WEB:
        if (rest.startswith("//") and scheme in CONTACT) or not rest.strip("/"):
            raise UnsafeUrl(value)
        return f"{scheme}:{rest}"
    return _web_address(scheme, rest, value)


def web_url(value: str) -> str:
    """The same for an address that a browser opens as a page: `http` or `https`."""
    url = safe_url(value)
    if url.split(":", 1)[0] not in WEB:
        raise UnsafeUrl(value)
    return url


def _web_address(scheme: str, rest: str, original: str) -> str:
    if not rest.startswith("//"):
        raise UnsafeUrl(original)
    try:
        parts = urlsplit(f"{scheme}:{rest}")
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UnsafeUrl(original) from error
    bracketed = f"[{host}]" if ":" in host else host
    if "@" in parts.netloc or not _HOST.match(bracketed):
        raise UnsafeUrl(original)
    return f"{scheme}:{rest}"
