"""Profiles on the card, in the contact file and for search engines (cards 12, 16, 38, 54)."""

import json
import re
import uuid
from datetime import UTC, datetime

from cards.blocks.marks import mark
from cards.content import Document, Identity, Link, Profile
from cards.open_content import open_content
from cards.profiles import NETWORKS
from cards.structured import profile_page
from cards.vcard import vcard
from tests.cards.blocks.shelf import html

ADA = Document(
    identity=Identity(given="Ada"),
    profiles=(
        Profile(kind="instagram", value="ada"),
        Profile(kind="google_reviews", value="https://g.page/r/xyz"),
        Profile(kind="pix", value="ada@pix.example"),
        Profile(kind="upi", value="ada@okbank"),
        Profile(kind="from_tomorrow", value="secret"),
        Profile(kind="facebook", value='"><script>alert(1)</script>'),
        Profile(kind="google_reviews", value="javascript:alert(1)"),
    ),
    links=(Link(url="https://atelier.example/", label="Shop"),),
)


def test_each_profile_leads_to_its_network_and_keys_are_copied():
    """cards 12, 15, 16: what leads nowhere, or is unknown here, is left out"""
    said = html("profiles", document=ADA)
    assert re.findall(r'href="([^"#]+)"', said) == [
        "https://www.instagram.com/ada",
        "https://g.page/r/xyz",
        "upi://pay?pa=ada@okbank",
    ]
    assert said.count('rel="nofollow ugc noopener me"') == 3
    assert re.findall(r'data-copy="([^"]+)"', said) == ["ada@pix.example", "ada@okbank"]
    assert not [leaked for leaked in ("secret", "<script", "javascript:") if leaked in said]


def test_contact_file_names_the_network_of_each_address():
    """cards 38; a key is no address"""
    lines = vcard(
        ADA, short_link="https://c.example/q/1", uid=uuid.UUID(int=1), revised_at=datetime(2026, 1, 2, tzinfo=UTC)
    )
    assert [line for line in lines.decode().split("\r\n") if line.startswith(("item", "URL"))] == [
        "URL:https://c.example/q/1",
        "item1.URL:https://www.instagram.com/ada",
        "item1.X-ABLabel:Instagram",
        "item2.URL:https://g.page/r/xyz",
        "item2.X-ABLabel:Google reviews",
        "item3.URL:https://atelier.example/",
        "item3.X-ABLabel:Shop",
    ]


def test_search_engines_learn_of_the_addresses():
    """cards 54"""
    page = json.loads(profile_page(ADA, url="https://c.example/ada"))
    assert page["mainEntity"]["sameAs"] == [
        "https://www.instagram.com/ada",
        "https://g.page/r/xyz",
        "https://atelier.example/",
    ]


def test_open_content_holds_what_the_page_shows():
    """cards 19"""
    said = open_content(ADA, url="u", short_link="s", contact_file="c", kinds=())
    assert said["profiles"] == [
        {"kind": "instagram", "name": "ada", "url": "https://www.instagram.com/ada"},
        {"kind": "google_reviews", "name": "", "url": "https://g.page/r/xyz"},
        {"kind": "pix", "name": "ada@pix.example"},
        {"kind": "upi", "name": "ada@okbank", "url": "upi://pay?pa=ada@okbank"},
    ]


def test_every_network_has_a_sign_drawn_into_the_page():
    """cards 27: nothing is fetched for it"""
    for kind in (*NETWORKS, "from_tomorrow"):
        assert re.fullmatch(
            r'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">(<path [^<>]+/>)+</svg>', mark(kind)
        )
    assert mark("vk") != mark("instagram") != mark("facebook")


def test_a_document_of_an_older_release_still_parses():
    assert Document.from_json({"version": 1, "identity": {"given": "Ada"}}).profiles == ()
