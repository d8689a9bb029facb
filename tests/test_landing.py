"""Pages for whoever comes by, over HTTP: no session, no cookie, no promise that is not kept here."""

import re
from dataclasses import asdict
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from billing import offers
from billing.snapshots import Price
from cards.models import Card
from tests.cast import Cast, make_card

PAGES = ["/", "/designs", "/pricing", "/help", "/privacy", "/terms"]


def words(response):
    """The text of the page, tags and space taken out."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_need_no_database_and_set_no_cookie(client: Client, db: None, path: str):
    """product.md: a visitor meets no session"""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(path)
    assert response.status_code == 200
    assert len(queries) == 0
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_are_read_only(client: Client, path: str):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_name_themselves_once(client: Client, path: str):
    html = client.get(path).content.decode()
    assert len(re.findall("<h1", html)) == 1
    assert re.search(r"<title>[^<]+ · Cardsite</title>", html)


def test_claim_leads_to_the_sign_up_that_keeps_the_handle(client: Client, db: None):
    """cards 4: people.md, the first ten minutes"""
    html = client.get("/").content.decode()
    form = re.search('<form class="claim">', html)
    assert form
    assert re.findall(r'name="(\w+)"', html[form.start() : html.index("</form>")]) == ["handle"]
    response = client.get("/", {"handle": "Rosa-Hair"}, follow=True)
    assert re.findall(r"<bdi[^>]*>([^<]+)</bdi>", response.content.decode()) == ["localhost:8000/rosa-hair"]


def test_closed_installation_offers_no_claim(client: Client, settings):
    settings.SIGNUP = "closed"
    assert "claim-form" not in client.get("/").content.decode()


def test_examples_are_shown_in_the_demonstration_only(client: Client, cast: Cast, settings):
    """Elsewhere `/rosa-hair` may be anybody's card."""
    for handle in ("rosa-hair", "bilal-bakes"):
        make_card(cast.atelier, handle, by=cast.ada, published=True)
    make_card(cast.atelier, "noor-lindqvist", by=cast.ada)
    assert re.findall(r'class="tray-card" href="([^"]+)"', squeezed(client)) == []
    settings.DEMO = True
    assert re.findall(r'class="tray-card" href="([^"]+)"', squeezed(client)) == ["/bilal-bakes"]
    assert 'href="/rosa-hair"' in squeezed(client)  # the first one stands beside the claim


def test_the_face_beside_the_claim_has_the_design_of_its_card(client: Client, cast: Cast, settings):
    settings.DEMO = True
    make_card(cast.atelier, "ada", by=cast.ada, published=True, design={"name": "poster", "ink": "rust"})
    beside = squeezed(client).partition("hero-card")[2].partition("</span>")[0]
    assert re.findall(r'data-(ink|design)="(\w+)"', beside) == [("ink", "rust"), ("design", "poster")]


def test_a_paused_example_is_left_out(client: Client, cast: Cast, settings):
    settings.DEMO = True
    card = make_card(cast.atelier, "rosa-hair", by=cast.ada, published=True)
    Card.unscoped.filter(pk=card.pk).update(status=Card.Status.PAUSED)
    assert "/rosa-hair" not in squeezed(client)


def squeezed(client: Client):
    return " ".join(client.get("/").content.decode().split())


def test_without_stripe_there_is_one_unlimited_plan(client: Client):
    """product.md, Two profiles"""
    response = client.get("/pricing")
    assert "There is one plan, without limits, and it is free for ever." in words(response)
    assert "What you get, in full" in words(client.get("/"))
    assert "<table" not in response.content.decode()


def test_with_stripe_the_plans_are_shown(db: None, client: Client, settings):
    """product.md, Plans"""
    settings.STRIPE_ENABLED = True
    response = client.get("/pricing")
    page = response.content.decode()
    assert re.findall(r"<h2>(\w+)</h2>", page) == ["Free", "Pro", "Team"]
    assert "without limits" not in words(response)
    assert "Its price stands on the page where you choose it" in words(response)
    assert re.findall(r'href="(/accounts/me/plan/[^"]*)"', page) == [
        f"/accounts/me/plan/?plan={key}" for key in ("pro", "team")
    ]


