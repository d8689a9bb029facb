"""What a page says about itself to search engines and link previews (cards 53–55)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from cards import media
from cards.content import Document
from cards.markdown import to_plain
from cards.models import Card
from cards.structured import profile_page

YOUNG: Final = timedelta(days=7)
DESCRIPTION_MAX: Final = 160
NOINDEX: Final = "noindex"


@dataclass(frozen=True)
class LinkPreview:
    """The picture a shared link shows, at an absolute address."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Head:
    title: str
    description: str
    canonical: str
    robots: str
    picture: LinkPreview | None
    structured: SafeString


def head(card: Card, document: Document, *, url: str, robots: str) -> Head:
    picture = link_preview(card)
    description = describe(document)
    structured = profile_page(
        document,
        url=url,
        image=picture.url if picture else "",
        description=description,
        changed=card.changed_at.isoformat(timespec="seconds"),
    )
    return Head(
        title=titled(document),
        description=description,
        canonical=url,
        robots=robots,
        picture=picture,
        structured=mark_safe(structured),  # noqa: S308  # profile_page escapes "<", ">" and "&"
    )


def titled(document: Document) -> str:
    """Name, then what they do and where."""
    who = document.identity
    after = [part for part in (who.title, who.organisation) if part and part != document.name]
    return " · ".join([document.name, *after])


def describe(document: Document) -> str:
    """One plain sentence or two: the opening line, else the bio, else the title."""
    text = document.identity.opening_note or to_plain(document.identity.bio) or titled(document)
    if len(text) <= DESCRIPTION_MAX:
        return text
    return text[: DESCRIPTION_MAX - 1].rsplit(" ", 1)[0].rstrip(",;:.–") + "…"


def old_enough_at(card: Card) -> datetime | None:
    """When a published card stops being too young for search engines."""
    return card.first_published_at + YOUNG if card.first_published_at else None


def robots(card: Card, document: Document, now: datetime) -> str:
    """`noindex` for the unlisted and the young, else empty."""
    due = old_enough_at(card)
    return "" if document.search.listed and due is not None and due <= now else NOINDEX


def link_preview(card: Card) -> LinkPreview | None:
    """None for a locked card: the picture would show whose it is (cards 20)."""
    drawn = card.preview
    if not drawn or card.is_locked:
        return None
    address = media.url(drawn["name"])
    absolute = address if "://" in address else f"{settings.BASE_URL}{address}"
    return LinkPreview(absolute, drawn["width"], drawn["height"])
