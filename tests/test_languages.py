"""What a visitor reads is whole in every language a card can speak (product.md: one language for everything)."""

import io
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

from bookings.offer import Extra
from storefront import wording
from storefront.models import Shop
from tests.bookings.diary import make_calendar, make_service
from tests.cast import Cast, make_card
from tests.servers import ROOT
from tests.storefront.stall import make_coupon, make_order, make_product, make_shop, make_sizes, make_zone
from tests.storefront.stall import wanted as line_of
from workspaces.scoping import inside

READ_BY_VISITORS = (
    *("templates/cards/public", "templates/bookings/guest", "templates/bookings/blocks", "bookings/guest"),
    *("templates/storefront/guest", "templates/storefront/blocks", "storefront/guest", "templates/workspaces/mail"),
    *(
        "bookings/wording.py",
        "workspaces/moments.py",
        "workspaces/notices.py",
        "bookings/proposing.py",
        "bookings/day_mail.py",
        "workspaces/paces.py",
        "audience/topics.py",
        "bookings/topics.py",
        "storefront/topics.py",
        "workspaces/public_form.py",
        "workspaces/deleting.py",
        "workspaces/erasing.py",
        "workspaces/accounts.py",
        "workspaces/exporting.py",
    ),
    *("storefront/wording.py", "storefront/summarising.py", "storefront/choosing.py", "storefront/quoting.py"),
    *("storefront/selling.py", "storefront/models/order.py", "workspaces/letters.py", "cards/public_pages.py"),
    *(
        "cards/gallery/shown.py",
        "cards/gallery/visitor_views.py",
        "templates/cards/mail",
        "cards/saving",
        "cards/locking",
    ),
    *("cards/acts.py", "cards/absent.py", "cards/face.py", "cards/head.py", "cards/contact_files.py", "cards/signs.py"),
    *("audience/visitor", "audience/wording.py", "audience/lead_words.py", "audience/retention.py"),
    *("templates/audience/visitor", "templates/audience/blocks"),
    *("cards/phones.py", "cards/editor/limits.py", "cards/starting_words.py"),
    *("templates/ui/field.html", "templates/ui/error_summary.html", "audience/inbox/greeting.py"),
    *("audience/figure_names.py", "audience/weekly_words.py", "templates/workspaces/letters_off.html"),
    *("workspaces/service_mail.py", "workspaces/adapter.py", "workspaces/granting.py", "workspaces/reasons.py"),
    *("workspaces/plan_words.py",),
    *("workspaces/suspending.py", "cards/suspending.py", "cards/reporting/receiving.py"),
    *("templates/ui/field.html", "templates/ui/error_summary.html"),
)
BLOCKS = (
    *(
        "cards/blocks/contact.py",
        "cards/blocks/about.py",
        "cards/blocks/links.py",
        "cards/blocks/gallery.py",
        "bookings/blocks/booking.py",
    ),
    *("storefront/blocks/products.py", "storefront/blocks/shop.py"),
)
TWO_VOICES = tuple(
    f"cards/blocks/{name}.py" for name in ("profiles", "hours", "place", "faq", "testimonials", "video", "file")
)
"""Here owners are spoken to by `gettext_lazy`, visitors by `gettext`."""
OF_EDITORS = re.compile(
    r"Left empty, it says|^Heading$|^Free times of$|^Change services and hours$|^Appointments$"
    r"|^Which$|^Which album$|^The newest album$|^Add pictures and change albums$"
    r"|^At most twelve\.|^Change products"
    r"|^Who you are, in your own|^Phone, e-mail and addresses, each|^Web pages you want|^The next free times, ready"
    r"|^A few chosen products|^The way into your whole|^Six pictures of an album"
)
CALLS: dict[str, Any] = dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"))
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACES = re.compile(r"%\(\w+\)[sd]|</?\w+>")

Words = tuple[str | None, str]
"""Context, and text; of plurals the singular."""


def files() -> list[Path]:
    found = [ROOT / name for name in (*READ_BY_VISITORS, *BLOCKS, *TWO_VOICES)]
    return [path for one in found for path in (sorted(one.rglob("*.*")) if one.is_dir() else [one])]


def words_of(path: Path) -> set[Words]:
    """Everything of a file that can be translated."""
    source = path.read_text()
    if path.suffix == ".html":
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    found: set[Words] = set()
    said: Any
    lazily = {"gettext_lazy"} if str(path.relative_to(ROOT)) in TWO_VOICES else set()
    calls = {call: told for call, told in CALLS.items() if call not in lazily}
    for _line, call, said, _comments in extract_python(io.BytesIO(source.encode()), calls, [], {}):
        texts = [one for one in every(said) if one]
        if texts:
            found.add((texts[0], texts[1]) if call in {"pgettext", "pgettext_lazy"} else (None, texts[0]))
    return found


def catalogue(language: str) -> dict[Words, list[tuple[str, str]]]:
    """Each text of one with its translation; a plural has two."""
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {
        (one.context, every(one.id)[0]): list(zip(every(one.id), every(one.string), strict=True)) for one in messages
    }


