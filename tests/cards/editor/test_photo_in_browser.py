"""Setting a picture in a real browser: by touch and keyboard at 360 px, without script, and accessible."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from cards import picturing
from cards.editor.photo_views import PHOTOS_AN_HOUR
from cards.models import Card, Photo
from cardsite.kit import throttle
from cardsite.kit.models import Throttle
from tests import pictures
from tests.browser import PageOpener, look_over, no_sideways_scrolling
from tests.cards.editor.test_photo_views import near, stored
from tests.cast import Cast, make_card, make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

LARGE = {"name": "DSC_1.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg(3200, 2400)}
TURNED = {"name": "DSC_2.jpg", "mimeType": "image/jpeg", "buffer": pictures.turned(6)}
BROKEN = {"name": "x.heic", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" + bytes(99)}
FIRST_PIXEL = "[...document.querySelector('canvas').getContext('2d').getImageData(9, 9, 1, 1).data].slice(0, 3)"


class Fingers:
    """Real touches, one or two, told to the browser; places are counted from the frame's corner."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        box = page.locator("[data-frame]").bounding_box()
        assert box
        self.x, self.y = box["x"], box["y"]

    def slide(self, *steps: list[tuple[int, int]]) -> None:
        """Each step says where every finger is."""
        for number, places in enumerate(steps):
            points = [{"x": self.x + x, "y": self.y + y, "id": finger} for finger, (x, y) in enumerate(places)]
            self.send("touchMove" if number else "touchStart", points)
        self.send("touchEnd", [])

    def send(self, kind: str, points: list[dict[str, float]]) -> None:
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.fixture
def people(site: Server) -> Cast:
    """The cast in the database that the running program reads."""
    return make_cast()


@pytest.fixture
def card(people: Cast) -> Card:
    return make_card(people.atelier, by=people.ada)


@pytest.fixture
def opened(site: Server, people: Cast, card: Card, page_at: PageOpener) -> Any:
    """Opens the page of a purpose as Ada: `opened("logo", width=360)`."""
    client = Client()
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
    where = f"/w/atelier/cards/{card.pk}/photo"
    return lambda purpose="portrait", **options: page_at(site.url, f"{where}/{purpose}/", cookies=cookies, **options)


def choose(page: Page, file: Any = LARGE) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("[data-zone]")).not_to_have_attribute("aria-busy", "true")


def colours(photo: Photo) -> list[tuple[int, ...]]:
    """Of the four corners."""
    picture, end = stored(photo, photo.width), photo.width - 9
    return [picture.getpixel(spot) for spot in ((8, 8), (end, 8), (8, end), (end, end))]  # type: ignore[misc]


def test_chosen_moved_and_sized_on_a_phone(opened, card):
    """cards 30: scaled down before it is sent; what keys and fingers ask for is stored; a refusal loses nothing"""
    page = opened()
    expect(page.get_by_label("Describe the picture")).to_be_hidden()
    choose(page, BROKEN)
    expect(page.get_by_text("This browser cannot show the picture.")).to_be_visible()
    page.get_by_label("Describe the picture").fill("Ada at the press")
    page.get_by_role("button", name="Use this picture").tap()
    expect(page.get_by_role("alert")).to_contain_text("Save it as JPEG")
    choose(page)
    frame = page.locator("[data-frame]")
    expect(frame).to_be_focused()
    fingers = Fingers(page)
    fingers.slide([(100, 120), (140, 120)], [(90, 120), (150, 120)], [(80, 120), (160, 120)])  # twice the size
    for _slide in range(2):
        fingers.slide([(40, 120)], [(140, 120)], [(230, 120)])  # to its left edge
    for _press in range(20):
        frame.press("ArrowUp")  # to its lower edge
    values = [float(page.locator(f"#id_{name}").input_value()) for name in ("x", "y", "width", "height")]
    assert values == pytest.approx([0, 0.5, 0.375, 0.5])
    expect(page.get_by_role("slider")).to_have_value("2")
    assert page.evaluate("document.querySelector('[type=file]').files[0].size") < len(LARGE["buffer"])
    no_sideways_scrolling(page)
    for _upload in range(PHOTOS_AN_HOUR):
        throttle.count(f"photo:{card.workspace_id}", limit=99, per=timedelta(hours=1))
    page.get_by_role("button", name="Use this picture").tap()
    expect(page.get_by_role("alert")).to_contain_text("Try again in")
    Throttle.objects.all().delete()
    page.get_by_role("button", name="Use this picture").tap()
    expect(page.get_by_text("The portrait is in the draft. Publish to show it.")).to_be_visible()
    photo = Photo.unscoped.get()
    assert (Card.unscoped.get(pk=card.pk).document.portrait, photo.alt) == (photo.pk, "Ada at the press")
    assert [near(colour, pictures.BLUE) for colour in colours(photo)] == [True] * 4


@pytest.mark.proof
def test_whole_without_scripts(opened, card):
    """cards 30: from the middle, or by numbers"""
    page = opened("logo", scripts=False)
    page.locator("input[type=file]").set_input_files(LARGE)
    page.locator("summary", has_text="Only a part of the picture").click()
    for name, value in {"From the left": "0.5", "From the top": "0", "Width": "0.5", "Height": "0.5"}.items():
        page.get_by_label(name).fill(value)
    no_sideways_scrolling(page)
    page.get_by_role("button", name="Use this picture").click()
    expect(page.get_by_text("The logo is in the draft.")).to_be_visible()
    photo = Photo.unscoped.get()
    assert (photo.width, photo.height) == (640, 480)
    page.go_back()
    page.reload()
    page.get_by_role("button", name="Remove").click()
    assert Card.unscoped.get(pk=card.pk).document.logo is None


@pytest.mark.proof
def test_accessible_and_in_its_window(opened, card, people):
    """look.md: empty, chosen and set; cards 31: upright as the server makes it"""
    with inside(people.atelier):
        picturing.put(card=card, purpose=Photo.Purpose.COVER, data=pictures.jpeg(), by=people.ada)
    page = opened("cover")
    look_over(page, within="main", enlarged=False)
    page.goto(page.url.replace("cover", "portrait"))
    look_over(page, within="main", enlarged=False)
    choose(page, TURNED)
    look_over(page, within="main", enlarged=False)
    assert near(page.evaluate(FIRST_PIXEL), pictures.RED)
