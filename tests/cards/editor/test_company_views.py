"""The pages of the company, and the company in the editor, as people send them (cards 8, 9, 82)."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cards import dressing, publishing
from cards.company import CompanyFields
from cards.content import CompanyField, Document, PostalAddress
from cards.models import Card, Company, Photo
from tests import pictures
from tests.cards.editor.forms_sent import sent
from tests.cast import Cast, make_card
from workspaces import outbox
from workspaces.models import Effect, Workspace
from workspaces.scoping import inside

PAGE, CARDS = "/w/atelier/company/", "/w/atelier/company/cards/"
ACME = CompanyFields(organisation="Acme", address=PostalAddress(street="Mill Lane 1"), design="swiss", ink="denim")
FORM = {
    "organisation": "Acme SE",
    "address-street": "Mill Lane 1",
    "design-name": "swiss",
    "design-ink": "denim",
    "version": "1",
}


class Office:
    """Somebody at the pages of the company."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, Client()
        self.client.force_login(cast.ada)

    def say(self, fields: CompanyFields = ACME) -> None:
        with inside(self.cast.atelier):
            version = Company.here().version
            dressing.change(workspace=self.cast.atelier, fields=fields, version=version, by=self.cast.ada)
        self.follow()

    def follow(self) -> None:
        for effect in list(Effect.objects.filter(task=dressing.dress_cards.name, state=Effect.State.OPEN)):
            assert outbox.perform(effect.pk)

    def post(self, **data: Any) -> Any:
        return self.client.post(PAGE, data)

    def send(self, card: Card, act: str, **typed: Any) -> Any:
        now = self.read(card)
        data = dict(sent(now.document, typed).lists()) | {"version": now.draft_version, "act": act}
        return self.client.post(f"/w/atelier/cards/{card.pk}/draft/", data)

    def read(self, card: Card) -> Card:
        with inside(self.cast.atelier):
            return Card.objects.select_related("published").get(pk=card.pk)

    def shown(self, card: Card) -> Document:
        published = self.read(card).published
        assert published is not None
        return Document.from_store(published.document)

    @property
    def company(self) -> Company:
        with inside(self.cast.atelier):
            return Company.here()


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def test_the_address_is_written_in_one_place(office: Office):
    """While the company says one, the settings show it and lead there; appointments and orders say it, too."""
    settings = "/w/atelier/settings/"
    assert 'name="address"' in office.client.get(settings).content.decode()
    office.say()
    page = office.client.get(settings).content.decode()
    shown = ('name="address"' in page, "Mill Lane 1" in page, f'href="{PAGE}#company-address"' in page)
    assert shown == (False, True, True)
    sent = {"name": "Atelier", "address": "Canary", "zone": "UTC", "language": "en", "currency": "EUR"}
    assert office.client.post(settings, sent).status_code == 302
    office.cast.atelier.refresh_from_db()
    assert office.cast.atelier.address == "Mill Lane 1"
    Workspace.objects.filter(pk=office.cast.atelier.pk).update(address="The yard")  # while the plan had no company
    assert "The yard" in office.client.get(settings).content.decode()
    office.say(ACME.model_copy(update={"ink": "teal"}))
    office.cast.atelier.refresh_from_db()
    assert office.cast.atelier.address == "The yard"
    office.say(ACME.model_copy(update={"address": PostalAddress(street="Mill Lane 2")}))
    office.say(ACME.model_copy(update={"address": None}))
    office.cast.atelier.refresh_from_db()
    page = office.client.get(settings).content.decode()
    assert (office.cast.atelier.address, 'name="address"' in page) == ("Mill Lane 2", True)


