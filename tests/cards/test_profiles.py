"""What people type or paste as a profile, and where it leads (cards 12, 15)."""

import pytest

from cards import profiles
from cards.profiles import MARKS, NETWORKS, NotAProfile, copied, kind_of, normalised, shown, url
from cardsite.settings import NPM_FILES

NAMED = {
    ("instagram", "@ada"): ("https://www.instagram.com/ada", "ada"),
    ("instagram", " https://www.instagram.com/ada.l/?igsh=1 "): ("https://www.instagram.com/ada.l", "ada.l"),
    ("instagram", "instagram.com/ada"): ("https://www.instagram.com/ada", "ada"),
    ("facebook", "https://m.facebook.com/profile.php?id=12&x=1"): ("https://www.facebook.com/profile.php?id=12", "12"),
    ("linkedin", "https://de.linkedin.com/in/ada-l/?trk=x"): ("https://www.linkedin.com/in/ada-l", "ada-l"),
    ("linkedin", "ada"): ("https://www.linkedin.com/in/ada", "ada"),
    ("linkedin", "company/atelier"): ("https://www.linkedin.com/company/atelier", "atelier"),
    ("x", "https://twitter.com/ada"): ("https://x.com/ada", "ada"),
    ("tiktok", "https://www.tiktok.com/@ada?lang=de"): ("https://www.tiktok.com/@ada", "ada"),
    ("youtube", "https://youtube.com/@ada/videos"): ("https://www.youtube.com/@ada", "ada"),
    ("youtube", "youtube.com/channel/UC123"): ("https://www.youtube.com/channel/UC123", "UC123"),
    ("github", "@ada"): ("https://github.com/ada", "ada"),
    ("whatsapp", "+49 (170) 123-4567"): ("https://wa.me/491701234567", "+491701234567"),
    ("whatsapp", "https://wa.me/491701234567?text=hi"): ("https://wa.me/491701234567", "+491701234567"),
    ("whatsapp", "https://api.whatsapp.com/send?phone=491701234567"): ("https://wa.me/491701234567", "+491701234567"),
    ("telegram", "t.me/ada"): ("https://t.me/ada", "ada"),
    ("mastodon", "@Ada@fosstodon.org"): ("https://fosstodon.org/@ada", "@ada@fosstodon.org"),
    ("paypal", "https://www.paypal.com/paypalme/ada"): ("https://paypal.me/ada", "ada"),
    ("discord", "https://discord.com/invite/abc"): ("https://discord.gg/abc", "abc"),
    ("cashapp", "$ada"): ("https://cash.app/$ada", "ada"),
    ("yelp", "https://www.yelp.de/biz/café"): ("https://www.yelp.com/biz/caf%C3%A9", "café"),
    ("google_reviews", "https://g.page/r/xyz/review"): ("https://g.page/r/xyz/review", ""),
    ("google_reviews", "https://www.google.co.uk/maps/place/a"): ("https://www.google.co.uk/maps/place/a", ""),
    ("upi", "upi://pay?pa=ada@okbank&pn=Ada"): ("upi://pay?pa=ada@okbank", "ada@okbank"),
    ("pix", "ada@example.com"): ("", "ada@example.com"),
    ("wechat", "ada_l"): ("", "ada_l"),
}
REFUSED = [
    ("instagram", "javascript:alert(1)"),
    ("instagram", "https://evil.example/ada"),
    ("instagram", "https://instagram.com.evil.example/ada"),
    ("instagram", "https://instagram.com@evil.example/ada"),
    ("instagram", "https://instagram.com/p/xyz"),
    ("instagram", "ada lovelace"),
    ("instagram", "@"),
    ("whatsapp", "call me"),
    ("mastodon", "ada"),
    ("google_reviews", "https://evil.example/r"),
    ("google_reviews", "https://google.evil.example/r"),
    ("google_reviews", 'https://g.page/"onload=x'),
    ("upi", "ada"),
    ("pix", "<script>"),
]


def test_there_are_thirty_kinds_and_those_the_statement_names():
    """cards 12"""
    named = {"whatsapp", "telegram", "instagram", "facebook", "linkedin", "x", "tiktok", "youtube", "github"}
    assert named | {"google_reviews", "paypal", "pix", "upi"} <= set(NETWORKS)
    assert len(NETWORKS) >= 30


@pytest.mark.parametrize(("given", "expected"), NAMED.items(), ids=[text for _kind, text in NAMED])
def test_names_and_pasted_addresses_become_one_address(given, expected):
    """cards 12: `@name` and an address both work"""
    kind, typed = given
    value = normalised(kind, typed)
    assert (url(kind, value), shown(kind, value)) == expected
    assert normalised(kind, url(kind, value) or value) == value


@pytest.mark.parametrize(("kind", "typed"), REFUSED)
def test_what_is_no_profile_is_refused_and_never_leads_anywhere(kind, typed):
    """cards 15: also when it was stored by other means"""
    with pytest.raises(NotAProfile):
        normalised(kind, typed)
    assert url(kind, typed) == ""


@pytest.mark.parametrize("kind", [kind for kind, network in NETWORKS.items() if not network.key and not network.free])
def test_every_network_reads_its_own_addresses(kind):
    """A name becomes an address of the network, recognised as such when it is pasted."""
    address = url(kind, normalised(kind, "491701234567"))
    assert address.startswith("https://")
    assert kind_of(address) == kind
    assert normalised(kind, address) == normalised(kind, "491701234567")


def test_keys_are_copied_and_all_else_is_opened():
    assert copied("pix", "ada@example.com") == "ada@example.com"
    assert copied("instagram", "ada") == ""


def test_unknown_kind_leads_nowhere():
    assert (url("gone", "ada"), shown("gone", "ada"), copied("gone", "ada"), kind_of("https://example.org")) == (
        "",
    ) * 4


def test_every_mark_is_one_of_the_listed_files():
    assert {f"marks/{mark}.svg" for mark in MARKS} <= set(NPM_FILES)
    assert profiles.NETWORKS["vk"].mark == ""
