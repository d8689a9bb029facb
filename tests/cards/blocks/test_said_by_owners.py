"""Questions, voices, hours, the way and films: what a visitor sees of them, and that nothing empty is shown."""

import re

import pytest
from django.utils import translation

from cards.blocks import registry
from cards.content import Block, Document, Identity, PostalAddress
from tests.cards.blocks.shelf import ADA, html, shown

HOSTILE = "<script>alert(1)</script>"
HOME = ADA.model_copy(
    update={"addresses": (PostalAddress(street="Kastanienallee 12", postcode="10435", city="Berlin"),)}
)
WEEK = [["09:00-12:30", "14:00-18:00"], [], [], [], [], ["22:00-02:00"], []]
FILM = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("faq", {}),
        ("faq", {"items": [{"question": "When?"}]}),
        ("testimonials", {"items": [{"who": "Mara"}]}),
        ("hours", {}),
        ("hours", {"week": [["25:00-26:00"], [], [], [], [], [], []]}),
        ("hours", {"week": [[], []]}),
        ("place", {}),
        ("video", {}),
        ("video", {"url": "https://evil.example/watch?v=aqz-KE-bpKQ"}),
        ("profiles", {}),
    ],
)
def test_what_has_nothing_to_say_is_not_shown(kind, body):
    """cards 17: also what was stored broken"""
    assert shown(kind, body | {"heading": "Only a heading"}) == {}


def test_question_opens_to_its_answer_without_script():
    """cards 18, 27; A08"""
    said = html("faq", {"items": [{"question": f"Why {HOSTILE}?", "answer": f"**So** {HOSTILE}"}]})
    assert "<summary>Why &lt;script&gt;alert(1)&lt;/script&gt;?</summary>" in said
    assert "<strong>So</strong> &lt;script&gt;" in said
    assert HOSTILE not in said


def test_voices_name_who_speaks():
    said = html(
        "testimonials", {"items": [{"text": f"Good.\n{HOSTILE}", "who": "Mara", "role": "Café"}, {"text": "Yes"}]}
    )
    assert re.findall(r'class="voice-\w+">([^<]+)', said) == ["Mara", "Café"]
    assert said.count("<blockquote>") == 2
    assert HOSTILE not in said


def test_every_day_is_printed_and_the_zone_is_the_cards():
    """The hours are on the page without script; whether it is open now is never remembered with it."""
    block = shown("hours", {"week": WEEK, "note": "Not on holidays"})
    assert block["days"][0] == ("Monday", ["09:00–12:30", "14:00–18:00"])
    assert [hours for _day, hours in block["days"]].count(["closed"]) == 5
    assert (block["zone"], block["week"]) == (
        "Europe/Berlin",
        "[[[540,750],[840,1080]],[],[],[],[],[[1320,120]],[]]",
    )
    said = html("hours", {"week": WEEK, "note": "Not on holidays"})
    assert re.search(r'<p class="open-now"\s+hidden', said)
    assert "Not on holidays" in said


@pytest.mark.parametrize(("language", "words"), [("es", ("lunes", "cerrado")), ("de", ("Montag", "geschlossen"))])
def test_hours_speak_the_language_of_the_card(language, words):
    with translation.override(language):
        days = dict(shown("hours", {"week": WEEK})["days"])
    assert (next(iter(days)), days.popitem()[1]) == (words[0], [words[1]])


def test_the_way_leads_to_the_place_given_or_to_the_first_address():
    at_home = shown("place", {}, HOME)
    assert (at_home["written"], at_home["url"]) == (
        "Kastanienallee 12\n10435 Berlin",
        "https://www.google.com/maps/search/?api=1&query=Kastanienallee+12%2C+10435+Berlin",
    )
    assert shown("place", {"place": "52.54, 13.41"}, HOME)["url"].endswith("query=52.54%2C+13.41")
    assert 'rel="nofollow ugc noopener"' in html("place", {"note": "Ring **twice**"}, HOME)


def test_film_is_a_plain_link_until_it_is_asked_for():
    """cards 27, 33"""
    said = html("video", {"url": FILM, "title": HOSTILE})
    assert f'href="{FILM}"' in said
    assert "<iframe" not in said
    assert HOSTILE not in said
    assert 'data-video="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&amp;rel=0' in said


def test_only_a_card_with_a_film_in_sight_may_frame_another_house():
    """cards 28, 33"""
    film = Block(id="v", kind="video", body={"url": FILM})

    def framed(*blocks: Block) -> list[str]:
        return registry.frames(Document(identity=Identity(given="Ada"), blocks=blocks))

    assert framed(film) == ["https://player.vimeo.com", "https://www.youtube-nocookie.com"]
    assert framed(film.model_copy(update={"hidden": True}), Block(id="u", kind="unknown")) == []
