"""The inbox by keyboard at 360 px: several are ticked, one is opened and noted; accessible and in its window."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from audience.models import LeadTag
from cards import coding
from tests.audience.people import make_lead
from tests.browser import Keyboard, PageOpener, look_over
from tests.cast import make_card, make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.proof]

LONG = "Bartholomäus-Wolfgang-von-Hohenstaufenegg"


def test_a_lead_is_found_noted_and_ticked_by_keyboard(site: Server, page_at: PageOpener):
    """cards 75; look.md: focus is seen, nothing wider than the window, both schemes"""
    people, client = make_cast(), Client()
    card = make_card(people.atelier, by=people.ada, published=True)
    with inside(people.atelier):
        code = coding.add_code(card=card, label="Fair stand", by=people.ada)
        lead = make_lead(card, name=LONG, company=LONG, phone="+447700900123", note=LONG * 3, code=code)
        LeadTag.objects.create(lead=lead, name=LONG[:40])
        make_lead(card, name="نور الهاشمي")
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
    page = page_at(site.url, "/w/atelier/leads/", cookies=cookies)
    keys = Keyboard(page)
    keys.press(page.get_by_label(f"Tick {LONG}"), "Space")
    expect(page.get_by_text("With 1 ticked")).to_be_visible()
    keys.press(page.get_by_role("button", name="Tick all on this page"))
    expect(page.get_by_text("With 2 ticked")).to_be_visible()
    keys.press(page.get_by_role("button", name="Take all ticks off"))
    keys.press(page.get_by_label(f"Tick {LONG}"), "Space")
    keys.press(page.locator("summary", has_text="With 1 ticked"))
    expect(page.get_by_role("button", name="Move to spam")).to_be_visible()
    look_over(page)
    page.reload()
    keys.press(page.get_by_role("link", name=LONG))
    keys.type_into(page.get_by_label("Note"), "Wants a quote")
    keys.press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("Wants a quote")).to_be_visible()
    look_over(page)
