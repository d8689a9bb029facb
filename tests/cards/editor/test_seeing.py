"""Who sees a field, chosen beside it (cards 19)."""

import re
from typing import Any

import pytest
from django.test import Client

from cards.content import Document, EmailAddress, Identity, Phone, Visibility
from cards.editor.editing import CardForms
from cards.models import Card
from tests.cards.editor.forms_sent import sent
from tests.cast import Cast, make_card
from workspaces.scoping import inside

PUBLIC, SAVED, HIDDEN = Visibility.PUBLIC, Visibility.SAVED, Visibility.HIDDEN
ADA = Document(
    identity=Identity(given="Ada", title="Bookbinder", birthday=None),
    phones=(Phone(number="+4930901820"), Phone(number="+4930901821", visibility=SAVED)),
    emails=(EmailAddress(address="ada@x.example"),),
    visibility={"title": SAVED, "cover": HIDDEN},
)


def edited(typed: dict[str, Any], without: str = "") -> Document:
    data = sent(ADA, typed)
    for name in [name for name in data if without and without in name]:
        del data[name]
    forms = CardForms(ADA, data)
    assert forms.is_valid(), forms.errors_by_field()
    return forms.document()


def test_nothing_chosen_changes_nothing():
    assert edited({}) == ADA


def test_what_is_chosen_is_kept_and_what_was_usual_is_not_written_down():
    chosen = {"seen-title": "public", "seen-birthday": "saved", "phones-0-visibility": "hidden", "seen-note": "saved"}
    document = edited(chosen)
    assert document.visibility == {"birthday": SAVED, "cover": HIDDEN}
    assert [phone.visibility for phone in document.phones] == [HIDDEN, SAVED]


def test_a_page_without_the_choices_leaves_them():
    """A picture that is not there has none; so has an old page."""
    assert edited({}, without="seen-").visibility == ADA.visibility


@pytest.mark.parametrize(("name", "answer"), [("title", "everybody"), ("note", "public"), ("bio", "saved")])
def test_what_is_no_answer_is_refused(name: str, answer: str):
    forms = CardForms(ADA, sent(ADA, {f"seen-{name}": answer}))
    assert (forms.is_valid(), list(forms.errors_by_field())) == (False, [f"id_seen-{name}"])


def test_the_preview_is_what_visitors_will_see_and_the_choice_is_said_in_words(cast: Cast, client: Client):
    card = make_card(cast.atelier, by=cast.ada, published=True, phones=ADA.phones)
    client.force_login(cast.ada)
    where = f"/w/atelier/cards/{card.pk}/"
    data = dict(sent(card.document, {"seen-title": "hidden"}).lists()) | {"version": card.draft_version}
    client.post(f"{where}draft/", data)
    preview, page = client.get(f"{where}preview/").content, client.get("/ada").content
    assert [b"Bookbinder" in html for html in (preview, page)] == [False, True]
    assert [b"901821" in html for html in (preview, page)] == [False, False]
    assert "901821" in client.get(f"{where}phones/").content.decode().replace(" ", "")
    editor = client.get(where).content.decode()
    select = editor.partition('id="id_seen-title"')[2].partition("</select>")[0]
    assert re.findall(r"<option[^>]*>([^<]*)<", select) == ["Shown on the card", "In the contact file only", "Hidden"]
    assert re.findall(r"<option[^>]*selected[^>]*>([^<]*)<", select) == ["Hidden"]
    with inside(cast.atelier):
        assert Card.objects.get(pk=card.pk).has_changes


def test_hiding_the_whole_name_is_told_when_publishing(cast: Cast, client: Client):
    card = make_card(cast.atelier, by=cast.ada, visibility={"given": HIDDEN, "family": HIDDEN})
    client.force_login(cast.ada)
    data = dict(sent(card.document).lists()) | {"version": card.draft_version}
    answer = client.post(f"/w/atelier/cards/{card.pk}/publication/", data, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert ("The name is there, but not shown" in html, 'href="#id_seen-given"' in html) == (True, True)
