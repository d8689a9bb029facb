"""What a card says to everybody, as data: the body of `card.json` (cards 19). Pure."""

from collections.abc import Collection, Iterable
from typing import Any

from pydantic import BaseModel

from cards.content import Document


def open_content(
    document: Document, *, url: str, short_link: str, contact_file: str, kinds: Collection[str]
) -> dict[str, Any]:
    """Of what visitors of the page see (`Publication.content`); no hidden block, none of a kind not among `kinds`."""
    who = document.identity.model_dump(mode="json")
    return {
        "url": url,
        "short_link": short_link,
        "contact_file": contact_file,
        "type": document.type.value,
        "language": document.language,
        "name": document.name,
        "identity": {key: value for key, value in who.items() if value not in ("", False, None)},
        "phones": _said(document.phones),
        "emails": _said(document.emails),
        "addresses": _said(document.addresses),
        "profiles": [
            {"kind": one.kind, "name": one.name} | ({"url": one.url} if one.url else {})
            for one in document.profiles
            if one.url or one.name
        ],
        "links": _said(document.links),
        "blocks": [
            {"kind": block.kind, "body": block.body}
            for block in document.blocks
            if block.kind in kinds and not block.hidden
        ],
    }


def _said(entries: Iterable[BaseModel]) -> list[dict[str, Any]]:
    return [entry.model_dump(mode="json", exclude={"visibility"}) for entry in entries]
