"""What search engines read of a card: schema.org ProfilePage as JSON-LD (cards 54). Pure."""

import json
from typing import Any

from cards.content import CardType, Document

# Inside a script element a "<" could close it; these are the same characters to a JSON parser.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def profile_page(document: Document, *, url: str, image: str = "", description: str = "", changed: str = "") -> str:
    """JSON text safe inside a script element. Phone and e-mail only where the owner opted in."""
    page = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "inLanguage": document.language,
        "dateModified": changed,
        "mainEntity": _entity(document) | _said({"url": url, "image": image, "description": description}),
    }
    return json.dumps(_said(page), ensure_ascii=False).translate(ESCAPES)


def _entity(document: Document) -> dict[str, Any]:
    identity = document.identity
    addresses = [one.url for one in document.profiles] + [link.url for link in document.links]
    shared = {
        "name": document.name,
        "sameAs": [address for address in addresses if address.startswith(("https://", "http://"))],
    } | _contact(document)
    if document.type is CardType.COMPANY:
        return _said({"@type": "Organization"} | shared)
    employer = {"@type": "Organization", "name": identity.organisation} if identity.organisation else None
    return _said(
        {
            "@type": "Person",
            "givenName": identity.given,
            "familyName": identity.family,
            "jobTitle": identity.title,
            "worksFor": employer,
        }
        | shared
    )


def _contact(document: Document) -> dict[str, Any]:
    if not document.search.contact_data:
        return {}
    return {
        "telephone": [phone.number for phone in document.phones],
        "email": [email.address for email in document.emails],
    }


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {key: value for key, value in values.items() if value}
