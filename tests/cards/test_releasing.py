"""Many cards on the web in one act (cards 3, 84)."""

import pytest
from allauth.account.models import EmailAddress

from cards import publishing, releasing
from cards.content import Identity
from cards.models import Card
from cards.refusals import Unverified
from tests.cast import Cast, make_card, make_document
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


def test_nobody_publishes_before_their_address_is_proved(cast: Cast):
    make_card(cast.atelier, "new", by=cast.ada)
    EmailAddress.objects.filter(user=cast.ben).update(verified=False)
    with inside(cast.atelier), pytest.raises(Unverified):
        releasing.release(cards=Card.objects.all(), by=cast.ben)
