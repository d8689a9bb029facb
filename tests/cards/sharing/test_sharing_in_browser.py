"""Sharing in a real browser: accessible, copied with its layout, and the code where there is no network."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from cards.content import EmailAddress, Phone
from cards.models import Card
from tests.browser import PageOpener, axe, look_over, no_sideways_scrolling
from tests.cast import Cast, make_card, make_cast
from tests.servers import Server
from workspaces import outbox

pytestmark = [pytest.mark.browser, pytest.mark.processes]

LONG = {"display_name": "Maximiliane Friederike von Hohenlohe-Oehringen", "organisation": "V" * 40}
INSIDE = "Mozilla/5.0 (Linux; Android 13; wv) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 Instagram 300.0.0.29"

PASTED = """addEventListener("paste", ({ clipboardData }) => {
    window.pasted = ["text/html", "text/plain"].map((kind) => clipboardData.getData(kind));
})"""


@pytest.fixture
def people(site: Server) -> Cast:
    """The cast in the database that the running program reads."""
    return make_cast()


@pytest.fixture
def card(people: Cast) -> Card:
    """Published, its code drawn."""
    reach: dict[str, Any] = {
        "phones": (Phone(number="+4930901820"),),
        "emails": (EmailAddress(address="ada@x.example"),),
    }
    made = make_card(people.atelier, by=people.ada, published=True, identity=LONG, **reach)
    outbox.perform_due()
    return made


@pytest.fixture
def opened(site: Server, people: Cast, card: Card, page_at: PageOpener) -> Any:
    """Opens a page of the card as Ada: `opened("share/", width=360)`."""
    client = Client()
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
    return lambda path, **options: page_at(site.url, f"/w/atelier/cards/{card.pk}/{path}", cookies=cookies, **options)


@pytest.mark.proof
def test_pages_are_accessible_and_stay_in_their_window(opened):
    """cards 29, 43, 52, 58, 60"""
    page = opened("share/")
    share = page.url
    for path in ("", "signature/", "tag/", "../phones/", "../show/", "../show/?holds=contact"):
        page.goto(f"{share}{path}")
        look_over(page, enlarged=False)


@pytest.mark.proof
def test_the_page_that_helps_is_accessible_inside_an_app(site: Server, card: Card, page_at: PageOpener):
    """cards 29, 42: both schemes, 320 px, without script"""
    for scheme in ("light", "dark"):
        page = page_at(site.url, "/ada/save", scheme=scheme, user_agent=INSIDE)
        axe(page)
        expect(page.get_by_text("Open in your browser")).to_be_visible()
    page = page_at(site.url, "/ada/save", width=320, scripts=False)
    no_sideways_scrolling(page)
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()


def test_the_card_warns_inside_an_app_alone(site: Server, card: Card, page_at: PageOpener):
    """cards 42: the remembered page knows no visitor, its script does; the code goes along"""
    page = page_at(site.url, "/ada?via=7k3m102", user_agent=INSIDE)
    expect(page.locator("[data-inside]")).to_be_visible()
    assert page.get_by_text("Trouble saving?").get_attribute("href") == f"{site.url}/ada/save?via=7k3m102"
    expect(page_at(site.url, "/ada").locator("[data-inside]")).to_be_hidden()


def test_a_signature_is_copied_with_its_layout(opened):
    """cards 58: as HTML and as words at once; without script the text can be taken by hand"""
    page = opened("share/signature/", width=1280)
    page.get_by_role("button", name="Copy the signature").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.evaluate(PASTED)
    page.keyboard.press("Control+V")
    page.wait_for_function("window.pasted")
    html, text = page.evaluate("window.pasted")
    assert page.locator("#html-side").input_value() in html
    assert text == page.locator("#signature-text").input_value()
    plain = opened("share/signature/", scripts=False)
    expect(plain.get_by_role("button", name="Copy the signature").first).to_be_hidden()
    expect(plain.locator("#signature-text")).to_be_visible()


def test_the_code_is_shown_without_network_after_one_visit(opened, site: Server):
    """cards 52: link and contact, with their pictures; the service worker answers for nothing else"""
    page = opened("show/")
    expect(page.locator("html")).to_have_attribute("data-kept", "true")
    scopes = "navigator.serviceWorker.getRegistrations().then((all) => all.map(({scope}) => scope))"
    assert page.evaluate(scopes) == [page.url]
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.reload()
    drawn = "picture => picture.complete && picture.naturalWidth > 0"
    assert page.locator(".show-plate img").evaluate(drawn)
    page.get_by_role("link", name="Contact", exact=True).click()
    expect(page.get_by_text("Saves the contact")).to_be_visible()
    assert page.locator(".show-plate img").evaluate(drawn)
    assert page.evaluate("getComputedStyle(document.querySelector('.show')).position") == "fixed"
    page.get_by_role("link", name="Link", exact=True).click()
    expect(page.get_by_role("link", name="Link", exact=True)).to_have_attribute("aria-current", "page")


@pytest.mark.proof
def test_who_logs_out_leaves_nothing_on_the_device(opened, site: Server):
    """The next visit with network finds the log-in, and forgets what was kept."""
    page = opened("show/")
    expect(page.locator("html")).to_have_attribute("data-kept", "true")
    page.evaluate("navigator.serviceWorker.ready")
    page.context.clear_cookies()
    page.goto(page.url)
    assert "/accounts/login/" in page.url
    assert page.evaluate("caches.keys()") == []
