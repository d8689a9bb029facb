"""What a page of the fullest card really links, in every design: small, and readable by old browsers (cards 27)."""

import re
from pathlib import Path

import brotli
from django.contrib.staticfiles import finders
from django.http import SimpleCookie
from django.test import Client

from cards.blocks import registry
from cards.designs import DESIGNS
from cards.locking import cookie
from cards.models import Card
from cards.pages import BROTLI_QUALITY
from tests.cards.everything import make_everything, redesigned
from tests.cast import Cast
from tests.test_css import beyond_the_floor

BUDGET = 60_000
LINKED = re.compile(r'<(?:link rel="stylesheet" href|script type="module" src)="/static/([^"]+)"')
IMPORTED = re.compile(r'(?:from|import) ?\(?"\./([a-z_]+\.js)"')
FONT = re.compile(r'url\("\.\./(vendor/[^"]+)"\)')

OF_BLOCKS = {name for kind in registry.kinds().values() for name in (*kind.css, *kind.js)}


def opened(card: Card) -> Client:
    """Somebody who gave the password."""
    client = Client()
    client.cookies = SimpleCookie({"gate": cookie._signer(card).sign(str(card.uid))})
    return client


def plain(name: str) -> str:
    """Without the digest in it."""
    return re.sub(r"\.[0-9a-f]{12}\.", ".", name)


def file(name: str) -> str:
    return Path(str(finders.find(plain(name)))).read_text()


def linked(html: str) -> dict[str, str]:
    """Stylesheets and scripts, with the scripts that those import."""
    found = {name: file(name) for name in LINKED.findall(html)}
    for source in [source for name, source in found.items() if name.endswith(".js")]:
        found |= {f"js/{name}": file(f"js/{name}") for name in IMPORTED.findall(source)}
    return found


def compressed(text: str) -> int:
    return len(brotli.compress(text.encode(), quality=BROTLI_QUALITY))


def test_the_fullest_card_is_small_and_keeps_the_floor_in_every_design(cast: Cast, subtests, settings, tmp_path):
    """cards 27: HTML, CSS and JS at most 60 KB; two fonts at most, one preloaded; product.md: the floor"""
    settings.MEDIA_ROOT, settings.ORIGINALS_ROOT = tmp_path / "media", tmp_path / "originals"
    client = opened(make_everything(cast))
    for key in redesigned(cast, [*DESIGNS]):
        with subtests.test(key):
            html = client.get("/ada").content.decode()
            files = linked(html)
            assert {plain(name) for name in files} >= {f"css/card-{key}.css", "css/card.css", "js/card.js", *OF_BLOCKS}
            assert compressed(html) + sum(map(compressed, files.values())) <= BUDGET
            sheets = [text for name, text in files.items() if name.endswith(".css")]
            assert len(set(FONT.findall("".join(sheets)))) <= 2
            assert html.count('rel="preload"') == 1
            own = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
            assert [beyond_the_floor(css) for css in [*sheets, *own]] == [[]] * (len(sheets) + 1)
            assert re.findall(r'(?:src|srcset|poster|data)="(https?:[^"]+)"', html) == []
