"""The public page of a card: what visitors see, without scripts, in its language (cards 2, 12–18, 27–29, 53–57)."""

import base64
import gzip
import hashlib
import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from cards import photos, showing
from cards.content import (
    Block,
    Document,
    EmailAddress,
    Identity,
    Link,
    MainAct,
    Phone,
    PostalAddress,
    SearchSettings,
    Visibility,
)
from cards.designs import DESIGNS
from cards.face import initials
from cards.models import Card, Code, Photo
from tests.cast import Cast, make_card
from tests.pictures import jpeg
from workspaces.scoping import inside

LANDLINE = Phone(number="+4930901820", label="work")
MOBILE = Phone(number="+491701234567", whatsapp=True)
MAIL = EmailAddress(address="ada@atelier.example")
HOME = PostalAddress(street="Kastanienallee 12", postcode="10435", city="Berlin", country="Germany")
SITE = Link(url="https://atelier.example/?a=1&b=2", label="Portfolio")
REACHABLE: dict[str, Any] = {"phones": (LANDLINE, MOBILE), "emails": (MAIL,), "addresses": (HOME,), "links": (SITE,)}


def grown_up(cast: Cast, **over: Any) -> Card:
    """A published card old enough for search engines."""
    card = make_card(cast.atelier, by=cast.ada, published=True, **over)
    Card.unscoped.filter(pk=card.pk).update(first_published_at=timezone.now() - timedelta(days=8))
    return card


def get(path: str = "/ada", **headers: str):
    return Client(headers={"host": "localhost"} | headers).get(path)


def page(cast: Cast, **over: Any) -> str:
    grown_up(cast, **over)
    return str(get().content.decode())


def acts(html: str) -> dict[str, str]:
    """Every act of the page by its key: the main one and the quick row."""
    return {key: unescape(url) for url, key in re.findall(r'href="([^"]*)"\s+data-act="(\w+)"', html)}


def rows(html: str) -> dict[str, str]:
    html = html.replace("<wbr>", "")
    found = re.findall(r'row-label">([^<]*)</span>\s*<span class="row-value"><bdi[^>]*>([^<]*)</bdi>', html)
    return {label: unescape(value) for label, value in found}


def meta(html: str, name: str) -> str | None:
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', html)
    return unescape(found[1]) if found else None


def test_everything_of_the_card_can_be_tapped_without_scripts(cast: Cast):
    """cards 14, 16, 27; product.md, quick row"""
    html = page(cast, **REACHABLE)
    assert acts(html) == {
        "save": "/ada/contact.vcf",
        "call": "tel:+4930901820",
        "whatsapp": "https://wa.me/491701234567?text=Hello%20Ada%20Byron%2C%20I%20have%20your%20card%20in%20front%20of%20me.",
        "mail": "mailto:ada@atelier.example",
        "way": "https://www.google.com/maps/search/?api=1&query=Kastanienallee+12%2C+10435+Berlin%2C+Germany",
    }
    assert rows(html) == {
        "Work": "+49 30 901820",
        "Mobile": "+49 170 1234567",
        "E-mail": "ada@atelier.example",
        "Address": "Kastanienallee 12\n10435 Berlin\nGermany",
    }


def test_links_lead_straight_to_their_target_and_vouch_for_nothing(cast: Cast):
    """cards 16"""
    html = page(cast, **REACHABLE)
    outside = re.findall(r'<a [^>]*href="(https?://[^"]*)"[^>]*?(rel="[^"]*")?>', html)
    assert 'href="https://atelier.example/?a=1&amp;b=2" rel="nofollow ugc noopener"' in html
    assert {rel for url, rel in outside} == {'rel="nofollow ugc noopener"'}


def test_what_does_not_exist_is_not_offered(cast: Cast):
    """cards 13: only a name is required."""
    html = page(cast)
    assert (acts(html), rows(html), html.count("<h2>")) == ({"save": "/ada/contact.vcf"}, {}, 0)


def test_whatsapp_as_main_act_carries_the_owners_greeting_and_keeps_saving(cast: Cast):
    """product.md: the owner chooses the main act; saving is never lost."""
    html = page(cast, main_act=MainAct.WHATSAPP, greeting="¡Hola! & ?", **REACHABLE)
    main = re.search(r'<a class="act"\s+href="([^"]*)"', html)
    assert main is not None
    assert main[1] == "https://wa.me/491701234567?text=%C2%A1Hola%21%20%26%20%3F"
    assert list(acts(html)) == ["whatsapp", "save", "call", "mail", "way"]


