"""A smaller plan takes nothing away, and what is over its limit waits (P9; cards 8, 9, 88)."""

from html import unescape

import pytest
from django.test import Client

from cards import creating, deleting, publishing, renaming, standing
from cards.models import Card, Code
from cards.refusals import OverLimit, PlanLimit
from tests.cast import Cast, make_card, make_document
from tests.workspaces.team import on_plan
from workspaces.scoping import inside


def test_a_team_has_a_card_for_each_paid_member(cast: Cast):
    """product.md, Plans: paid for, not joined"""
    on_plan(cast, "team", 3)
    with inside(cast.atelier):
        for number in range(13):
            creating.create(workspace=cast.atelier, handle=f"card-{number}", document=make_document(), by=cast.ada)
        with pytest.raises(PlanLimit) as refused:
            creating.create(workspace=cast.atelier, handle="one-more", document=make_document(), by=cast.ada)
    assert refused.value.limit == 13


@pytest.fixture
def five(cast: Cast) -> list[Card]:
    """Five published cards, the last three over the limit of the free plan."""
    made = [make_card(cast.atelier, f"card-{number}", by=cast.ada, published=True) for number in range(5)]
    on_plan(cast, "free")
    for card in made:
        card.workspace = cast.atelier
    return made


def test_visitors_see_what_is_over_the_limit(five: list[Card], client: Client):
    """cards 8, 9: page, contact file and code, complete and without a word about plans"""
    pages = [client.get(f"/{card.handle}") for card in five]
    assert [page.status_code for page in pages] == [200] * 5
    assert ["plan" in page.content.decode().lower() for page in pages] == [False] * 5
    assert [client.get(f"/{card.handle}/contact.vcf").status_code for card in five] == [200] * 5
    codes = Code.unscoped.values_list("text", flat=True)
    assert len(codes) == 5
    assert [client.get(f"/q/{code}").status_code for code in codes] == [302] * 5


def test_the_newest_are_read_only_for_their_owners(cast: Cast, five: list[Card]):
    """P9"""
    with inside(cast.atelier):
        assert [standing.over_limit(card) for card in five] == [None, None, 2, 2, 2]
        new = make_document(greeting="Hello")
        publishing.save(card=five[1], document=new, version=five[1].draft_version, by=cast.ada)
        over = five[2]
        for change in (
            lambda: publishing.save(card=over, document=new, version=over.draft_version, by=cast.ada),
            lambda: renaming.rename(card=over, handle="renamed", by=cast.ada),
        ):
            with pytest.raises(OverLimit) as refused:
                change()
            assert refused.value.limit == 2
        publishing.pause(card=over, by=cast.ada)
        publishing.resume(card=over, by=cast.ada)
        deleting.delete(card=five[0], by=cast.ada)
        publishing.save(card=over, document=new, version=over.draft_version, by=cast.ada)


def test_the_editor_says_so_and_shows_the_way_out(cast: Cast, five: list[Card], client: Client, settings):
    settings.STRIPE_ENABLED = True
    client.force_login(cast.ada)
    here = f"/w/atelier/cards/{five[4].pk}/"
    page = client.get(here)
    said = page.content.decode()
    assert (page.status_code, "over your plan's limit" in said, "/w/atelier/billing/" in said) == (200, True, True)
    before = Card.unscoped.values().get(pk=five[4].pk)
    sent = {"version": "1", "face-given": "Mallory"}
    answer = client.post(f"{here}undo/", sent)
    assert Card.unscoped.values().get(pk=five[4].pk) == before
    refused = client.post(f"{here}handle/", {"handle": "mallory"})
    assert (refused.status_code, "over your plan's limit" in refused.content.decode()) == (422, True)
    htmx = client.post(f"{here}handle/", {"handle": "mallory"}, HTTP_HX_REQUEST="true")
    assert (htmx.status_code, htmx.headers["HX-Redirect"], answer.status_code < 500) == (422, here, True)


def test_a_deleted_card_comes_back_only_where_there_is_room(cast: Cast, five: list[Card], client: Client):
    """cards 9: else the limit could be passed by deleting, making and undoing."""
    with inside(cast.atelier):
        deleting.delete(card=five[0], by=cast.ada)
        with pytest.raises(PlanLimit):
            deleting.undelete(card=five[0], by=cast.ada)
    client.force_login(cast.ada)
    answer = client.post(f"/w/atelier/cards/{five[0].pk}/restore/", follow=True)
    assert "Your plan allows 2 cards. Delete another" in answer.content.decode()
    on_plan(cast, "pro")
    with inside(cast.atelier):
        five[0].workspace = cast.atelier
        assert deleting.undelete(card=five[0], by=cast.ada).status == Card.Status.PUBLISHED


