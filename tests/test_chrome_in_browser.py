"""Our own chrome in a real browser: accessible in both schemes, within its window, whole without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Keyboard, PageOpener, axe, look_over
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.processes]

VISITED = ["/", "/dev/ui/"]
VISITED_TOO = ["/designs", "/pricing", "/help", "/privacy", "/terms", "/nothing/here"]
ENTRANCES = ["login/", "signup/?handle=rosa", "signup/passkey/", "login/code/", "password/reset/"]
OWN = [
    "email/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/add/",
    "sessions/",
    "3rdparty/",
    "logout/",
]


BOOKINGS = ("", "?view=day", "?view=week", "?view=month", "new/", "blocked/new/", "why/")


@pytest.fixture(scope="module")
def password(demo: Server) -> str:
    return Path(demo.data_dir, "demo-password").read_text().strip()


def log_in(page: Page, password: str) -> None:
    page.goto("/accounts/login/?next=/accounts/sessions/")
    page.get_by_label("E-mail").fill("ada@example.com")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile("/sessions/"))


@pytest.mark.parametrize("path", [*VISITED, *(pytest.param(path, marks=pytest.mark.proof) for path in VISITED_TOO)])
def test_pages_for_anybody_are_accessible(demo: Server, page_at: PageOpener, path: str):
    look_over(page_at(demo.url, path))


@pytest.mark.proof
def test_entrances_are_accessible(demo: Server, page_at: PageOpener):
    page = page_at(demo.url, "/healthz")
    for path in ENTRANCES:
        page.goto(f"/accounts/{path}")
        look_over(page)


@pytest.mark.proof
def test_account_pages_are_accessible(demo: Server, page_at: PageOpener, password: str):
    """What asks for the password once more is among them."""
    page = page_at(demo.url, "/accounts/login/")
    log_in(page, password)
    for path in OWN:
        page.goto(f"/accounts/{path}")
        if "reauthenticate" in page.url:
            look_over(page, enlarged=False)
            page.get_by_label("Password").fill(password)
            page.get_by_role("button", name="Confirm").click()
            page.wait_for_url(f"**/accounts/{path}")
        look_over(page, enlarged=False)
    page.goto("/accounts/me/")
    box = page.get_by_label("24-hour clock")
    assert box.evaluate("box => getComputedStyle(box).appearance") == "none"  # the browser's own looks closed by night


@pytest.mark.proof
def test_the_tray_is_accessible_with_a_menu_open(demo: Server, page_at: PageOpener, password: str):
    page = page_at(demo.url, "/accounts/login/")
    log_in(page, password)
    page.goto("/w/atelier/")
    page.locator(".tray summary").first.tap()
    wide = [
        page.locator(part).first.evaluate("part => part.offsetWidth") for part in (".tray-face", ".tray .miniature")
    ]
    assert wide[0] == wide[1]  # the ring of the focus is as wide as the card
    look_over(page, enlarged=False)


@pytest.mark.proof
def test_pages_of_a_workspace_are_accessible(demo: Server, page_at: PageOpener, password: str):
    """Every place the menu of a card leads to."""
    page = page_at(demo.url, "/accounts/login/")
    log_in(page, password)
    page.goto("/w/atelier/")
    page.locator(".tray summary").first.tap()
    places = page.locator(".tray .menu-list").first.locator("a").evaluate_all("all => all.map(one => one.href)")
    assert len(places) == 14
    pages = [place for place in places if not place.endswith("/export/")]  # which is a file
    for place in ["/w/atelier/cards/new/", "/w/atelier/cards/import/", "/w/atelier/settings/", "/w/new/", *pages]:
        page.goto(place)
        look_over(page, enlarged=False)


@pytest.mark.proof
def test_pages_of_the_bookings_are_accessible(demo: Server, page_at: PageOpener, password: str):
    """The hairdresser's."""
    page = page_at(demo.url, "/accounts/login/")
    log_in(page, password)
    home = "/w/rosa-hair/"
    page.goto(f"{home}bookings/")
    first = page.locator(".agenda-link").first.get_attribute("href")
    assert first
    places = [first, f"{first}move/", *(f"{home}bookings/{part}" for part in BOOKINGS)]
    page.goto(f"{home}calendars/")
    calendar = page.locator(".calendar-link").first.get_attribute("href")
    assert calendar
    places += [f"{home}services/", f"{home}services/new/", f"{home}calendars/", f"{home}calendars/new/"]
    places += [f"{calendar}{part}" for part in ("", "hours/", "days/", "zone/?zone=Asia/Tokyo", "feeds/", "archive/")]
    for place in places:
        page.goto(place)
        look_over(page, enlarged=False)


