"""Many cards on the web in one act (cards 3, 84)."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from cards import publishing, releasing
from cards.content import Identity
from cards.models import Card
from cards.refusals import Unverified
from tests.cast import Cast, make_card, make_document
from workspaces import newcomers
from workspaces.newcomers import TooManyLinks
from workspaces.scoping import inside


def test_what_is_complete_is_published_and_the_rest_is_named(cast: Cast):
    """A card that rests, such as a leaver's, is not woken by it."""
    made = {
        name: make_card(cast.atelier, name, by=cast.ada, published=name in "old rests")
        for name in ("new", "old", "rests", "changed")
    }
    with inside(cast.atelier):
        publishing.publish(card=made["changed"], by=cast.ada)
        changed = make_document(greeting="Hello")
        publishing.save(card=made["changed"], document=changed, version=made["changed"].draft_version, by=cast.ada)
        publishing.pause(card=made["rests"], by=cast.ada)
        bare = make_card(cast.atelier, "bare", by=cast.ada)
        nameless = bare.document.model_copy(update={"identity": Identity(title="Binder")})
        publishing.save(card=bare, document=nameless, version=bare.draft_version, by=cast.ada)
        told = releasing.release(cards=Card.objects.order_by("pk"), by=cast.ada)
        handles = {
            name: [card.handle for card in getattr(told, name)]
            for name in ("published", "current", "nameless", "resting")
        }
        assert handles == {
            "published": ["new", "changed"],
            "current": ["old"],
            "nameless": ["bare"],
            "resting": ["rests"],
        }
        assert dict(Card.objects.values_list("handle", "status"))["rests"] == "paused"


@pytest.mark.parametrize("by", ["ticks", "what was asked for"])
def test_what_takes_a_while_says_how_far_it_is_and_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch, by: str):
    """By a form that anybody can send, or that sends itself; of cards that were not ticked none is touched"""
    made = [make_card(cast.atelier, name, by=cast.ada) for name in ("one", "two", "three", "left")]
    monkeypatch.setattr(releasing, "A_WHILE", -1.0)
    ada, where = Client(), "/w/atelier/cards/chosen/"
    ada.force_login(cast.ada)
    with inside(cast.atelier):
        publishing.publish(card=made[3], by=cast.ada)
        changed = make_document(greeting="Hello")
        publishing.save(card=made[3], document=changed, version=made[3].draft_version, by=cast.ada)
    sent: dict[str, Any] = {"act": "publish", "status": "draft"}
    sent |= {"card": [card.pk for card in made[:3]]} if by == "ticks" else {"all": "1"}
    told = []
    for _turn in range(2):
        page = ada.post(where, sent).content.decode()
        told += re.findall(r"(\d of \d) cards have had their turn|Publish (\d) more", page)
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.partition('id="publishing"')[2])
        sent = {name: [value for other, value in fields if other == name] for name, _value in fields}
    assert told == [("1 of 3", ""), ("", "2"), ("2 of 3", ""), ("", "1")]
    end = ada.post(where, sent, HTTP_HX_REQUEST="true")
    assert (end.status_code, end["HX-Redirect"]) == (200, "/w/atelier/?status=draft")
    assert "3 cards are published." in ada.get("/w/atelier/").content.decode()
    with inside(cast.atelier):
        assert [card.handle for card in Card.objects.select_related("published") if card.has_changes] == ["left"]


def test_links_that_a_new_workspace_swaps_too_often_hold_up_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """cards 96; each is named"""
    for name in ("first", "other"):
        make_card(cast.atelier, name, by=cast.ada)
    limited = iter([TooManyLinks(40, timezone.now())])

    def check(*_given: Any, **_more: Any) -> None:
        if refused := next(limited, None):
            raise refused

    monkeypatch.setattr(newcomers, "check_links", check)
    with inside(cast.atelier):
        told = releasing.release(cards=Card.objects.order_by("pk"), by=cast.ada)
    assert ([card.handle for card in told.linked], [card.handle for card in told.published]) == (["first"], ["other"])


def test_nobody_publishes_before_their_address_is_proved(cast: Cast):
    make_card(cast.atelier, "new", by=cast.ada)
    EmailAddress.objects.filter(user=cast.ben).update(verified=False)
    with inside(cast.atelier), pytest.raises(Unverified):
        releasing.release(cards=Card.objects.all(), by=cast.ben)