def test_an_upgrade_brings_everything_back(cast: Cast, five: list[Card]):
    """cards 8"""
    on_plan(cast, "pro")
    with inside(cast.atelier):
        for card in five:
            card.workspace = cast.atelier
            new = make_document(greeting="Back")
            publishing.save(card=card, document=new, version=card.draft_version, by=cast.ada)
    assert [card.draft["greeting"] for card in Card.unscoped.order_by("pk")] == ["Back"] * 5


def test_the_tray_names_the_limit_and_marks_what_is_over_it(cast: Cast, five: list[Card], client: Client, settings):
    """P9: newest first; whoever pays is led to the plans."""
    settings.STRIPE_ENABLED = True
    for who, led in ((cast.ada, True), (cast.ben, False)):
        client.force_login(who)
        page = client.get("/w/atelier/").content.decode()
        assert (page.count("Over the limit"), "3 cards are over your plan's limit" in unescape(page)) == (3, True)
        assert "Your plan allows 2 cards." in page
        assert ("See the plans" in page) is led
    on_plan(cast, "pro")
    assert "ver the limit" not in client.get("/w/atelier/").content.decode()


def test_a_full_plan_is_said_before_a_form_is_filled_in(cast: Cast, client: Client, settings):
    """cards 88: on the tray, where a card is made, copied or imported; with the way out of whoever asks."""
    settings.STRIPE_ENABLED = True
    card = make_card(cast.atelier, "card-0", by=cast.ada)
    on_plan(cast, "free")
    client.force_login(cast.ada)
    places = ["/w/atelier/", "/w/atelier/cards/new/", "/w/atelier/cards/import/"]
    places.append(f"/w/atelier/cards/{card.pk}/duplicate/")
    said = "All 2 cards of your plan are made"
    assert [said in client.get(path).content.decode() for path in places] == [False] * 4
    make_card(cast.atelier, "card-1", by=cast.ada)
    for who, way in ((cast.ada, "/w/atelier/billing/"), (cast.ben, "ask an owner of this workspace")):
        client.force_login(who)
        pages = [client.get(path).content.decode() for path in places]
        assert [(said in page, way in page.partition(said)[2]) for page in pages] == [(True, True)] * 4
        assert ['name="name"' in pages[1], "Make the copy" in pages[3]] == [False, False]
    client.force_login(cast.vera)
    assert said not in client.get("/w/atelier/").content.decode()  # who makes none
    client.force_login(cast.ada)
    sent = client.post(places[1], {"name": "Rosa Vidal", "purpose": "contact", "handle": "rosa"})
    assert (sent.status_code, 'value="Rosa Vidal"' in sent.content.decode()) == (422, True)  # nothing typed is lost


def test_what_only_a_larger_plan_has_is_said_before_it_is_asked_for(cast: Cast, client: Client, settings):
    settings.STRIPE_ENABLED = True
    cards = [make_card(cast.atelier, f"card-{number}", by=cast.ada) for number in range(2)]
    on_plan(cast, "pro")
    client.force_login(cast.ada)
    page = client.get("/w/atelier/cards/import/").content.decode()
    assert ('name="people"' in page, "On the Team plan a table of people" in page) == (False, True)
    page = client.get("/w/atelier/cards/print/", {"card": [card.pk for card in cards]}).content.decode()
    assert ("part of the Team plan" in page, "Make the zip" in page, "/w/atelier/billing/" in page) == (
        True,
        False,
        True,
    )
    page = client.get("/w/atelier/members/").content.decode()
    assert ("Your plan has room for 2 members" in page, 'name="email"' in page) == (True, False)
    on_plan(cast, "team", 9)
    page = client.get("/w/atelier/members/").content.decode()
    assert "Your plan has room" not in page


def test_codes_of_a_card_over_the_limit_stay_as_they_are(cast: Cast, five: list[Card], client: Client):
    """P9: shown, downloaded, drawn anew where the address changed; neither added nor changed."""
    client.force_login(cast.ada)
    code = Code.unscoped.get(card=five[4])
    here = f"/w/atelier/cards/{five[4].pk}/codes/"
    for path in (here, f"{here}{code.pk}/"):
        page = client.get(path)
        said = unescape(page.content.decode())
        assert (page.status_code, "This card is over your plan's limit" in said) == (200, True)
        assert ("Add a code" in said, "Change the look" in said) == (False, False)
    before = list(Code.unscoped.order_by("pk").values())
    sent = [(here, {"label": "Window"}), (f"{here}{code.pk}/", {"act": "relabel", "label": "Door"})]
    sent += [(f"{here}{code.pk}/style/", {"act": "plain"})]
    assert [client.post(path, form).status_code for path, form in sent] == [422] * 3
    assert list(Code.unscoped.order_by("pk").values()) == before
    fine = f"/w/atelier/cards/{five[0].pk}/codes/"
    assert client.post(fine, {"label": "Window"}).status_code == 302
