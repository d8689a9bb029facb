"""What can be pressed on a card, and what it is called in the figures (cards 64). Pure.

The card's script sends the beginning of the address that was pressed. Only what the publication shows has a name here,
so nobody can write words of their own into an owner's figures.
"""

import re
from typing import Final

from cards.content import Document
from cards.reaching import mail_url, phone_url

SENT_MAX: Final = 200
"""Letters of an address that the script sends; `static/js/card.js` says the same."""
KEY_MAX: Final = 200

SHARES: Final = frozenset({"sheet", "copy", "whatsapp", "mail", "sms"})
"""Ways of passing a card on, as the buttons of its share panel name them."""

_MAPS: Final = "https://www.google.com/maps/search/"
_WEB: Final = re.compile(r"^https?://(?:www\.)?")


def clicked(document: Document, sent: str) -> str:
    """The name of what was pressed: `tel`, `whatsapp`, `email`, `directions`, a network, `link:example.org/shop`.

    Empty when the card shows nothing with such an address.
    """
    names = _names(document)
    return names.get(sent) or names.get(sent.partition("?")[0], "")


def shared(sent: str) -> str:
    return sent if sent in SHARES else ""


def _names(document: Document) -> dict[str, str]:
    """By what the script sends; greetings and places are no part of a name."""
    found = {link.url: _link(link.url) for link in document.links}
    found |= {profile.url: profile.kind for profile in document.profiles if profile.url}
    found |= {mail_url(email): "email" for email in document.emails}
    found |= {phone_url(phone): "tel" for phone in document.phones}
    found |= {f"https://wa.me/{phone.digits}": "whatsapp" for phone in document.phones if phone.whatsapp}
    if any(block.kind == "place" and not block.hidden for block in document.blocks):
        found[_MAPS] = "directions"
    if any(address.lines for address in document.addresses):
        found[_MAPS] = "directions"
    return {address[:SENT_MAX]: name for address, name in found.items()}


def _link(url: str) -> str:
    """Host and path; what stands behind a question mark may be different for each visitor."""
    return "link:" + re.split(r"[?#]", _WEB.sub("", url))[0].rstrip("/")[: KEY_MAX - len("link:")]