def test_a_proposed_address_fills_the_field_and_enter_sends_what_was_typed(
    demo: Server, page_at: PageOpener, password: str
):
    page = page_at(demo.url, "/accounts/login/")
    log_in(page, password)
    page.goto("/w/atelier/cards/new/")
    page.get_by_label("Name on the card").press_sequentially("Otto Grey")
    page.get_by_role("button", name="otto-g", exact=True).tap()
    handle = page.get_by_label("Address of the card")
    expect(handle).to_have_value("otto-g")
    expect(page.get_by_text("/otto-g is free")).to_be_visible()
    handle.fill("ada")
    expect(page.get_by_role("button", name="ottogrey")).to_be_visible()
    handle.press("Enter")
    expect(page.get_by_text("This address is not available").first).to_be_visible()
    expect(handle).to_have_value("ada")


@pytest.mark.proof
def test_the_second_factor_is_seen_as_a_picture(demo: Server, page_at: PageOpener, password: str):
    """rule 7: allauth draws it as a data URL, which the content policy lets through"""
    page = page_at(demo.url, "/accounts/login/")
    log_in(page, password)
    page.goto("/accounts/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Confirm").click()
    assert page.locator(".qr-plate").evaluate("picture => picture.naturalWidth > 0")


def test_the_card_shows_the_address_while_it_is_typed(demo: Server, page_at: PageOpener):
    page = page_at(demo.url, "/", width=1280)
    address = page.locator(".face-laid .face-address")
    before = address.inner_text()
    page.get_by_label("Claim your address").fill("Rosa-Hair")
    host = demo.url.partition("://")[2]
    expect(address).to_have_text(f"{host}/rosa-hair")
    page.get_by_label("Claim your address").fill("")
    expect(address).to_have_text(before)


def test_the_claim_works_by_keyboard_and_without_script(demo: Server, page_at: PageOpener):
    """people.md: from the landing page to the sign-up, the handle kept"""
    page = page_at(demo.url, "/", scripts=False)
    page.get_by_label("Claim your address").fill("rosita-hair")
    page.get_by_role("button", name="Make my card").click()
    expect(page.locator(".claimed")).to_have_text(re.compile("/rosita-hair$"))
    page = page_at(demo.url, "/")
    keys = Keyboard(page)
    keys.type_into(page.get_by_label("Claim your address"), "bilal")
    page.keyboard.press("Enter")
    expect(page.locator(".claimed")).to_have_text(re.compile("/bilal$"))


def test_what_is_wrong_with_a_form_takes_the_focus_and_leads_to_the_field(demo: Server, page_at: PageOpener):
    page = page_at(demo.url, "/accounts/signup/")
    page.locator("form.form").evaluate("form => { form.noValidate = true }")
    page.get_by_label("E-mail").fill("not an address")
    page.get_by_role("button", name="Create account").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="E-mail").click()
    field = page.get_by_label("E-mail")
    expect(field).to_be_focused()
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text() == "Enter a valid email address."
    axe(page)


def test_menus_open_without_script_and_close_by_escape_and_by_going_elsewhere(demo: Server, page_at: PageOpener):
    page = page_at(demo.url, "/dev/ui/", scripts=False)
    page.get_by_text("More about this card").click(force=True)
    expect(page.get_by_role("link", name="Duplicate")).to_be_visible()
    page = page_at(demo.url, "/dev/ui/")
    summary = page.locator(".menu summary", has_text="More about this card")
    summary.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Duplicate")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.press("Enter")
    page.get_by_role("link", name="Duplicate").focus()
    expect(page.get_by_role("link", name="Duplicate")).to_be_visible()
    page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus() }")
    expect(page.get_by_role("link", name="Duplicate")).to_be_hidden()


def test_a_destructive_act_is_asked_twice(demo: Server, page_at: PageOpener):
    """With script by a dialog, whose safe answer has the focus; without it by the page behind the link."""
    page = page_at(demo.url, "/dev/ui/")
    page.get_by_role("link", name="Delete card").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    axe(page, within="dialog")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page = page_at(demo.url, "/dev/ui/", scripts=False)
    assert page.get_by_role("link", name="Delete card").get_attribute("href") == "#main"


def test_instants_are_told_in_the_readers_own_zone(demo: Server, page_at: PageOpener):
    page = page_at(demo.url, "/dev/ui/", timezone_id="Asia/Tokyo")
    expect(page.locator("local-time")).to_have_text("5 Mar 2027, 01:30")


def test_copying_says_that_it_was_done(demo: Server, page_at: PageOpener):
    page = page_at(demo.url, "/dev/ui/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("copy-button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "https://cards.example/ada"


@pytest.mark.proof
def test_the_chosen_appearance_outweighs_the_device(demo: Server, page_at: PageOpener, password: str):
    page = page_at(demo.url, "/accounts/login/", scheme="light")
    log_in(page, password)
    demo.rows("UPDATE workspaces_user SET theme = 'dark' WHERE email = 'ada@example.com'")
    page.goto("/accounts/email/")
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    demo.rows("UPDATE workspaces_user SET theme = 'system' WHERE email = 'ada@example.com'")
    assert background == "rgb(15, 19, 26)"