@pytest.mark.parametrize("wish", [MainAct.WHATSAPP, MainAct.BOOK, MainAct.ORDER])
def test_a_main_act_that_cannot_be_done_falls_back_to_saving(cast: Cast, wish):
    html = page(cast, main_act=wish)
    assert acts(html) == {"save": "/ada/contact.vcf"}


def test_blocks_stand_in_the_owners_order_and_hidden_ones_are_absent(cast: Cast):
    """cards 17, 19"""
    blocks = (
        Block(id="t1", kind="text", body={"heading": "Opening hours", "text": "By **appointment**."}),
        Block(id="l", kind="links"),
        Block(id="c", kind="contact", hidden=True),
        Block(id="x", kind="from_the_future", body={"a": 1}),
        Block(id="t2", kind="text", body={"heading": {"not": "text"}}),
    )
    html = page(cast, blocks=blocks, identity={"bio": "Unplaced"}, **REACHABLE)
    assert re.findall(r"<h2>([^<]*)</h2>", html) == ["Opening hours", "Links"]
    assert "<p>By <strong>appointment</strong>.</p>" in html
    assert [word for word in ("901820</bdi>", "Unplaced</p>", "future") if word in html] == []


def test_what_is_only_for_the_contact_file_is_not_on_the_page(cast: Cast):
    """cards 12, 19"""
    secret = {"note": "only in the file", "birthday": date(1990, 12, 10), "phonetic_given": "Ey-da"}
    html = page(cast, identity=secret)
    assert [word for word in ("only in the file", "December", "1990", "Ey-da") if word in html] == []


def test_a_public_birthday_tells_day_and_month(cast: Cast):
    """cards 12"""
    shown = page(cast, identity={"birthday": date(1990, 12, 10)}, visibility={"birthday": Visibility.PUBLIC})
    assert rows(shown) == {"Birthday": "10 December"}


def test_whatever_an_owner_writes_is_shown_as_text(cast: Cast):
    """A05, A08; cards 18"""
    name = "<b>{{7*7}}</b>{% debug %}"
    bio = "<img src=x onerror=alert(1)> [x](javascript:alert(1))"
    html = page(
        cast, identity={"display_name": name, "bio": bio}, links=(Link(url="https://e.example/", label='"><i>'),)
    )
    assert re.search(r'<h1 class="face-name">(.*?)</h1>', html)[1] == "&lt;b&gt;{{7*7}}&lt;/b&gt;{% debug %}"  # type: ignore[index]
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert [tag for tag in ("<img src=x", 'href="javascript', "<i>", "<b>") if tag in html] == []


def test_the_page_speaks_the_cards_language_not_the_visitors(cast: Cast):
    """product.md: each card has one language; people.md, 5"""
    grown_up(cast, language="es", **REACHABLE)
    answer = get(**{"accept-language": "de"})
    assert (answer["Content-Language"], answer.content.decode().split("\n", 3)[1]) == ("es", '<html lang="es"')


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("ar-EG", "rtl")],
)
def test_direction_follows_the_language(language, direction):
    assert showing.direction(language) == direction


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Byron", "AB"),
        ("ada", "A"),
        ("Ana de la Cruz", "AC"),
        ("ليلى الحداد", "ل"),
        ("李 小龍", "李"),
        ("42", ""),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("letters", "step"), [(18, "short"), (19, "long"), (28, "long"), (29, "longest"), (40, "longest")]
)
def test_long_names_step_down(cast: Cast, letters, step):
    """look.md: over 18 and over 28 characters."""
    assert f'data-length="{step}"' in page(cast, identity={"display_name": "n" * letters})