def test_what_was_done_is_in_sight_wherever_one_came_from(office: Office, cast: Cast):
    """From the settings by an anchor: a form that names no address would keep it, and open far below the outcome."""
    office.say()
    make_card(cast.atelier, "ada", by=cast.ada)
    for answer in (office.client.get(PAGE), office.post(**FORM)):
        forms = re.findall(r"<form[^>]*>", answer.content.decode().partition("<main")[2])
        assert [f'action="{PAGE}"' in form for form in forms] == [True]


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_change_is_counted_and_looked_at_before_it_is_made(office, cast):
    """cards 82: nothing is stored before; then all follow"""
    office.say()
    made = [make_card(cast.atelier, f"card-{n}", by=cast.ada, published=n < 2) for n in range(3)]
    with inside(cast.atelier):
        dressing.choose(card=made[1], take=(), own={CompanyField.ORGANISATION}, by=cast.ada)
    looked = office.post(**FORM)
    text = words(looked)
    assert (looked.status_code, office.company.said) == (200, ACME)
    assert "This changes 2 cards. 1 of them is on the web." in text
    assert "Company or shop Until now Acme From now on Acme SE 2 cards take it Give it also to the 1 card" in text
    assert '<input type="hidden" name="organisation" value="Acme SE">' in looked.content.decode()
    assert office.post(**FORM, act="save").status_code == 302
    assert "0 of 3 cards looked at and updated" in words(office.client.get(PAGE))
    office.follow()
    assert [office.shown(card).identity.organisation for card in made[:2]] == ["Acme SE", "Acme"]
    assert "All cards that take it are up to date." in words(office.client.get(PAGE))


def test_the_first_time_every_card_is_offered_it(office, cast):
    """cards 82: for what no card takes yet, the tick is set"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    text = office.post(**FORM | {"version": "0"}).content.decode()
    assert text.count("checked") == 4
    office.post(**FORM | {"version": "0", "act": "save", "everyone": ["organisation", "ink"]})
    office.follow()
    assert office.shown(card).from_company == {CompanyField.ORGANISATION, CompanyField.INK}


def test_change_that_came_second_keeps_what_was_typed(office, cast):
    """cards 22: 409, nothing overwritten; sent once more it is meant"""
    make_card(cast.atelier, by=cast.ada)
    office.say()
    office.say(ACME.model_copy(update={"organisation": "Theirs"}))
    refused = office.post(**FORM, act="save")
    assert (refused.status_code, office.company.said.organisation) == (409, "Theirs")
    assert 'value="Acme SE"' in refused.content.decode()
    assert 'name="version" value="2"' in " ".join(refused.content.decode().split())
    office.post(**FORM | {"version": "2", "act": "save"})
    assert office.company.said.organisation == "Acme SE"


@pytest.mark.parametrize(
    "typed",
    [
        {"web-url": "javascript:alert(1)"},
        {"design-name": "nowhere"},
        {"design-brand": "red;}"},
        {"logo": "00000000-0000-0000-0000-000000000001"},
        {"organisation": "x" * 81},
        {"logo": "x\ud800".encode("utf-8", "surrogatepass")},
    ],
)
def test_refused_change_stores_nothing(office, typed):
    """A01; cards 15: what cannot be kept is refused, with what was typed"""
    office.say()
    assert (office.post(**FORM | typed, act="save").status_code, office.company.said) == (422, ACME)


def test_a_smaller_plan_makes_the_page_read_only_and_says_why(office, cast):
    """cards 9"""
    office.say()
    card = make_card(cast.atelier, by=cast.ada, published=True)
    cast.atelier.plan_key = "free"
    cast.atelier.save(update_fields=["plan_key"])
    page = office.client.get(PAGE)
    assert "Your plan has no company fields" in words(page)
    assert 'name="organisation"' not in page.content.decode()
    assert office.post(**FORM, act="save").status_code == 422
    assert office.client.post(CARDS, {"card": card.pk}).status_code == 422
    assert (office.company.said, office.shown(card).from_company) == (ACME, ACME.says)
    assert "take ink" not in office.client.get(f"/w/atelier/cards/{card.pk}/").content.decode()


def test_a_logo_is_kept_and_waits_for_the_company_to_be_saved(office, cast, settings, tmp_path):
    """cards 31, 82: the picture's own page, then the look at what changes"""
    settings.MEDIA_ROOT = tmp_path
    office.say()
    card = make_card(cast.atelier, by=cast.ada)
    file = SimpleUploadedFile("logo.png", pictures.encoded(pictures.four_corners(), "PNG"), "image/png")
    answer = office.client.post(f"{PAGE}logo/", {"file": file, "alt": "A mill"})
    with inside(cast.atelier):
        logo = Photo.objects.get(purpose="logo")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?logo={logo.pk}")
    page = office.client.get(answer["Location"]).content.decode()
    assert (f'value="{logo.pk}"' in page, "no card shows it before you save" in page) == (True, True)
    assert CompanyField.LOGO not in office.company.said.says
    office.post(**FORM | {"logo": str(logo.pk), "act": "save", "everyone": "logo"})
    office.follow()
    assert (office.company.said.logo, office.read(card).document.logo) == (logo.pk, logo.pk)
    office.post(**FORM | {"logo": str(logo.pk), "no_logo": "on", "version": "2", "act": "save"})
    office.follow()
    now = office.read(card).document
    assert (office.company.said.logo, now.logo, CompanyField.LOGO in now.from_company) == (None, logo.pk, False)