def test_prices_are_those_of_stripe_as_they_were_last_known(db: None, client: Client, settings):
    """P1: by the month and the year, in its currency; a page for visitors asks nobody."""
    settings.STRIPE_ENABLED = True
    asked = [("team", "year", 6000), ("pro", "year", 9050), ("pro", "month", 900)]
    found = [Price("p", *one, "EUR") for one in asked]
    cache.set(offers._key(), [asdict(one) for one in found])
    said = words(client.get("/pricing")).replace("\xa0", " ")
    assert "Pro €9 a month or €90.50 a year 10 cards 2 members 10 GB of pictures and files" in said
    assert "Team €60 a member and year from 3 members on 10 cards, and one more for each member" in said


def test_the_help_speaks_of_plans_where_they_are_sold(client: Client, settings):
    """What each gives, from the table that enforces it; the end, a failed payment, cancelling, invoices."""
    asked = ["plans", "plan-ends", "payment", "invoices"]
    page = client.get("/help").content.decode()
    assert [f'id="{name}"' in page for name in asked] == [False] * 4
    settings.STRIPE_ENABLED = True
    page = client.get("/help").content.decode()
    assert [(f'id="{name}"' in page, f'href="#{name}"' in page) for name in asked] == [(True, True)] * 4
    said = words(client.get("/help"))
    assert "Pro 10 cards 2 members 10 GB of pictures and files Figures of the last 25 months" in said
    assert "You keep your plan for 14 days" in said


def test_choosing_a_plan_leads_to_ones_own(client: Client, cast, settings):
    settings.STRIPE_ENABLED = True
    client.force_login(cast.ada)
    assert client.get("/accounts/me/plan/").headers["Location"] == "/w/atelier/billing/"
    chosen = client.get("/accounts/me/plan/?plan=team").headers["Location"]
    assert chosen == "/w/atelier/billing/?plan=team#plan-team"
    client.force_login(cast.ben)
    assert client.get("/accounts/me/plan/").headers["Location"] == "/w/"
    assert "Only owners choose the plan" in client.get("/w/", follow=True).content.decode()
    settings.STRIPE_ENABLED = False
    assert client.get("/accounts/me/plan/").status_code == 404


def test_the_components_page_is_for_the_demonstration(client: Client, settings):
    assert client.get("/dev/ui/").status_code == 404
    settings.DEMO = True
    assert client.get("/dev/ui/").status_code == 200


def test_the_manifest_names_icons_that_are_there(client: Client):
    """product.md, Addresses"""
    manifest = client.get("/manifest.webmanifest").json()
    pictures = {icon["sizes"]: icon["src"] for icon in manifest["icons"] if icon["type"] == "image/png"}
    assert pictures == {f"{side}x{side}": f"/icons/app-{side}.png" for side in (180, 192, 512)}
    for size_, url in pictures.items():
        png = client.get(url).content
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        assert f"{int.from_bytes(png[16:20], 'big')}x{int.from_bytes(png[20:24], 'big')}" == size_


def test_icons_come_in_the_sizes_asked_for_only(client: Client):
    """A70: nobody makes us draw a huge picture"""
    assert client.get("/icons/app-100000.png").status_code == 404
    assert client.get("/favicon.ico").content[:4] == b"\x00\x00\x01\x00"


def test_a_free_address_leads_on_to_sign_up(cast: Cast, client: Client):
    """cards 4: in the spelling it will have"""
    assert client.get("/?handle=Rosa-Hair").headers["Location"] == "/accounts/signup/?handle=rosa-hair"


def test_an_address_that_cannot_be_had_is_said_at_once_with_free_ones(cast: Cast, client: Client):
    """cards 5: what somebody has, and what nobody can have, alike"""
    make_card(cast.atelier, "rosa-hair", by=cast.ada)
    for wanted in ("rosa-hair", "admin"):
        page = client.get(f"/?handle={wanted}").content.decode()
        assert (page.count("This address is not available"), f'value="{wanted}"' in page) == (1, True)
    assert 'href="?handle=rosahair"' in client.get("/?handle=rosa-hair").content.decode()