def pairs_of(language: str) -> list[tuple[str, str]]:
    return [pair for pairs in catalogue(language).values() for pair in pairs]


def every(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else [str(one or "") for one in text]


@pytest.fixture(scope="module")
def wanted() -> set[Words]:
    found = {words for path in files() if path.suffix in {".py", ".html"} for words in words_of(path)}
    return {words for words in found if not OF_EDITORS.search(words[1])}


def test_words_are_found_in_templates_and_code(wanted):
    """The tests below could not fail otherwise."""
    for words in ("With whom?", "%(number)s free time", "Your appointment is booked.", "Save contact"):
        assert (None, words) in wanted
    assert ("phone", "Mobile") in wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_visitor_is_translated(language: str, wanted):
    written = catalogue(language)
    assert {words for words in wanted if not all(said for _text, said in written.get(words, [("", "")]))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_name_the_same_things(language: str):
    """A name, a link or a mark that is lost, or one more, breaks the sentence."""
    assert [
        text for text, said in pairs_of(language) if sorted(PLACES.findall(text)) != sorted(PLACES.findall(said))
    ] == []


@time_machine.travel(datetime(2027, 1, 4, 8, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ["¿Con quién?", "Quien esté libre", "Añade", "1 h", "Desde 35", "Hoy", "Horas de"]),
        ("de", ["Bei wem?", "Wer frei ist", "Dazu", "1 Std.", "Ab 35", "Heute", "Zeiten wie in"]),
    ],
)
def test_a_card_is_booked_in_its_own_language(cast: Cast, client: Client, language: str, said: list[str]):
    """people.md 1: whatever the visitor's browser asks for"""
    make_card(
        cast.atelier, "rosa", by=cast.ada, published=True, language=language, blocks=[{"id": "b", "kind": "booking"}]
    )
    with inside(cast.atelier):
        colour = Extra(key="c", title="Color", minutes=45, price=3000).model_dump()
        hosts = [make_calendar(name, week=[["00:00-24:00"]] * 7) for name in ("Rosa", "Sol")]
        make_service(*hosts, price_kind="from", price=3500, currency="EUR", extras_json=[colour])
    page = client.get("/rosa/book/cut", headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert (page["Content-Language"], [words for words in said if words not in text]) == (language, [])
    assert "With whom?" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ["Añadir al carrito", "Pasar a recogerlo", "Hacer el pedido", "Abrir WhatsApp", "pedido mínimo"]),
        ("de", ["In den Warenkorb", "Selbst abholen", "Bestellung aufgeben", "WhatsApp öffnen", "Bestellwert"]),
    ],
)
def test_a_shop_speaks_the_language_of_its_card(
    cast: Cast, client: Client, language: str, said: list[str], wanted: set[Words]
):
    """people.md 2: pages, mails and the text of the chat; not a sentence of another language among them"""
    blocks = [{"id": "p", "kind": "products"}, {"id": "s", "kind": "shop"}]
    card = make_card(cast.atelier, "bilal", by=cast.ada, published=True, language=language, blocks=blocks)
    site = Client(headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"})
    with inside(cast.atelier):
        shop = make_shop(delivery=True, paused=True, title="Bilal", pickup_place="Hof 1")
        make_zone("Nah", minimum=100)
        make_coupon("ZEHN")
        cake = make_sizes("Torte", writings_json=[{"key": "w", "label": "Schrift", "longest": 20}], lead=2880)
        make_product("Brot", stock=0)
        site.post("/bilal/shop/torte", {"o-size": "s", "quantity": "2"})
        paths = ["/bilal", "/bilal/shop", "/bilal/shop?q=x", "/bilal/shop/torte", "/bilal/shop/brot", "/bilal/shop/x"]
        paths += ["/bilal/shop/cart", "/bilal/shop/order", "/bilal/shop/order?way=pickup"]
        pages = [site.get(path).content.decode() for path in paths]
        pages.append(site.post("/bilal/shop/torte", {"quantity": "1"}).content.decode())
        pages.append(site.post("/bilal/shop/order", {"way": "pickup"}).content.decode())
        Shop.objects.update(paused=False)
        order = make_order(line_of(cake, choice="s"), card=card, language=language, name="Bea")
        pages += [client.get(wording.order_path(order) + path).content.decode() for path in ("", "/cancel")]
        with translation.override(language):
            pages.append(wording.to_seller_chat(order, shop).text)
            pages += [wording.to_buyer(order, verb, shop).text for verb in ("placed", "accepted", "expired")]
            pages += [wording.to_seller(order, verb, shop).text for verb in ("placed", "lapsing", "lapsed")]
    text = " ".join(unescape("\n".join(pages)).split())
    english = {words for _context, words in wanted if len(words) > 8 and not PLACES.search(words) and "<" not in words}
    same = {words for words, translated in pairs_of(language) if words == translated}
    assert [words for words in said if words not in text] == []
    assert {words for words in english - same if re.search(rf"\b{re.escape(words)}(?!\w)", text)} == set()
