"""The editor's answers: saving by itself, conflict, undo, publishing, roles, and all of it without scripts."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress as OwnAddress
from django.test import Client

from cards import publishing
from cards.content import Document, Link
from cards.models import Card, Code, DraftStep
from tests.cards.editor.forms_sent import sent
from tests.cast import Cast, make_card
from workspaces.models import User
from workspaces.scoping import inside

HTMX = {"HX-Request": "true"}


class Desk:
    """One person at the editor of one card."""

    def __init__(self, cast: Cast, card: Card, user: User) -> None:
        self.cast, self.card, self.client = cast, card, Client()
        self.client.force_login(user)
        self.url = f"/w/atelier/cards/{card.pk}/"

    def read(self) -> Card:
        with inside(self.cast.atelier):
            return Card.objects.select_related("published").get(pk=self.card.pk)

    def send(
        self, to: str = "draft/", typed: dict[str, Any] | None = None, *, scripts: bool = True, **over: Any
    ) -> Any:
        """Post the form as the page would; `over` replaces version or act."""
        card = self.read()
        data = dict(sent(card.document, typed).lists()) | {"version": card.draft_version} | over
        return self.client.post(self.url + to, data, headers=HTMX if scripts else {})

    @property
    def document(self) -> Document:
        return self.read().document


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast, make_card(cast.atelier, by=cast.ada), cast.ada)


def test_change_is_kept_and_only_pieces_come_back(desk):
    """cards 22: saved by itself; the form a person types in is not replaced"""
    answer = desk.send(typed={"face-title": "Printer"})
    text = answer.content.decode()
    assert (answer.status_code, answer["HX-Trigger"], desk.document.identity.title) == (200, "card-kept", "Printer")
    assert "<form" not in text
    assert 'id="card-version"' in text
    assert "Saved " in text
    assert desk.read().draft_version == 2


@pytest.mark.parametrize(
    "typed",
    [{"links-0-url": "javascript:alert(1)"}, {"phones-0-number": "call me"}, {"design-brand": "red;}</style><script>"}],
)
@pytest.mark.parametrize("scripts", [True, False])
def test_refused_change_stores_nothing_and_loses_nothing(desk, typed, scripts):
    """A01 (P0), A09; cards 14, 15"""
    before = desk.read().draft
    answer = desk.send(typed=typed | {"face-title": "Printer & Co"}, scripts=scripts)
    text = answer.content.decode()
    assert (answer.status_code, desk.read().draft, desk.read().draft_version) == (422, before, 1)
    assert "Not saved: one field needs another look" in text
    assert f'id="id_{next(iter(typed))}_error"' in text
    assert ("Printer &amp; Co" in text) == (not scripts)  # with scripts the page still has it
    assert 'id="card-version"' not in text or not scripts


def test_nul_is_refused_before_anything_is_stored(desk):
    """rule 32"""
    assert desk.send(typed={"face-title": "a\x00b"}).status_code == 400
    assert desk.read().draft_version == 1


def test_template_signs_are_text(desk):
    """A08"""
    desk.send(typed={"face-title": "{{7*7}}{% debug %}{0.__class__}"})
    assert desk.document.identity.title == "{{7*7}}{% debug %}{0.__class__}"
    assert "{{7*7}}{% debug %}{0.__class__}" in desk.client.get(desk.url).content.decode()
    assert "{{7*7}}{% debug %}{0.__class__}" in desk.client.get(desk.url + "preview/").content.decode()


def test_same_again_is_no_new_step(desk):
    desk.send()
    assert desk.read().draft_version == 1


def test_structural_act_brings_the_form_anew(desk):
    answer = desk.send(act="add block text")
    assert (answer.status_code, answer["HX-Reswap"]) == (200, "outerHTML")
    assert answer.content.decode().lstrip().startswith("<form")
    assert [block.id for block in desk.document.blocks] == ["about", "contact", "profiles", "links", "text"]


def test_who_adds_a_block_is_taken_to_it(desk):
    """The focus with scripts, the address without; every later answer leaves the focus alone"""
    headings = re.findall(r'<h2 class="entry-title"([^>]*)>', desk.send(act="add block text").content.decode())
    assert [heading.split() for heading in headings] == [[], [], [], [], ['tabindex="-1"', "autofocus"]]
    assert "autofocus" not in desk.send(act="hide block text").content.decode()
    answer = desk.send(act="add block faq", scripts=False)
    assert answer.url == f"{desk.url}?open=blocks&add=block#block-faq"
    assert 'id="block-faq"' in desk.client.get(answer.url).content.decode()


def test_act_with_an_error_elsewhere_is_shown_and_not_stored(desk):
    answer = desk.send(typed={"phones-0-number": "call me"}, act="add block text")
    text = answer.content.decode()
    assert (answer.status_code, desk.read().draft_version) == (422, 1)
    assert 'value="call me"' in text
    assert 'id="block-text"' in text


def test_act_works_without_scripts(desk):
    answer = desk.send(act="hide block contact", scripts=False)
    assert (answer.status_code, answer.url) == (302, f"{desk.url}?open=blocks#blocks")
    assert [block.hidden for block in desk.document.blocks] == [False, True, False, False]


def test_blank_row_is_added_with_and_without_scripts(desk):
    desk.send(typed={"links-0-url": "https://one.example/"})
    assert 'name="links-1-url"' not in desk.client.get(desk.url).content.decode()
    assert 'name="links-1-url"' in desk.send(act="add links").content.decode()
    answer = desk.send(act="add links", scripts=False)
    assert answer.url == f"{desk.url}?open=links&add=links#links"
    assert 'name="links-1-url"' in desk.client.get(answer.url).content.decode()


@pytest.mark.parametrize("scripts", [True, False])
def test_newer_draft_is_never_overwritten_unasked(desk, scripts):
    """cards 22: the later save is warned; then either draft can be chosen"""
    with inside(desk.cast.atelier):
        newer = desk.document.model_copy(update={"links": (Link(url="https://ben.example/"),)})
        publishing.save(card=desk.read(), document=newer, version=1, by=desk.cast.ben)
    mine = {"face-title": "Printer", "links-TOTAL_FORMS": "0"}
    answer = desk.send(typed=mine, version=1, scripts=scripts)
    assert (answer.status_code, desk.document) == (409, newer)
    assert "Ben saved a newer version." in answer.content.decode()
    assert 'value="keep 2"' in answer.content.decode()
    assert desk.send(typed=mine, version=1, act="keep 2", scripts=scripts).status_code == (200 if scripts else 302)
    assert (desk.document.identity.title, desk.document.links) == ("Printer", ())
    assert desk.send(typed={"face-title": "Again"}, version=1, act="keep 2").status_code == 409


def test_undo_takes_back_what_was_typed_last_even_unsaved(desk):
    """cards 22"""
    desk.send(typed={"face-title": "Printer"})
    answer = desk.send("undo/", {"face-title": "Typed just now"})
    assert (answer.status_code, desk.document.identity.title) == (200, "Printer")
    assert desk.send("undo/", scripts=False).url == desk.url
    assert desk.document.identity.title == "Bookbinder"
    desk.send("redo/")
    desk.send("redo/")
    assert desk.document.identity.title == "Typed just now"


def test_undo_and_redo_name_what_they_did(desk):
    """cards 22"""
    desk.send(typed={"face-title": "Printer"})
    said = [desk.send(step).content.decode() for step in ("undo/", "undo/", "redo/", "redo/")]
    words = ["Undone: What you do", "Nothing to undo", "Done again: What you do", "Nothing to redo"]
    assert [word in text for word, text in zip(words, said, strict=True)] == [True] * 4


@pytest.mark.parametrize("scripts", [True, False])
def test_undo_never_throws_away_what_could_not_be_saved(desk, scripts):
    """cards 22: bad input loses nothing"""
    desk.send(typed={"face-title": "Printer"})
    answer = desk.send("undo/", {"emails-0-address": "no address", "emails-TOTAL_FORMS": "1"}, scripts=scripts)
    assert (answer.status_code, desk.document.identity.title) == (422, "Printer")
    assert b"Not saved: one field needs another look" in answer.content


def test_publishing_keeps_what_was_typed_and_says_where_it_is(desk):
    """cards 22, 96"""
    answer = desk.send("publication/", {"face-title": "Printer"})
    text = answer.content.decode()
    assert (answer.status_code, desk.read().published.content.identity.title) == (200, "Printer")
    assert "Your card is live" in text
    with inside(desk.cast.atelier):
        assert DraftStep.objects.filter(card=desk.card).count() == 2


def test_publishing_without_scripts(desk):
    answer = desk.send("publication/", scripts=False)
    assert (answer.status_code, answer.url) == (302, f"{desk.url}?live=1")
    assert live(desk.client.get(answer.url)) == ("Your card is live", True)
    assert desk.client.get("/ada").status_code == 200
    answer = desk.send("publication/", {"face-title": "Printer"}, scripts=False)
    assert (answer.status_code, answer.url) == (302, f"{desk.url}?live=again")
    assert live(desk.client.get(answer.url)) == ("The card on the web is up to date", False)


def live(answer: Any) -> tuple[str, bool]:
    """What stands above the form after publishing, and whether it asks to be looked at."""
    notice = answer.content.decode().partition('id="editor-notice"')[2].partition("</section>")[0]
    title = re.findall(r'id="live-title">([^<]*)<', notice)
    return title[0] if title else "", bool(re.search(r"data-notice\s", notice))


def test_after_publishing_one_sees_what_to_do_next(desk, settings):
    """product.md, people 1: plain links to open it, send it, show and print its code"""
    answer = desk.send("publication/")
    notice = answer.content.decode().partition('id="editor-notice"')[2].partition("</section>")[0]
    code = Code.unscoped.get(card=desk.card, is_default=True)
    text = quote(f"Ada Byron: {settings.BASE_URL}/ada", safe="")
    ways = [one for one in re.findall(r'href="([^"]*)"', notice) if not one.startswith(("mailto:", "sms:"))]
    assert ways == [
        f"{settings.BASE_URL}/ada",
        f"{settings.BASE_URL}/ada",
        f"https://wa.me/?text={text}",
        f"{desk.url}show/",
        f"{desk.url}codes/{code.pk}/#downloads",
    ]
    assert re.findall(r'<(copy-button|share-button) data-(?:text|url)="([^"]*)"', notice) == [
        ("copy-button", f"{settings.BASE_URL}/ada"),
        ("share-button", f"{settings.BASE_URL}/ada"),
    ]


def test_later_publications_are_told_more_quietly(desk):
    """It is said in the live region; the focus stays where one works."""
    assert live(desk.send("publication/")) == ("Your card is live", True)
    assert live(desk.send("publication/", {"face-title": "Printer"})) == ("The card on the web is up to date", False)


def test_what_was_told_stays_until_something_changes(desk):
    """A field left by pressing Publish is saved once more a moment later."""
    desk.send("publication/", {"face-title": "Printer"})
    desk.card.refresh_from_db()
    assert b"editor-notice" not in desk.send(typed={"face-title": "Printer"}).content
    answer = desk.send(typed={"face-title": "Binder"})
    assert (b"editor-notice" in answer.content, live(answer)) == (True, ("", False))


@pytest.mark.parametrize("scripts", [True, False])
def test_card_without_a_name_is_not_published(desk, scripts):
    """cards 13: kept as a draft, and the way to the field is shown"""
    answer = desk.send("publication/", {"face-given": "", "face-family": ""}, scripts=scripts)
    assert (answer.status_code, desk.read().status, desk.document.identity.given) == (422, "draft", "")
    assert 'href="#id_face-given"' in answer.content.decode()


def test_unverified_person_does_not_publish(desk):
    """cards 96"""
    OwnAddress.objects.filter(user=desk.cast.ada).update(verified=False)
    answer = desk.send("publication/")
    assert (answer.status_code, desk.read().status) == (422, "draft")
    assert "Confirm your e-mail address first." in answer.content.decode()


@pytest.mark.parametrize(("name", "reads", "writes"), [("eve", True, True), ("vera", True, False)])
def test_roles(desk, name, reads, writes):
    """rule 5: viewers look at the card and change nothing"""
    theirs = Desk(desk.cast, desk.card, getattr(desk.cast, name))
    page = theirs.client.get(theirs.url)
    assert (page.status_code == 200, b"card-form" in page.content) == (reads, writes)
    assert theirs.client.get(theirs.url + "preview/").status_code == 200
    for to in ("draft/", "undo/", "redo/", "publication/"):
        assert (theirs.send(to).status_code == 403) == (not writes)


def test_strangers_and_deleted_cards_are_not_found(desk):
    """rule 4"""
    stranger = Desk(desk.cast, desk.card, desk.cast.cleo)
    assert stranger.client.get(desk.url).status_code == 404
    assert stranger.send().status_code == 404
    Card.unscoped.filter(pk=desk.card.pk).update(deleted_at="2026-01-01T00:00Z", status="deleted")
    assert desk.client.get(desk.url).status_code == 404


def test_preview_shows_the_draft_and_only_we_may_frame_it(desk):
    desk.send(typed={"face-title": "Printer"})
    answer = desk.client.get(desk.url + "preview/")
    assert b"Printer" in answer.content
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