def test_the_style_element_is_the_one_the_policy_allows(cast: Cast):
    """cards 28: no unsafe-inline; framing by ourselves for the preview."""
    grown_up(cast)
    answer = get()
    styles = re.findall(r"<style>(.*?)</style>", answer.content.decode(), flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert (len(styles), policy["style-src"]) == (1, f"'self' 'sha256-{digest}'")
    assert (policy["frame-ancestors"], policy["default-src"], "script-src" in policy) == ("'self'", "'self'", False)
    assert " style=" not in answer.content.decode()


def test_link_previews_say_who_it_is(cast: Cast):
    """cards 53"""
    card = grown_up(cast, identity={"organisation": "Atelier", "bio": "Old **bindings**.\nNew ones."})
    Card.unscoped.filter(pk=card.pk).update(preview={"name": "og/ab/0f.jpg", "width": 1200, "height": 630})
    html = get("/ada?via=ABC1234").content.decode()
    assert "<title>Ada Byron · Bookbinder · Atelier</title>" in html
    assert '<link rel="canonical" href="http://localhost:8000/ada">' in html
    assert {name: meta(html, name) for name in ("description", "og:url", "og:title", "twitter:card", "robots")} == {
        "description": "Old bindings. New ones.",
        "og:url": "http://localhost:8000/ada",
        "og:title": "Ada Byron · Bookbinder · Atelier",
        "twitter:card": "summary_large_image",
        "robots": None,
    }
    picture = [meta(html, f"og:image{part}") for part in ("", ":width", ":height", ":alt")]
    assert picture == ["http://localhost:8000/media/og/ab/0f.jpg", "1200", "630", "Ada Byron · Bookbinder · Atelier"]
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert data is not None
    assert json.loads(data[1])["mainEntity"]["name"] == "Ada Byron"


def test_a_young_card_keeps_search_engines_out_and_is_made_anew_in_time(cast: Cast):
    """cards 55"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    answer = get()
    assert (answer["X-Robots-Tag"], meta(answer.content.decode(), "robots")) == ("noindex", "noindex")
    assert card.first_published_at is not None
    assert answer.remember.fresh_until == card.first_published_at + timedelta(days=7)


@pytest.mark.parametrize(("listed", "robots"), [(True, None), (False, "noindex")])
def test_an_unlisted_card_keeps_search_engines_out(cast: Cast, listed, robots):
    """cards 55"""
    grown_up(cast, search=SearchSettings(listed=listed))
    answer = get()
    assert (answer.get("X-Robots-Tag"), meta(answer.content.decode(), "robots")) == (robots, robots)


def test_the_page_shows_its_own_code_once_it_is_drawn(cast: Cast):
    """product.md: on wide screens beside the face, on phones under Share"""
    card = grown_up(cast)
    with inside(cast.atelier):
        Code.objects.filter(card=card).update(files={})
        assert "The code is being drawn." in get().content.decode()
        Code.objects.filter(card=card).update(files={"svg": "q/ab/0f.svg"})
    pictures = re.findall(r'<img [^>]*src="/media/q/ab/0f.svg"\s+width="\d+"\s+height="\d+"', get().content.decode())
    assert len(pictures) == 2


def test_sharing_works_by_plain_links_without_via(cast: Cast):
    """cards 7, 57"""
    grown_up(cast)
    html = get("/ada?via=ABC1234").content.decode()
    shared = [unescape(url) for url in re.findall(r'href="((?:https://wa.me/\?|mailto:\?|sms:)[^"]*)"', html)]
    assert shared == [
        "https://wa.me/?text=Ada%20Byron%3A%20http%3A%2F%2Flocalhost%3A8000%2Fada",
        "mailto:?subject=Ada%20Byron&body=Ada%20Byron%3A%20http%3A%2F%2Flocalhost%3A8000%2Fada",
        "sms:?&body=Ada%20Byron%3A%20http%3A%2F%2Flocalhost%3A8000%2Fada",
    ]
    assert "ABC1234" not in html


def test_pictures_come_in_every_size_with_words(cast: Cast):
    """cards 29, 31; product.md: nothing comes from another host"""
    with inside(cast.atelier):
        photo = photos.keep(workspace=cast.atelier, data=jpeg(), purpose=Photo.Purpose.PORTRAIT, by=cast.ada)
    html = page(cast, portrait=photo.id, **REACHABLE)
    widths = re.findall(r'type="image/webp"\s+srcset="([^"]*)"', html)[0].split(", ")
    assert [source.split()[1] for source in widths] == [f"{width}w" for width in sorted(map(int, photo.renditions))]
    assert 'alt="Portrait of Ada Byron"' in html
    assert re.findall(r'(?:src|srcset)="(?:https?:)?//', html) == []


def test_another_workspaces_photo_is_never_shown(cast: Cast):
    """rule 2: the id of a foreign photo shows nothing"""
    with inside(cast.outpost):
        photo = photos.keep(workspace=cast.outpost, data=jpeg(), purpose=Photo.Purpose.PORTRAIT, by=cast.cleo)
    assert photo.id.hex not in page(cast, portrait=photo.id)


def test_a_page_is_made_with_three_queries(cast: Cast, django_assert_num_queries):
    """performance.md, 6: the card with its publication and workspace, photos, code; and no session."""
    with inside(cast.atelier):
        photo = photos.keep(workspace=cast.atelier, data=jpeg(), purpose=Photo.Purpose.PORTRAIT, by=cast.ada)
    grown_up(cast, portrait=photo.id, **REACHABLE)
    with django_assert_num_queries(3):
        get()


@pytest.mark.parametrize("key", DESIGNS)
def test_page_with_style_and_script_is_small(cast: Cast, key):
    """cards 27: at most 60 KB compressed; thirty links, a full bio"""
    links = tuple(Link(url=f"https://example.org/page/{number}", label=f"Link {number}") for number in range(30))
    html = page(cast, design={"name": key}, identity={"bio": "Word " * 200}, **{**REACHABLE, "links": links})
    files = ["css/card.css", f"css/card-{key}.css", "js/card.js"]
    sizes = [len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in files]
    assert len(brotli.compress(html.encode(), quality=5)) + sum(sizes) < 15_000


def test_preview_is_the_same_page_and_says_nothing_to_the_world(cast: Cast):
    """cards 22: the draft, for the editor's frame"""
    card = make_card(cast.atelier, by=cast.ada, **REACHABLE)
    draft = Document(identity=Identity(given="Draft"))
    with inside(cast.atelier):
        answer = showing.answer(None, card=card, document=draft, preview=True)
    html = answer.content.decode()
    assert '<h1 class="face-name">Draft</h1>' in html
    assert [word for word in ("canonical", "og:", "ld+json", "card.js") if word in html.split("</head>")[0]] == []
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_draft_without_a_name_can_be_previewed(cast: Cast):
    """cards 13: it can be saved, so it must be shown"""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        html = showing.render_card(None, card=card, document=Document(), preview=True)
    assert '<h1 class="face-name">Your name</h1>' in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Make your own card with"),
        ("es", "Crea tu propia tarjeta con"),
        ("de", "Eigene Karte erstellen mit"),
    ],
)
def test_a_visitor_finds_the_way_to_a_card_of_their_own(cast, client, settings, language, words):
    """landing page: in the card's language, naming the service"""
    make_card(cast.atelier, by=cast.ada, published=True, language=language)
    foot = client.get("/ada").content.decode().partition("<footer")[2]
    assert [(url, " ".join(said.split())) for url, said in re.findall(r'<a href="([^"]*)">([^<]*)</a>', foot)] == [
        ("/", f"{words} {settings.SITE_NAME}")
    ]


def test_what_is_planted_in_the_row_is_not_linked_and_the_rest_is_shown(cast: Cast):
    """A04; cards 15: page, contact file, JSON; the control is the good link beside it"""
    card = grown_up(cast, links=(SITE, Link(url="https://gone.example/")))
    published = card.published
    assert published is not None
    bad = published.document["links"][1] | {"url": "javascript:alert(1)", "label": "Planted"}
    kind = {"kind": "instagram", "value": "x", "visibility": "nobody"}
    planted = published.document | {"links": [published.document["links"][0], bad], "profiles": [kind]}
    type(published).unscoped.filter(pk=published.pk).update(document=planted)
    for path in ("/ada", "/ada/contact.vcf", "/ada/card.json"):
        answer = get(path)
        said = answer.content.decode()
        assert (answer.status_code, "atelier.example" in said) == (200, True)
        assert [word for word in ("javascript:", "Planted") if word in said] == []


def test_a_row_that_is_no_document_is_no_page(cast: Cast):
    """Only entries of lists are left out."""
    with pytest.raises(ValueError, match="language"):
        Document.from_store({"language": "x" * 40, "links": [{"url": "javascript:x"}]})
