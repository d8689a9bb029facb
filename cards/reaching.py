"""The addresses a tap opens: call, write, find the way, pass on (cards 14, 57; product.md, quick row).

Pure. Directions use the documented universal link of Google Maps: it opens the maps app on Android and iPhone where
there is one and a page elsewhere; `geo:` does nothing on iPhones and desks. Nothing is fetched before the tap.
"""

from urllib.parse import quote, urlencode

from cards.content import EmailAddress, Phone, PostalAddress


def phone_url(phone: Phone) -> str:
    """With the plus sign: without it phones dial the digits as a local number (RFC 3966)."""
    return f"tel:+{phone.digits}"


def chat_url(phone: Phone, greeting: str) -> str:
    """A WhatsApp chat with the first message already written."""
    text = f"?text={quote(greeting, safe='')}" if greeting else ""
    return f"https://wa.me/{phone.digits}{text}"


def mail_url(email: EmailAddress) -> str:
    return f"mailto:{quote(email.address, safe='@+')}"


def map_url(address: PostalAddress) -> str:
    return place_url(", ".join(address.lines))


def place_url(place: str) -> str:
    """A place by its name, its address or its coordinates."""
    return "https://www.google.com/maps/search/?" + urlencode({"api": "1", "query": place})


def share_by_whatsapp(text: str) -> str:
    return f"https://wa.me/?text={quote(text, safe='')}"


def share_by_mail(subject: str, text: str) -> str:
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(text, safe='')}"


def share_by_sms(text: str) -> str:
    """`?&` is what both Android and iPhone understand."""
    return f"sms:?&body={quote(text, safe='')}"
