"""The tray: what a workspace has, for those who belong to it."""

from django.test import Client

from tests.cast import Cast, make_card


def test_the_empty_tray_invites_to_make_a_card(cast: Cast, client: Client):
    client.force_login(cast.ada)
    page = client.get("/w/atelier/").content.decode()
    assert 'href="/w/atelier/cards/new/"' in page


def test_the_tray_shows_the_workspaces_own_cards_only(cast: Cast, client: Client):
    card = make_card(cast.atelier, "ada", by=cast.ada)
    make_card(cast.outpost, "cleo", by=cast.cleo, identity={"given": "Cleo", "family": "Canary"})
    client.force_login(cast.vera)
    page = client.get("/w/atelier/").content.decode()
    assert f'href="/w/atelier/cards/{card.pk}/"' in page
    assert ("Canary" in page, 'href="/w/atelier/cards/new/"' in page) == (False, False)


def test_choosing_leads_to_the_workspace_used_last(cast: Cast, client: Client):
    client.force_login(cast.cleo)
    assert client.get("/w/")["Location"] == "/w/outpost/"
