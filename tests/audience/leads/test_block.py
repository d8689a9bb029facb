"""The block of the contact form in the editor, and the choice it brings (cards 17, 19, 71, 72)."""

import re
from typing import Any

import pytest
from django.test import Client

from audience.lead_form import QUESTIONS_MAX, Ask, LeadForm, shown_form
from cards.content import Block, Document, Phone, Visibility
from cards.editor.editing import CardForms
from tests.audience.leads.filled import BLOCK
from tests.cards.editor.forms_sent import sent
from tests.cast import Cast, make_card, make_document

AFTER = Visibility.EXCHANGED
FORM = make_document(blocks=(BLOCK,), phones=(Phone(number="+4930901820"),))
PLAIN = make_document(phones=(Phone(number="+4930901820"),))
QUESTION = {"block-leads-items-0-label": "Which day?", "block-leads-items-0-kind": "choice"}


def edited(typed: dict[str, Any], document: Document = FORM) -> CardForms:
    forms = CardForms(document, sent(document, typed))
    forms.is_valid()
    return forms


def body(typed: dict[str, Any]) -> LeadForm:
    forms = edited(typed)
    assert forms.errors_by_field() == {}
    found = shown_form(forms.document().blocks)
    assert found is not None
    return found


def test_what_nobody_touched_stays_as_it_was():
    assert edited({}).document() == FORM


def test_the_owner_chooses_what_is_asked():
    """cards 71, 72: further questions with answers to choose from, one a line"""
    typed = {f"block-leads-{name}": "no" for name in ("name", "phone", "note", "consent")}
    typed |= {"block-leads-email": "required", "block-leads-consent_text": "Fine", "block-leads-button": "Go"}
    made = body(typed | QUESTION | {"block-leads-items-0-choices": "Friday\n\n  Sunday \nFriday"})
    assert (made.asked, made.consent, made.consent_text, made.button) == (
        {"email": Ask.REQUIRED},
        Ask.NO,
        "Fine",
        "Go",
    )
    assert [(one.label, one.kind, one.choices, one.required) for one in made.questions] == [
        ("Which day?", "choice", ("Friday", "Sunday"), False)
    ]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"block-leads-email": "no", "block-leads-phone": "no"}, "id_block-leads-email"),
        ({"block-leads-note": "perhaps"}, "id_block-leads-note"),
        (QUESTION, "id_block-leads-items-0-choices"),
        (QUESTION | {"block-leads-items-0-choices": "\n".join(map(str, range(21)))}, "id_block-leads-items-0-choices"),
        (QUESTION | {"block-leads-items-0-choices": "x" * 81}, "id_block-leads-items-0-choices"),
        ({"block-leads-items-TOTAL_FORMS": str(QUESTIONS_MAX + 1)}, "block-leads-items"),
        ({"block-leads-consent_text": "x" * 601}, "id_block-leads-consent_text"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(typed: dict[str, str], place: str):
    """cards 71: at least one way to answer, at most five questions"""
    if place == "block-leads-items":
        typed = typed | {f"block-leads-items-{n}-label": "Q" for n in range(QUESTIONS_MAX + 1)}
    assert list(edited(typed).errors_by_field()) == [place]


def test_a_stored_form_always_leaves_a_way_to_answer():
    nobody = Block(id="a", kind="lead_form", body={"email": "no", "phone": "no", "name": "no", "note": "no"})
    broken = Block(id="b", kind="lead_form", body={"email": "perhaps"})
    found = shown_form([nobody])
    assert (found and found.asked, shown_form([broken]), shown_form([])) == ({"email": Ask.REQUIRED}, None, None)


def offers(document: Document, name: str = "seen-title") -> list[str]:
    forms = CardForms(document)
    bound = forms.seen["title"] if name == "seen-title" else forms.rows["phones"].forms[0]["visibility"]
    return re.findall(r'<option value="(\w+)"', str(bound))


@pytest.mark.parametrize("name", ["seen-title", "phones-0-visibility"])
def test_after_the_exchange_is_offered_where_there_is_a_form(name: str):
    """cards 19: or where it was chosen while there was one, so that saving changes nothing"""
    hidden = FORM.model_copy(update={"blocks": (BLOCK.model_copy(update={"hidden": True}),)})
    chosen = PLAIN.model_copy(
        update={"visibility": {"title": AFTER}, "phones": (Phone(number="+4930901820", visibility=AFTER),)}
    )
    assert [offers(one, name) for one in (FORM, PLAIN, hidden, chosen)] == [
        ["public", "saved", "exchanged", "hidden"],
        ["public", "saved", "hidden"],
        ["public", "saved", "hidden"],
        ["public", "saved", "exchanged", "hidden"],
    ]
    kept = edited({"seen-title": "exchanged", "phones-0-visibility": "exchanged"}).document()
    assert (kept.visibility["title"], kept.phones[0].visibility) == (AFTER, AFTER)
    assert edited({}, chosen).document() == chosen


def test_adding_the_block_publishes_a_form_that_works(cast: Cast, client: Client):
    """With nothing typed it asks what most want to know, in the card's language."""
    card = make_card(cast.atelier, by=cast.ada, published=True, language="es")
    client.force_login(cast.ada)
    data = dict(sent(card.document).lists()) | {"version": card.draft_version, "act": "add block lead_form"}
    client.post(f"/w/atelier/cards/{card.pk}/draft/", data)
    card.refresh_from_db()
    data = dict(sent(card.document).lists()) | {"version": card.draft_version}
    assert client.post(f"/w/atelier/cards/{card.pk}/publication/", data).status_code in {200, 302}
    assert ("Deja tus datos" in Client().get("/ada").content.decode(), Client().get("/ada/contact").status_code) == (
        True,
        200,
    )
