"""Who is left out and why; devices, referrers and countries of who is not."""

import pytest

from audience.devices import device
from audience.filtering import reason
from audience.origins import country, referrer_host
from audience.seen import Seen
from cards.visits import VIEW, Visit
from tests.audience import agents


@pytest.mark.parametrize(
    ("agent", "why"),
    [
        (agents.IPHONE, ""),
        (agents.PIXEL, ""),
        (agents.CUBOT, ""),
        (agents.INSTAGRAM, ""),
        ("", "no-agent"),
        (" \t", "no-agent"),
        (agents.WHATSAPP, "preview"),
        (agents.TWITTERBOT, "preview"),
        (agents.IMESSAGE, "preview"),
        (agents.SIGNAL, "preview"),
        (agents.GPTBOT, "crawler"),
        (agents.GOOGLEBOT, "crawler"),
        (agents.CURL, "crawler"),
    ],
)
def test_machines_are_left_out_and_people_are_not(agent, why):
    """cards 65; a phone called CUBOT is a phone"""
    assert reason(agent, fetched_ahead=False, is_member=False) == why


@pytest.mark.parametrize(
    ("ahead", "member", "why"), [(True, False, "prefetch"), (False, True, "member"), (True, True, "prefetch")]
)
def test_people_are_left_out_when_nobody_looks_or_a_member_does(ahead, member, why):
    """cards 65"""
    assert reason(agents.IPHONE, fetched_ahead=ahead, is_member=member) == why
    assert reason(agents.WHATSAPP, fetched_ahead=ahead, is_member=member) == "preview"


def seen(**headers: str) -> Seen:
    return Seen(0, Visit(VIEW, 1, 1), "", **headers)


def test_headers_of_the_three_engines_say_that_a_page_is_fetched_ahead():
    """cards 65"""
    said = [seen(sec_purpose="prefetch;prerender"), seen(purpose="prefetch"), seen(purpose="preview")]
    assert [one.is_fetched_ahead for one in (*said, seen(moz="prefetch"))] == [True] * 4
    assert seen(sec_purpose="", purpose="something").is_fetched_ahead is False


def test_privacy_signals_are_heard():
    """cards 67"""
    said = [seen(gpc="1"), seen(dnt="1"), seen(gpc="0", dnt="0"), seen()]
    assert [one.wants_no_digest for one in said] == [True, True, False, False]


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (agents.IPHONE, "phone"),
        (agents.PIXEL, "phone"),
        (agents.INSTAGRAM, "phone"),
        (agents.IPAD, "tablet"),
        (agents.GALAXY_TAB, "tablet"),
        (agents.FIREFOX, "desktop"),
        (agents.MAC, "desktop"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_known_by_its_agent(agent, kind):
    """cards 64, A07"""
    assert device(agent) == kind


@pytest.mark.parametrize(
    ("referrer", "host"),
    [
        ("https://www.instagram.com/ada?x=1", "instagram.com"),
        ("http://L.Facebook.com:8080/", "l.facebook.com"),
        ("android-app://com.google.android.gm/", "com.google.android.gm"),
        ("https://cards.example/ada", ""),
        ("https://www.cards.example/", ""),
        ('https://"><script>alert(1)</script>/', ""),
        ("https://[broken", ""),
        ("javascript:alert(1)", ""),
        ("https://ex\x00ample.org/", ""),
        ("https://" + "a" * 101, ""),
        ("", ""),
    ],
)
def test_of_a_referrer_only_a_foreign_host_is_kept(referrer, host):
    """cards 64, A07"""
    assert referrer_host(referrer, own="cards.example") == host


def test_a_country_is_two_letters_that_mean_one():
    assert [country(said) for said in ("de", " PT ", "XX", "T1", "GER", "<b>", "")] == ["DE", "PT", "", "", "", "", ""]
