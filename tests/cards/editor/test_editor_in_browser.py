"""The editor in a real browser: accessible, by touch at 360 px, by keyboard at 1280 px, and without scripts."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Dialog, FrameLocator, Page, expect

from cards import publishing
from cards.content import EmailAddress, Link
from cards.models import Card
from tests.browser import Keyboard, PageOpener, axe, look_over, no_sideways_scrolling
from tests.cast import Cast, make_card, make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

FULL: dict[str, Any] = {
    "emails": (EmailAddress(address="ada@example.com"), EmailAddress(address="b@example.com")),
    "links": (Link(url="https://one.example/"), Link(url="https://two.example/")),
}

SMALL = """all => all.filter(one => one.checkVisibility())
  .filter(one => (one.closest(".check, label") || one).getBoundingClientRect().height < 44)
  .map(one => one.id || one.textContent.trim())"""


@pytest.fixture
def people(site: Server) -> Cast:
    """The cast in the database that the running program reads."""
    return make_cast()


@pytest.fixture
def card(people: Cast) -> Card:
    return make_card(people.atelier, by=people.ada, **FULL)


@pytest.fixture
def editor(site: Server, people: Cast, card: Card, page_at: PageOpener) -> Any:
    """Opens the card's editor as Ada."""
    client = Client()
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]

    def open_editor(**options: Any) -> Page:
        return page_at(site.url, f"/w/atelier/cards/{card.pk}/", cookies=cookies, **options)

    return open_editor


def draft(card: Card) -> Card:
    return Card.unscoped.get(pk=card.pk)


def preview(page: Page) -> FrameLocator:
    return page.frame_locator("#preview")


def status(page: Page) -> Any:
    return expect(page.locator("#editor-status"))


@pytest.mark.proof
@pytest.mark.parametrize("width", [360, 1280])
def test_accessible_and_in_its_window(editor, width):
    """look.md; every part of the form open"""
    page = editor(width=width)
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(part => { part.open = true })")
    look_over(page, within="main", enlarged=False)


def test_by_touch_on_a_phone(editor, card):
    """cards 17, 22: edit, look, order, hide, publish with the thumb alone"""
    page = editor(width=360)
    page.get_by_label("What you do").fill("Printer")
    page.get_by_role("button", name="Preview").tap()
    status(page).to_have_text(re.compile("^Saved"))
    expect(preview(page).get_by_text("Printer")).to_be_visible()
    expect(page.get_by_label("What you do")).to_be_hidden()
    page.get_by_role("button", name="Edit").tap()
    page.locator("summary", has_text="Blocks").tap()
    page.get_by_role("button", name="Move up: Contact").tap()
    expect(page.locator("#blocks .entry").first).to_have_id("block-contact")
    page.get_by_role("button", name="Hide: About").tap()
    expect(page.get_by_role("button", name="Show: About")).to_be_visible()
    page.get_by_role("button", name="Publish").tap()
    expect(page.get_by_role("heading", name="Your card is live")).to_be_visible()
    assert [(block.id, block.hidden) for block in draft(card).document.blocks] == [
        ("contact", False),
        ("about", True),
        ("profiles", False),
        ("links", False),
    ]
    assert (draft(card).status, draft(card).document.identity.title) == ("published", "Printer")


@pytest.mark.proof
def test_published_from_the_preview_one_sees_that_it_is_live(editor, card):
    """people 1: at 360 px the form is not to be seen then; a save that changes nothing takes nothing away"""
    page = editor(width=360)
    page.get_by_role("button", name="Preview").tap()
    with page.expect_response(re.compile("/publication/$")):
        page.get_by_role("button", name="Publish").tap()
    live = page.locator(".live")
    expect(live).to_be_focused()
    expect(live).to_be_in_viewport()
    with page.expect_response(re.compile("/draft/$")):
        page.get_by_label("What you do").dispatch_event("change")
    status(page).to_have_text(re.compile("^Saved"))
    expect(live).to_be_visible()
    axe(page, within="main")
    no_sideways_scrolling(page)


@pytest.mark.proof
def test_targets_are_large_enough_for_a_thumb(editor):
    """look.md: 44 px"""
    page = editor(width=360)
    page.evaluate("document.querySelectorAll('.section').forEach(part => { part.open = true })")
    small = page.eval_on_selector_all(
        "main button:not(.first), main summary, main select, .ink, .design, main input:not([type=hidden])", SMALL
    )
    assert small == []


def test_by_keyboard_on_a_desk(editor, card):
    """cards 17, 22: focus stays where one types while it is saved; arrows order; undo and redo"""
    page = editor(width=1280)
    keys = Keyboard(page)
    keys.type_into(page.get_by_label("What you do"), "Printer")
    page.keyboard.press("Tab")
    status(page).to_have_text(re.compile("^Saved"))
    expect(page.locator("#id_seen-title")).to_be_focused()
    expect(preview(page).get_by_text("Printer")).to_be_visible()
    keys.press(page.locator("summary", has_text="Links"))
    keys.press(page.locator("#up-links-1"))
    expect(page.locator("#id_links-0-url")).to_have_value("https://two.example/")
    expect(page.locator("#up-links-1")).to_be_focused()
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_links-0-url")).to_have_value("https://one.example/")
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What you do")).to_have_value("Bookbinder")
    page.locator("#redo").click()
    expect(page.get_by_label("What you do")).to_have_value("Printer")
    assert draft(card).document.identity.title == "Printer"


