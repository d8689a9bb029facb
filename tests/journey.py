"""The main job from first sight to the contact in a phone, step by step; the hand is a thumb or a keyboard."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import cairosvg
import pypdfium2
import vobject
import zxingcpp
from PIL import Image
from playwright.sync_api import APIResponse, Locator, Page, expect

from tests.browser import Keyboard, PageOpener, axe
from tests.cards.test_vcard_judges import JUDGE
from tests.node import run_node

DRAWN_WITHIN = 30_000  # milliseconds, on a busy machine


class Hand(Protocol):
    """How a person works a page."""

    def press(self, target: Locator) -> None: ...
    def type_into(self, target: Locator, text: str) -> None: ...
    def choose(self, radio: Locator) -> None: ...


class Thumb:
    """Touch alone."""

    def press(self, target: Locator) -> None:
        target.tap()

    def type_into(self, target: Locator, text: str) -> None:
        target.tap()
        target.fill(text)

    def choose(self, radio: Locator) -> None:
        radio.tap()


class Keys:
    """The keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keyboard = Keyboard(page)

    def press(self, target: Locator) -> None:
        self.keyboard.press(target)

    def type_into(self, target: Locator, text: str) -> None:
        self.keyboard.type_into(target, text)

    def choose(self, radio: Locator) -> None:
        self.keyboard.reach(self.page.locator("input[type=radio]:checked"))
        for _ in range(10):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowUp")
        raise AssertionError(f"{radio} was not reached by the arrow keys")


@dataclass
class Newcomer:
    """Somebody who has never been here; `mailed_code` reads the latest code in their mailbox."""

    page: Page
    hand: Hand
    mailed_code: Callable[[], str]

    def sign_up(self, handle: str, email: str) -> None:
        """Landing page, claimed address, account, code from the mailbox."""
        page, hand = self.page, self.hand
        hand.type_into(page.get_by_label("Claim your address"), handle)
        hand.press(page.get_by_role("button", name="Make my card"))
        hand.type_into(page.get_by_label("E-mail"), email)
        hand.press(page.get_by_role("button", name="Create account"))
        expect(page.get_by_text("We have sent a code")).to_be_visible()
        hand.type_into(page.get_by_label("Code"), self.mailed_code())
        hand.press(page.get_by_role("button", name="Confirm"))

    def make_card(self, name: str, handle: str, phone: str) -> None:
        """From wherever one is after signing up to the editor of a new card; the claimed address is there already."""
        page, hand = self.page, self.hand
        hand.type_into(page.get_by_label("Name on the card"), name)
        hand.choose(page.get_by_label("Appointments"))
        hand.type_into(page.get_by_label("Phone"), phone)
        expect(page.get_by_label("Address of the card")).to_have_value(handle)
        expect(page.get_by_text(f"/{handle} is free")).to_be_visible()
        hand.press(page.get_by_role("button", name="Make the card"))
        expect(page.locator("#editor-name")).to_have_text(name)

    def edit_and_publish(self, title: str, followed: Callable[[], Any]) -> None:
        """The preview follows what is typed, then everybody may see it."""
        page, hand = self.page, self.hand
        hand.type_into(page.get_by_label("What you do"), title)
        followed()
        hand.press(page.get_by_role("button", name="Publish", exact=True))
        expect(page.get_by_role("heading", name="Your card is live")).to_be_visible()
        axe(page)

    def codes(self) -> dict[str, bytes]:
        """The pictures of the code, fetched from its page once they are drawn."""
        page, hand = self.page, self.hand
        hand.press(page.get_by_role("link", name="Print the code"))
        expect(page.get_by_text("Ready", exact=True)).to_be_visible(timeout=DRAWN_WITHIN)
        files = {}
        for name in ("PNG 1024", "SVG", "PDF"):
            address = page.get_by_role("link", name=f"Download {name}").get_attribute("href")
            assert address
            answer = page.request.get(address)
            files[name[:3].lower()] = answer.body()
        return files

    def rename(self, handle: str) -> None:
        page, hand = self.page, self.hand
        hand.press(page.get_by_role("link", name=re.compile("^All codes of")))
        hand.press(page.get_by_role("link", name="Back to the card"))
        hand.press(page.locator("summary", has_text="More about this card"))
        hand.press(page.get_by_role("link", name="Address"))
        hand.type_into(page.get_by_label("New address"), handle)
        hand.press(page.get_by_role("button", name="Change address"))
        expect(page.get_by_text("The card has its new address")).to_be_visible()


def visitor(page_at: PageOpener, base_url: str, path: str) -> Page:
    """A phone without scripts that keeps no cookie: whoever scanned the code."""
    page = page_at(base_url, path, width=360, scripts=False)
    assert page.context.cookies() == []
    return page


def contact_of(page: Page) -> APIResponse:
    """What the link to save the contact gives."""
    address = page.locator("a[data-act=save]").get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "text/vcard; charset=utf-8"
    assert page.context.cookies() == []
    return answer


def read_by_vobject(contact: bytes) -> dict[str, str]:
    card = vobject.readOne(contact.decode())
    return {"fn": card.fn.value, "tel": card.tel.value, "title": card.title.value, "url": card.url.value}


def read_by_ical_js(contact: bytes) -> dict[str, str]:
    _, properties, _ = json.loads(run_node(JUDGE, contact.decode()))
    values = {name: value for name, _parameters, _type, value in reversed(properties)}
    return {name: values[name] for name in ("fn", "tel", "title", "url")}


def decoded(kind: str, file: bytes) -> list[str]:
    """What stands in the code of a PNG, SVG or PDF."""
    if kind == "svg":
        file = cairosvg.svg2png(file, output_width=600)
    as_picture = {"pdf": lambda: pypdfium2.PdfDocument(file)[0].render(scale=4).to_pil()}
    image = as_picture.get(kind, lambda: Image.open(io.BytesIO(file)))()
    return [found.text for found in zxingcpp.read_barcodes(image.convert("RGB"))]