def test_which_card_takes_what_is_ticked_in_a_table(office, cast):
    """cards 82: cards and fields not on the page sent are left alone; "all" goes to every card"""
    office.say()
    made = [make_card(cast.atelier, f"card-{n}", by=cast.ada, published=True) for n in range(3)]
    kept = [f"{made[0].pk}-{field.value}" for field in ACME.says - {CompanyField.INK}]
    shown = [field.value for field in ACME.says - {CompanyField.DESIGN}]
    office.client.post(CARDS, {"card": [made[0].pk, made[1].pk], "field": shown, "take": kept})
    assert [office.shown(card).from_company for card in made] == [
        ACME.says - {CompanyField.INK},
        {CompanyField.DESIGN},
        ACME.says,
    ]
    office.client.post(CARDS, {"all": "ink", "card": [made[0].pk]})
    office.follow()
    assert [office.shown(card).from_company for card in made] == [
        ACME.says,
        {CompanyField.DESIGN, CompanyField.INK},
        ACME.says,
    ]


def test_editor_shows_what_comes_from_the_company_and_keeps_or_takes_it(office, cast):
    """cards 82: read only, with its value; without scripts too; undo takes it back"""
    office.say()
    card = make_card(cast.atelier, by=cast.ada)
    page = office.client.get(f"/w/atelier/cards/{card.pk}/").content.decode()
    assert (page.count("From company"), "Mill Lane 1" in page) == (4, True)
    assert 'name="face-organisation"' not in page
    assert 'name="addresses-0-street"' not in page
    answer = office.send(card, "own organisation", **{"face-title": "Typed"})
    now = office.read(card).document
    assert (answer.status_code, answer["Location"].endswith("?open=face#face")) == (302, True)
    assert (now.identity.organisation, now.identity.title) == ("Acme", "Typed")
    assert now.from_company == ACME.says - {CompanyField.ORGANISATION}
    office.send(card, "", **{"face-organisation": "Mine"})
    office.send(card, "take organisation")
    assert office.read(card).document.identity.organisation == "Acme"
    office.client.post(f"/w/atelier/cards/{card.pk}/undo/")
    assert office.read(card).document.identity.organisation == "Mine"


def test_editor_keeps_the_companys_entries_whatever_is_sent(office, cast):
    """A form that names them changes nothing of them; own ones stand after them"""
    office.say()
    card = make_card(cast.atelier, by=cast.ada)
    typed = {
        "face-organisation": "Forged",
        "design-name": "night",
        "design-ink": "rust",
        "addresses-TOTAL_FORMS": "1",
        "addresses-INITIAL_FORMS": "0",
        "addresses-0-street": "Home Row 2",
    }
    office.send(card, "", **typed)
    now = office.read(card).document
    assert (now.identity.organisation, now.design.name, now.design.ink) == ("Acme", "swiss", "denim")
    assert [one.street for one in now.addresses] == ["Mill Lane 1", "Home Row 2"]


def test_undo_names_a_change_of_the_company(office, cast):
    """cards 22"""
    office.say()
    card = make_card(cast.atelier, by=cast.ada)
    office.say(ACME.model_copy(update={"organisation": "Acme SE"}))
    headers = {"HX-Request": "true"}
    undone = office.client.post(f"/w/atelier/cards/{card.pk}/undo/", headers=headers).content.decode()
    assert "Undone: Company changed" in undone
    with inside(cast.atelier):
        publishing.redo(card=office.read(card), by=cast.ada)
    assert office.read(card).document.identity.organisation == "Acme SE"


def test_a_logo_of_its_own_is_the_cards(office, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    office.say()
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        photo = Photo.objects.create(purpose="logo", width=1, height=1)
    office.say(ACME.model_copy(update={"logo": photo.pk}))
    with inside(cast.atelier):
        dressing.choose(card=card, take={CompanyField.LOGO}, own=(), by=cast.ada)
    office.client.post(f"/w/atelier/cards/{card.pk}/photo/logo/", {"act": "remove"})
    now = office.read(card).document
    assert (now.logo, CompanyField.LOGO in now.from_company) == (None, False)
