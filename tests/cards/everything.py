"""A card with every kind of block there is, each with something to say: long words, photos, a shop, a password."""

from collections.abc import Iterator
from typing import Any, Final

from cards import attaching, creating, photos, publishing
from cards.content import Design, EmailAddress, Link, Phone, PostalAddress, Profile
from cards.gallery import arranging
from cards.locking import setting
from cards.models import AlbumPhoto, Card, Photo
from storefront import cataloguing
from storefront.models import Category
from tests import pictures
from tests.bookings.diary import make_calendar, make_service
from tests.cards.gallery.wall import hang
from tests.cast import Cast, make_document
from tests.storefront.stall import make_product, make_shop
from workspaces import outbox
from workspaces.scoping import inside

PASSWORD: Final = "open sesame"
WORD: Final = "Donaudampfschifffahrtsgesellschaftskapitän"
PALE: Final = "#ffe14d"
"""A brand colour of contrast 1.3 on white."""

PDF: Final = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
WEEK: Final = [["09:00-12:30", "14:00-18:00"]] * 5 + [["22:00-02:00"], []]
NETWORKS: Final = {
    "whatsapp": "+447700900123",
    "instagram": WORD.lower().replace("ä", "ae"),
    "linkedin": "ada-byron",
    "youtube": "@adabyron",
    "github": "adabyron",
    "paypal": "adabyron",
    "pix": f"{WORD.lower().replace('ä', 'ae')}@example.com",
}
BODIES: Final[dict[str, dict[str, Any]]] = {
    "about": {},
    "contact": {},
    "profiles": {},
    "links": {},
    "hours": {"week": WEEK, "note": f"By appointment too, {WORD}."},
    "place": {"note": f"Ring at **{WORD}**."},
    "text": {"heading": WORD, "text": f"**Bold**, *italic* and {WORD}\n\n- one\n- [two](https://example.org/)"},
    "gallery": {"heading": "Bindings"},
    "testimonials": {"items": [{"text": f"She binds {WORD}.", "who": WORD, "role": "Reader"}] * 2},
    "faq": {"items": [{"question": f"How long takes {WORD}?", "answer": f"A week.\n\n- **{WORD}**"}] * 2},
    "video": {"heading": "Film", "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "title": WORD},
    "file": {"title": WORD},
    "lead_form": {"heading": WORD, "intro": f"So that {WORD} can be answered."},
    "booking": {},
    "services": {},
    "products": {},
    "shop": {},
}
"""What each kind says. A kind that is missing here fails `tests/cards/test_every_block.py`."""


def make_everything(people: Cast) -> Card:
    """`/ada`, published, drawn, and locked with `PASSWORD`."""
    with inside(people.atelier):
        _diary_and_shop(people)
        _album(people)
        card = creating.create(workspace=people.atelier, handle="ada", document=_document(people), by=people.ada)
        attaching.put(card=card, data=PDF, name=f"{WORD}.pdf", by=people.ada)
        publishing.publish(card=card, by=people.ada)
        setting.lock(card=card, password=PASSWORD, by=people.ada)
    outbox.perform_due()
    return card


def _document(people: Cast) -> Any:
    face = photos.keep(
        workspace=people.atelier, data=pictures.gps_picture(), purpose=Photo.Purpose.PORTRAIT, by=people.ada
    )
    blocks = [
        {"id": f"b{number}", "kind": kind, "body": body} for number, (kind, body) in enumerate(BODIES.items(), start=1)
    ]
    return make_document(
        identity={
            "display_name": "Maximiliane Friederike von Hohenlohe-Oeh",
            "title": "Senior Vice President of International Partnerships",
            "organisation": WORD,
            "pronouns": "she/her",
            "opening_note": f"Books, and {WORD}.",
            "bio": f"One **word**: {WORD}.",
        },
        phones=(Phone(number="+4930901820", whatsapp=True),),
        emails=(EmailAddress(address="maximiliane.friederike@partnerships.example"),),
        addresses=(PostalAddress(street=f"{WORD} 12", postcode="10435", city="Berlin"),),
        links=(Link(url="https://example.org/a", label=WORD), Link(url=f"https://example.org/{WORD}")),
        profiles=tuple(Profile(kind=kind, value=value) for kind, value in NETWORKS.items()),
        portrait=face.pk,
        design=Design(brand=PALE),
        blocks=blocks,
    )


def _album(people: Cast) -> None:
    album = arranging.add_album(workspace=people.atelier, title=f"Bindings of {WORD}")
    for caption, data in {
        "With its place": pictures.gps_picture(),
        "Wide gamut": pictures.wide_gamut(),
        WORD: pictures.cmyk(),
    }.items():
        hang(album, data, caption=caption, alt="Four squares")
    assert AlbumPhoto.objects.exclude(photo=None).count() == 3


def _diary_and_shop(people: Cast) -> None:
    calendar = make_calendar()
    photo = _kept(people, Photo.Purpose.PRODUCT)
    make_service(calendar, title=f"Binding of {WORD}", price_kind="exact", price=2800, currency="EUR", photo=photo)
    make_service(calendar, title="Mending")
    make_shop()
    cakes = Category.objects.create(title=WORD, slug="cakes")
    product = make_product(f"Cake for {WORD}", category=cakes)
    cataloguing.add_photo(product=product, photo=_kept(people, Photo.Purpose.PRODUCT), alt="A cake")
    make_product("Sold out", stock=0)


def _kept(people: Cast, purpose: Photo.Purpose) -> Photo:
    return photos.keep(workspace=people.atelier, data=pictures.gps_picture("PNG"), purpose=purpose, by=people.ada)


def redesigned(people: Cast, keys: list[str]) -> Iterator[str]:
    """The card in one design after the other, always in that pale colour."""
    with inside(people.atelier):
        card = Card.objects.get()
        for key in keys:
            document = card.document.model_copy(update={"design": Design(name=key, brand=PALE)})
            publishing.save(card=card, document=document, version=card.draft_version, by=people.ada)
            publishing.publish(card=card, by=people.ada)
            yield key
