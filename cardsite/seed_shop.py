"""The baker's shop in the demonstration: eight products, windows on Saturday, three postcodes, a few orders."""

from datetime import datetime
from typing import Any, Final

from cards import photos
from cards.models import Card, Photo
from cardsite.seed_goods import PICTURES
from storefront import cataloguing, fulfilling, ordering, paying, quoting, shops, windows
from storefront.choosing import Wanted
from storefront.models import Product, Shop, Variant
from storefront.ordering import Buyer, Handing
from workspaces.models import User, Workspace

SATURDAYS: Final = [[], [], [], [], [], ["10:00-13:00"], []]
TWO_DAYS: Final = 2 * 24 * 60
_SIZE: Final = {
    "key": "size",
    "title": "Size",
    "values": [{"key": "six", "title": "Six slices"}, {"key": "twelve", "title": "Twelve slices"}],
}
_CANDLES: Final = {
    "key": "candle",
    "title": "Candles",
    "least": 0,
    "most": 2,
    "choices": [
        {"key": "plain", "title": "Plain candles", "price": 150},
        {"key": "sparkle", "title": "Sparklers", "price": 300},
    ],
}
_WORDS: Final = {"key": "words", "label": "Write on the cake", "longest": 30, "price": 200}
PRODUCTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("Cakes", {"title": "Honey cake", "price": 1400, "text": "Eight thin layers, one night in the cold."}),
    (
        "Cakes",
        {
            "title": "Birthday cake",
            "price": 2800,
            "text": "Vanilla, raspberry, as many candles as you dare.",
            "addons_json": [_CANDLES],
            "writings_json": [_WORDS],
        },
    ),
    ("Cakes", {"title": "Chocolate cake", "price": 1800, "text": "Dark, damp and **without flour**."}),
    (
        "Cakes",
        {"title": "Wedding cake", "price_kind": "request", "price": None, "text": "Three tiers or more. Let us talk."},
    ),
    ("Rolls", {"title": "Date rolls", "price": 950, "text": "A dozen."}),
    ("Rolls", {"title": "Cinnamon rolls", "price": 900, "text": "A dozen."}),
    ("Bread", {"title": "Walnut loaf", "price": 520}),
    ("Bread", {"title": "Seeded loaf", "price": 480}),
)
ZONES: Final = (
    {"title": "Headingley", "kind": "postcode", "names": ["LS6"], "fee": 300, "minimum": 1500, "free_over": 4000},
    {"title": "Chapel Allerton", "kind": "postcode", "names": ["LS7", "LS8"], "fee": 450, "minimum": 1500},
)


def bakery(workspace: Workspace, card: Card, owner: User, now: datetime) -> None:
    """In the open workspace. `now` decides on which Saturday people come."""
    phone = card.document.whatsapp
    shop = shops.begin(workspace=workspace, whatsapp=phone.number if phone else "")
    assert shop is not None  # a workspace just made
    _arrange(shop, owner, now)
    categories = {
        title: cataloguing.add_category(workspace=workspace, title=title) for title in ("Cakes", "Rolls", "Bread")
    }
    for category, values in PRODUCTS:
        product = cataloguing.add(workspace=workspace, values=values | {"category": categories[category]})
        if product.title in {"Honey cake", "Birthday cake"}:
            _in_two_sizes(product)
        _picture(workspace, product, owner)
    _stock("Date rolls", 6)
    _stock("Seeded loaf", 0)
    _orders(card, owner, now)


def _arrange(shop: Shop, owner: User, now: datetime) -> None:
    values = {
        "pickup_place": "The blue door, 5 Baker's Yard, Leeds",
        "pickup_week": SATURDAYS,
        "delivery": True,
        "delivery_week": SATURDAYS,
        "window_orders": 4,
        "lead": TWO_DAYS,
        "payment_text": "Pay in cash or by card when you pick it up.",
        "policies": "Cakes keep three days in the cold. Tell me about allergies in the note.",
    }
    shops.change(shop=shop, values=values, by=owner, now=now)
    shops.set_zones(shop=shop, zones=ZONES)


def _in_two_sizes(product: Product) -> None:
    large = (product.price or 0) * 9 // 5 // 50 * 50
    rows: dict[str, dict[str, Any]] = {"six": {"price": None}, "twelve": {"price": large}}
    cataloguing.set_variants(product=product, options=[_SIZE], rows=rows)


def _picture(workspace: Workspace, product: Product, owner: User) -> None:
    picture = PICTURES[product.title]()
    photo = photos.keep(workspace=workspace, data=picture, purpose=Photo.Purpose.PRODUCT, by=owner)
    cataloguing.add_photo(product=product, photo=photo, alt=product.title)


def _stock(title: str, number: int) -> None:
    Variant.objects.filter(product__title=title).update(stock=number)


def _orders(card: Card, owner: User, now: datetime) -> None:
    """One new, one accepted and paid, one to be brought."""
    mia = Buyer("Mia Okafor", "+447700900201", "mia@buyers.example", "Nut-free, please.", "en")
    tom = Buyer("Tom Becker", "+447700900812", language="en")
    jo = Buyer("Jo Lindqvist", "+447700900388", "jo@buyers.example", language="en")
    birthday = _wanted("Birthday cake", "twelve", addons=("candle-sparkle",), texts={"words": "Zoe is 8"})
    _place(card, mia, "pickup", now, 0, birthday, _wanted("Date rolls"))
    paid = _place(card, tom, "pickup", now, 1, _wanted("Walnut loaf", quantity=2))
    fulfilling.accept(order=paid, by=owner, now=now)
    paying.mark_paid(order=paid, key="seed", method="Cash", by=owner, now=now)
    _place(card, jo, "delivery", now, 0, _wanted("Honey cake", "six"), _wanted("Cinnamon rolls"))


def _wanted(title: str, choice: str = "", quantity: int = 1, **over: Any) -> Wanted:
    variant = Variant.objects.get(product__title=title, choice=choice, archived_at=None)
    return Wanted(variant=variant.pk, quantity=quantity, **over)


def _place(card: Card, buyer: Buyer, kind: str, now: datetime, skipped: int, *lines: Wanted) -> Any:
    shop = Shop.objects.select_related("workspace").get()
    start = windows.free(shop, kind, lead=TWO_DAYS, now=now)[skipped].start
    where = {"address": "12 Cardigan Lane, Leeds", "postcode": "LS6 3BJ"} if kind == "delivery" else {}
    handing = Handing(kind, start=start, **where)
    shown = quoting.shown(ordering.bill_for(shop, lines, "", handing, now))
    return ordering.place(
        wanted=lines, code="", buyer=buyer, handing=handing, shown=shown, key=f"seed-{buyer.name}", card=card, now=now
    )
