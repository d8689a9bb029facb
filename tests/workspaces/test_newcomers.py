"""What a new workspace may not do yet, where anybody can sign up (cards 96)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cards import creating, publishing
from cards.content import Block, Document, Link
from cards.models import Card, Company
from cards.refusals import NewHere
from cardsite.kit.throttle import TooMany
from tests.cast import Cast, make_card, make_document
from workspaces import newcomers, trusting
from workspaces.models import AuditEntry, User, Workspace
from workspaces.newcomers import TooManyLinks
from workspaces.scoping import inside

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def young(cast: Cast) -> Workspace:
    Workspace.objects.filter(pk=cast.atelier.pk).update(created_at=timezone.now())
    cast.atelier.refresh_from_db()
    return cast.atelier


@pytest.mark.parametrize(
    ("over", "setting", "new"),
    [
        ({}, {}, True),
        ({"created_at": NOW - newcomers.NEW_FOR}, {}, False),
        ({"plan_key": "free"}, {}, True),
        ({"plan_key": "pro"}, {}, False),
        ({"trusted_at": NOW}, {}, False),
        ({}, {"SIGNUP": "invite"}, False),
        ({}, {"SIGNUP": "closed"}, False),
        ({}, {"DEMO": True}, False),
    ],
)
def test_only_unpaid_young_workspaces_of_an_open_service_are_new(settings: Any, over: Any, setting: Any, new: bool):
    settings.SIGNUP, settings.DEMO = "open", False
    for name, value in setting.items():
        setattr(settings, name, value)
    made = Workspace(**{"created_at": NOW - timedelta(days=1), "plan_key": "unlimited"} | over)
    assert newcomers.is_new(made, NOW) == new


def linked(*names: str) -> Document:
    items = [{"label": name, "url": f"https://{name}.example"} for name in names]
    return make_document(blocks=(Block(id="links", kind="links", body={"items": items}),))


def publish(card: Card, document: Document, by: User) -> None:
    card.refresh_from_db()
    publishing.save(card=card, document=document, version=card.draft_version, by=by)
    publishing.publish(card=card, by=by)


def test_a_new_workspace_makes_so_many_cards_until_staff_lifts_the_limit(cast: Cast, young: Workspace, monkeypatch):
    monkeypatch.setattr(newcomers, "CARDS", 3)
    with inside(young):
        for number in range(3):
            make_card(young, f"card-{number}", by=cast.ada)
        with pytest.raises(NewHere) as refused:
            creating.create(workspace=young, handle="one-more", document=make_document(), by=cast.ada)
        assert refused.value.until == young.created_at + newcomers.NEW_FOR
        assert [trusting.trust(workspace=young, by=cast.cleo) for _time in range(2)] == [True, False]
        creating.create(workspace=young, handle="one-more", document=make_document(), by=cast.ada)
        assert [row.actor for row in AuditEntry.objects.filter(verb="workspace.trust")] == [cast.cleo]


def test_links_that_are_swapped_too_often_are_refused_and_the_web_stays_as_it_was(cast: Cast, young: Workspace):
    """Words may be published as often as one likes, and fewer links too"""
    card = make_card(young, by=cast.ada)
    with inside(young):
        for number in range(1 + newcomers.LINK_CHANGES_AN_HOUR):
            publish(card, linked(f"a{number}"), cast.ada)
        with pytest.raises(TooMany):
            publish(card, linked("canary"), cast.ada)
        card.refresh_from_db()
        assert card.published is not None
        assert "canary" not in repr(card.published.document)
        for words in ("Binder", "Printer"):
            publish(card, linked(f"a{number}").model_copy(update={"bio": words}), cast.ada)
        publish(card, make_document(), cast.ada)


def test_a_company_swaps_links_no_oftener_than_its_cards(cast: Cast, young: Workspace, client: Client):
    """However many cards follow it is one change; what was typed is kept, and other fields change as before"""
    card = make_card(young, by=cast.ada, published=True)
    client.force_login(cast.ada)

    def say(number: int, name: str = "Acme") -> Any:
        with inside(young):
            version = Company.here().version
        sent = {"organisation": name, "web-url": f"https://a{number}.example", "version": version, "act": "save"}
        return client.post("/w/atelier/company/", sent | {"everyone": ["web"]})

    changes = newcomers.LINK_CHANGES_AN_HOUR
    assert {say(number).status_code for number in range(changes)} == {302}
    refused = say(changes)
    said = "A new workspace can change where its cards lead 12 times an hour."
    page = refused.content.decode()
    assert (refused.status_code, said in page, f'value="https://a{changes}.example"' in page) == (429, True, True)
    given = client.post("/w/atelier/company/cards/", {"all": "web"}, follow=True).content.decode()
    with inside(young):
        assert (said in given, Company.here().said.web, Company.here().version) == (
            True,
            Link(url=f"https://a{changes - 1}.example"),
            changes,
        )
        version = Company.here().version
    sent = {"organisation": "Acme SE", "web-url": f"https://a{changes - 1}.example", "version": version, "act": "save"}
    assert client.post("/w/atelier/company/", sent).status_code == 302
    with inside(young), pytest.raises(TooMany):  # the same count, whichever way
        publish(card, linked("canary"), cast.ada)


def test_a_card_full_of_links_is_not_published(cast: Cast, young: Workspace, client: Client):
    """The draft is kept, and the page says until when and what helps"""
    card = make_card(young, by=cast.ada)
    with inside(young):
        document = linked(*(f"a{number}" for number in range(newcomers.LINKS + 1)))
        with pytest.raises(TooManyLinks):
            publish(card, document, cast.ada)
    client.force_login(cast.ada)
    answer = client.post(f"/w/atelier/cards/{card.pk}/publication/")
    said = "A card of a new workspace leads to 40 web addresses at most"
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    Workspace.objects.filter(pk=young.pk).update(trusted_at=timezone.now())
    assert client.post(f"/w/atelier/cards/{card.pk}/publication/").status_code == 302


def test_a_new_person_makes_three_workspaces_a_day(cast: Cast, client: Client):
    client.force_login(cast.ada)
    codes = [client.post("/w/new/", {"name": f"Shop {number}"}).status_code for number in range(5)]
    User.objects.update(joined_at=timezone.now() - newcomers.NEW_FOR)
    codes.append(client.post("/w/new/", {"name": "Later"}).status_code)
    assert codes == [302, 302, 302, 429, 429, 302]
