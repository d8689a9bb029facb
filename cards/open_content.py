"""What a card says to everybody, as data: the body of `card.json` (cards 19). Pure."""

from collections.abc import Collection
from typing import Any

from cards.content import Document


def open_content(
    document: Document, *, url: str, short_link: str, contact_file: str, kinds: Collection[str]
) -> dict[str, Any]:
    """Only what the page shows: no hidden block, no block of a kind not among `kinds`, no hidden birthday."""
    who = document.identity.model_dump(mode="json", exclude={"birthday", "birthday_public", "note"})
    if document.identity.birthday and document.identity.birthday_public:
        who["birthday"] = document.identity.birthday.isoformat()
    return {
        "url": url,
        "short_link": short_link,
        "contact_file": contact_file,
        "type": document.type.value,
        "language": document.language,
        "name": document.name,
        "identity": {key: value for key, value in who.items() if value not in ("", False)},
        "phones": [phone.model_dump(mode="json") for phone in document.phones],
        "emails": [email.model_dump(mode="json") for email in document.emails],
        "addresses": [address.model_dump(mode="json") for address in document.addresses],
        "profiles": [
            {"kind": one.kind, "name": one.name} | ({"url": one.url} if one.url else {})
            for one in document.profiles
            if one.url or one.name
        ],
        "links": [link.model_dump(mode="json") for link in document.links],
        "blocks": [
            {"kind": block.kind, "body": block.body}
            for block in document.blocks
            if block.kind in kinds and not block.hidden
        ],
    }
