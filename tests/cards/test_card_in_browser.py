"""The public page in a real browser: accessible, within its window, quiet without scripts, nicer with them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cards import photos, publishing
from cards.content import Design, EmailAddress, Link, Phone, PostalAddress
from cards.designs import DESIGNS
from cards.models import Card, Photo
from tests.browser import PageOpener, look_over
from tests.cast import Cast, make_card, make_cast
from tests.pictures import jpeg
from tests.servers import Server
from workspaces import outbox
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

HARD: dict[str, Any] = {
    "identity": {
        "display_name": "Maximiliane Friederike von Hohenlohe-Oeh",
        "title": "Senior Vice President of International Partnerships",
        "organisation": "Versicherungsgesellschaft Nordwest",
        "bio": "One **word** and\n\n- a list\n- [a link](https://example.org/)",
    },
    "phones": (Phone(number="+4930901820", whatsapp=True),),
    "emails": (EmailAddress(address="maximiliane.friederike@partnerships.example"),),
    "addresses": (PostalAddress(street="Kastanienallee 12", postcode="10435", city="Berlin"),),
    "links": tuple(Link(url=f"https://example.org/page/{number}", label=f"Link {number}") for number in range(30)),
}

WITHIN_THE_FACE = """words => words.every(
  one => one.getBoundingClientRect().bottom <= one.closest(".face").getBoundingClientRect().bottom
)"""


@pytest.fixture
def people(site: Server) -> Cast:
    """The cast in the database that the running program reads."""
    return make_cast()


def published(people: Cast, *, portrait: bool = True, **over: Any) -> None:
    """`/ada`, with portrait and drawn code."""
    with inside(people.atelier):
        if portrait:
            data, purpose = jpeg(800, 800), Photo.Purpose.PORTRAIT
            over["portrait"] = photos.keep(workspace=people.atelier, data=data, purpose=purpose, by=people.ada).id
    make_card(people.atelier, by=people.ada, published=True, **over)
    outbox.perform_due()


FIRST, OTHERS = [*DESIGNS][:3], [*DESIGNS][3:]
in_every_design = pytest.mark.parametrize("keys", [FIRST, pytest.param(OTHERS, marks=pytest.mark.proof)], ids=len)


def redesigned(people: Cast, keys: list[str]) -> Iterator[str]:
    """`/ada` in one design after the other."""
    with inside(people.atelier):
        card = Card.objects.get()
        for key in keys:
            document = card.document.model_copy(update={"design": Design(name=key)})
            publishing.save(card=card, document=document, version=card.draft_version, by=people.ada)
            publishing.publish(card=card, by=people.ada)
            yield key


@in_every_design
def test_every_design_is_accessible_and_stays_in_its_window(
    site: Server, people: Cast, page_at: PageOpener, subtests: pytest.Subtests, keys: list[str]
):
    """cards 29; look.md: both schemes, 320 px, wide, right to left, large text, 40 characters, 30 links"""
    published(people, **HARD)
    page = page_at(site.url, "/healthz")
    for key in redesigned(people, keys):
        with subtests.test(key):
            page.goto("/ada")
            page.evaluate("document.querySelector('details').open = true")
            look_over(page)


def test_the_page_is_whole_without_scripts(site: Server, people: Cast, page_at: PageOpener):
    """cards 27, 57: acts, share links and code are there; nothing that needs a script is shown"""
    published(people, **HARD)
    page = page_at(site.url, "/ada", scripts=False)
    page.get_by_text("Share this card").click()
    assert page.locator("a:visible").count() == 1 + 4 + 1 + 1 + 3 + 30 + 3 + 2
    assert page.locator("button:visible").count() == 0
    assert page.locator(".share-code").evaluate("picture => picture.naturalWidth > 0")


def test_via_moves_from_the_address_bar_to_the_contact_link(site: Server, people: Cast, page_at: PageOpener):
    """cards 7"""
    published(people)
    page = page_at(site.url, "/ada?via=ABC1234&utm_source=x")
    assert page.url == f"{site.url}/ada?utm_source=x"
    assert (
        page.get_by_role("link", name="Save contact").get_attribute("href") == f"{site.url}/ada/contact.vcf?via=ABC1234"
    )


def test_a_nonsense_via_is_only_forgotten(site: Server, people: Cast, page_at: PageOpener):
    """cards 7: an unknown `via` is ignored"""
    published(people)
    page = page_at(site.url, "/ada?via=../../evil")
    assert page.url == f"{site.url}/ada"
    assert page.get_by_role("link", name="Save contact").get_attribute("href") == "/ada/contact.vcf"


def test_values_and_the_link_can_be_copied(site: Server, people: Cast, page_at: PageOpener):
    """cards 57"""
    published(people, **HARD)
    page = page_at(site.url, "/ada", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy: Mobile").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "+4930901820"
    assert page.get_by_text("Copied", exact=True).evaluate("words => words.offsetWidth") > 30  # for the eye too
    page.get_by_text("Share this card").click()
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.endsWith('/ada'))")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}/ada"


def test_the_share_panel_opens_in_sight(site: Server, people: Cast, page_at: PageOpener):
    """cards 57: the button stands at the foot of a small screen, its panel would open below"""
    published(people, **HARD)
    page = page_at(site.url, "/ada", reduced_motion="reduce")
    button = page.get_by_text("Share this card")
    button.evaluate("button => button.scrollIntoView({ block: 'end' })")
    button.tap()
    expect(page.get_by_role("link", name="Text message")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("portrait", "key"),
    [
        (True, "letterpress"),
        pytest.param(False, "swiss", marks=pytest.mark.proof),
        pytest.param(False, "night", marks=pytest.mark.proof),
    ],
)
def test_the_face_keeps_the_proportion_of_a_card(
    site: Server, people: Cast, page_at: PageOpener, portrait: bool, key: str
):
    """look.md: 1.586:1, the portrait at 28 % of the width"""
    published(people, portrait=portrait, design={"name": key})
    page = page_at(site.url, "/ada")
    box = page.locator(".face").bounding_box()
    assert box is not None
    assert round(box["width"] / box["height"], 2) == 1.59
    if portrait:
        picture = page.locator(".face-portrait").bounding_box()
        assert picture is not None
        assert round(picture["width"] / box["width"], 2) == 0.28


@in_every_design
def test_the_printed_card_is_85_by_55_mm_on_one_sheet(
    site: Server, people: Cast, page_at: PageOpener, subtests: pytest.Subtests, keys: list[str]
):
    """look.md: a real card with its code and crop marks"""
    published(people, **HARD)
    page = page_at(site.url, "/healthz")
    page.emulate_media(media="print")
    for key in redesigned(people, keys):
        with subtests.test(key):
            page.goto("/ada")
            printed_well(page, site)


def printed_well(page: Page, site: Server) -> None:
    millimetre = 96 / 25.4
    for side in (".face", ".code"):
        box = page.locator(side).bounding_box()
        assert box is not None
        assert (round(box["width"] / millimetre), round(box["height"] / millimetre)) == (85, 55)
    assert page.locator(".face-words > *").evaluate_all(WITHIN_THE_FACE)
    back = page.locator(".code")
    assert back.inner_text().split("\n\n") == [
        "Maximiliane Friederike von Hohenlohe-Oeh",
        "+49 30 901820",
        "maximiliane.friederike@partnerships.example",
        f"{site.url.partition('://')[2]}/ada",
    ]
    assert back.locator(".code-words").evaluate("words => words.offsetHeight < words.parentElement.clientHeight")
    assert page.pdf(format="A6").count(b"/Type /Page\n") == 1