@pytest.mark.proof
def test_keyboard_passes_the_preview_and_publishes(editor, card):
    page = editor(width=1280)
    skip = page.get_by_role("link", name="Skip the preview")
    skip.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "after-preview"
    field = page.get_by_label("What you do")
    field.fill("Printer")
    expect(page.locator("#publish")).to_have_attribute("aria-keyshortcuts", "Control+Enter Meta+Enter")
    field.press("Control+Enter")
    expect(page.get_by_role("heading", name="Your card is live")).to_be_visible()
    assert (draft(card).status, draft(card).document.identity.title) == ("published", "Printer")


@pytest.mark.proof
def test_enter_in_a_field_saves_and_moves_nothing(editor, card):
    page = editor(width=1280)
    page.get_by_label("What you do").fill("Printer")
    page.keyboard.press("Enter")
    status(page).to_have_text(re.compile("^Saved"))
    assert draft(card).document.links == FULL["links"]
    assert draft(card).document.identity.title == "Printer"


@pytest.mark.proof
def test_error_is_shown_at_its_field_and_goes_when_mended(editor, card):
    """A01 (P0): nothing stored, nothing lost, and leaving is warned of"""
    page = editor(width=1280)
    page.locator("summary", has_text="Links").click()
    field = page.locator("#id_links-0-url")
    field.fill("javascript:alert(1)")
    page.locator("#id_links-0-label").focus()
    status(page).to_have_text("Not saved: one field needs another look")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("javascript:alert(1)")
    expect(page.locator("#id_links-0-url_error")).to_contain_text("This cannot be linked")
    axe(page, within="main")
    assert draft(card).draft_version == 1
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("setTimeout(() => document.querySelector('.ways a').click())")
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    field.fill("https://mended.example/")
    page.locator("#id_links-0-label").focus()
    status(page).to_have_text(re.compile("^Saved"))
    expect(page.locator("#id_links-0-url_error")).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.proof
def test_rows_are_dragged_by_their_grip(editor, card):
    """cards 17"""
    page = editor(width=1280)
    page.locator("summary", has_text="Links").click()
    page.locator("#links-0 .grip").hover()
    page.mouse.down()
    target = page.locator("#links-1 .grip").bounding_box()
    assert target
    page.mouse.move(target["x"] + 20, target["y"] + 40, steps=12)
    expect(page.locator(".rows-list > li[id^=links-]").first).to_have_id("links-1")
    with page.expect_response(lambda answer: "links-1-ORDER=1" in (answer.request.post_data or "")):
        page.mouse.up()
    assert draft(card).document.links == FULL["links"][::-1]


@pytest.mark.proof
def test_newer_version_of_somebody_else(editor, people, card):
    """cards 22"""
    page = editor(width=1280)
    with inside(people.atelier):
        publishing.save(
            card=draft(card), document=card.document.model_copy(update={"links": ()}), version=1, by=people.ben
        )
    page.get_by_label("What you do").fill("Printer")
    page.get_by_label("Company or shop").focus()
    expect(page.get_by_text("Ben saved a newer version.")).to_be_visible()
    axe(page, within="main")
    page.get_by_role("button", name="Keep mine").click()
    status(page).to_have_text(re.compile("^Saved"))
    expect(page.get_by_text("Ben saved a newer version.")).to_have_count(0)
    assert draft(card).document.identity.title == "Printer"


@pytest.mark.proof
def test_nameless_card_leads_to_the_name(editor, card):
    """cards 13"""
    page = editor(width=360)
    page.get_by_label("First name", exact=True).fill("")
    page.get_by_label("Last name", exact=True).fill("")
    page.get_by_role("button", name="Publish").tap()
    page.get_by_role("link", name="Write a first or last name").tap()
    expect(page.get_by_label("First name", exact=True)).to_be_focused()
    assert draft(card).status == "draft"


def test_whole_without_scripts(editor, card):
    page = editor(width=360, scripts=False)
    page.get_by_label("What you do").fill("Printer")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_label("What you do")).to_have_value("Printer")
    page.locator("summary", has_text="Blocks").click()
    page.get_by_role("button", name="Move up: Contact").click()
    assert [block.id for block in draft(card).document.blocks] == ["contact", "about", "profiles", "links"]
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Your card is live")).to_be_visible()
    no_sideways_scrolling(page)


@pytest.mark.proof
def test_going_back_shows_the_card_as_it_is_now(editor, card):
    """cards 22: published and changed since the page was first loaded, and left for another one"""
    page = editor(width=360)
    page.get_by_label("What you do").fill("Printer")
    page.get_by_role("button", name="Publish").tap()
    expect(page.get_by_role("heading", name="Your card is live")).to_be_visible()
    page.goto(f"{page.url.partition('#')[0]}codes/")
    expect(page.get_by_role("heading", name=re.compile("^QR codes of"))).to_be_visible()
    page.go_back()
    expect(page.locator("#editor-badge")).to_have_text("Published")
    expect(page.get_by_label("What you do")).to_have_value("Printer")
    page.get_by_label("What you do").fill("Binder")
    with page.expect_response("**/publication/"):
        page.get_by_role("button", name="Publish").tap()
    assert draft(card).document.identity.title == "Binder"


@pytest.mark.proof
def test_saved_also_while_one_stays_in_the_field(editor, card):
    """cards 22: said to be unsaved at once, kept after a pause; the preview follows and the caret stays"""
    page = editor(width=1280)
    field = page.get_by_label("What you do")
    field.press("End")
    field.press_sequentially(" and printer")
    status(page).to_have_text("Not saved yet")
    status(page).to_have_text(re.compile("^Saved"))
    expect(field).to_be_focused()
    expect(preview(page).get_by_text("Bookbinder and printer")).to_be_visible()
    field.press_sequentially("!")
    expect(field).to_have_value("Bookbinder and printer!")
