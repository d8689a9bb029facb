"""What can be pressed on a card, and what it is called in the figures (cards 64). Pure.

The card's script sends the beginning of the address that was pressed. Only what the publication shows has a name here,
so nobody can write words of their own into an owner's figures.
"""

import re
from collections.abc import Iterator
from typing import Final

from cards.content import Block, Document, MainAct
from cards.reaching import mail_url, phone_url
from cards.videos import NotAVideo, video_at

SENT_MAX: Final = 200
"""Letters of an address that the script sends; `static/js/presses.js` says the same."""
KEY_MAX: Final = 200

SHARES: Final = frozenset({"sheet", "copy", "whatsapp", "mail", "sms"})
"""Ways of passing a card on, as the buttons of its share panel name them."""

INSIDE: Final = (
    ("book", "book", MainAct.BOOK, frozenset({"booking", "services"})),
    ("shop", "shop", MainAct.ORDER, frozenset({"shop", "products"})),
)
"""What leads on below the card's own address: name, first part of the path, and the act or blocks that lead there."""

_MAPS: Final = "https://www.google.com/maps/search/"
_PDF: Final = re.compile(r"/media/[a-z]+/.+\.pdf")
_WEB: Final = re.compile(r"^https?://(?:www\.)?")


def clicked(document: Document, sent: str, handle: str) -> str:
    """The name of what was pressed: `tel`, `whatsapp`, `email`, `directions`, a network, `link:example.org/shop`,
    `video:vimeo.com/123`; `book`, `shop` and `file` (a PDF) of the card itself.

    Empty when the card shows nothing with such an address.
    """
    names = _names(document)
    return names.get(sent) or names.get(sent.partition("?")[0]) or _inside(document, sent, handle)


def shared(sent: str) -> str:
    return sent if sent in SHARES else ""


def _names(document: Document) -> dict[str, str]:
    """By what the script sends; greetings and places are no part of a name."""
    found = {link.url: _link(link.url) for link in document.links}
    found |= {profile.url: profile.kind for profile in document.profiles if profile.url}
    found |= {mail_url(email): "email" for email in document.emails}
    found |= {phone_url(phone): "tel" for phone in document.phones}
    found |= {f"https://wa.me/{phone.digits}": "whatsapp" for phone in document.phones if phone.whatsapp}
    found |= {page: f"video:{_WEB.sub('', page)}" for page in _videos(document)}
    if any(block.kind == "place" for block in _shown(document)):
        found[_MAPS] = "directions"
    if any(address.lines for address in document.addresses):
        found[_MAPS] = "directions"
    return {address[:SENT_MAX]: name for address, name in found.items()}


def _inside(document: Document, sent: str, handle: str) -> str:
    """By the beginning of the path: which service or product it was, the pages behind it know."""
    kinds = {block.kind for block in _shown(document)}
    for name, part, act, blocks in INSIDE:
        here = f"/{handle}/{part}"
        if (document.main_act == act or blocks & kinds) and (sent == here or sent.startswith((f"{here}/", f"{here}?"))):
            return name
    return "file" if "file" in kinds and _PDF.fullmatch(sent) else ""


def _videos(document: Document) -> Iterator[str]:
    for block in _shown(document):
        if block.kind == "video":
            try:
                yield video_at(str(block.body.get("url", ""))).page
            except NotAVideo:
                continue


def _shown(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if not block.hidden)


def _link(url: str) -> str:
    """Host and path; what stands behind a question mark may be different for each visitor."""
    return "link:" + re.split(r"[?#]", _WEB.sub("", url))[0].rstrip("/")[: KEY_MAX - len("link:")]
