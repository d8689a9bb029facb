"""What changed between two documents, in the editor's words."""

from typing import Any

import pytest

from cards.content import Block, EmailAddress, Phone
from cards.editor import differences
from tests.cast import make_document

USUAL = [{"id": kind, "kind": kind} for kind in ("about", "contact", "profiles", "links")]
TEXT = {"id": "text", "kind": "text", "body": {"text": "Open late"}}


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ({}, {}, []),
        ({}, {"identity": {"given": "Augusta", "family": "King"}}, ["Name"]),
        ({}, {"identity": {"title": "Printer", "bio": "I print."}}, ["What you do", "About"]),
        ({"type": "company"}, {}, ["Person or company"]),
        ({}, {"phones": [Phone(number="+4930901820")]}, ["Phones"]),
        ({"emails": [EmailAddress(address="a@example.com")]}, {}, ["E-mail"]),
        ({}, {"design": {"name": "night"}, "main_act": "whatsapp"}, ["Design", "Main button"]),
        ({}, {"language": "de", "search": {"listed": False}}, ["Language of the card", "Search engines"]),
        ({}, {"portrait": "00000000-0000-0000-0000-000000000001"}, ["Portrait"]),
        ({}, {"blocks": USUAL}, []),  # the usual ones, now written down
        ({}, {"blocks": [*USUAL, TEXT]}, ["Block: Text"]),
        ({"blocks": [*USUAL, TEXT]}, {"blocks": [*USUAL, TEXT | {"body": {"text": "Closed"}}]}, ["Block: Text"]),
        ({"blocks": USUAL}, {"blocks": [USUAL[0] | {"hidden": True}, *USUAL[1:]]}, ["Block: About"]),
        ({"blocks": USUAL}, {"blocks": USUAL[:3]}, ["Block: Links"]),
        ({"blocks": USUAL}, {"blocks": [USUAL[1], USUAL[0], *USUAL[2:]]}, ["Order of the blocks"]),
        ({"blocks": [{"id": "x", "kind": "from_later"}]}, {"blocks": USUAL[:1]}, ["Block: About", "Block: from_later"]),
    ],
)
def test_changed_parts_are_named(before: dict[str, Any], after: dict[str, Any], parts: list[str]):
    """cards 22"""
    assert differences.changed(make_document(**before), make_document(**after)) == parts


def test_long_list_ends_in_dots():
    after = make_document(
        identity={"given": "Gus", "title": "Printer", "organisation": "Press"},
        language="de",
        blocks=(Block(id="text", kind="text"),),
    )
    assert differences.in_words(make_document(), after) == "Name, What you do, Company or shop, Language of the card, …"
    assert differences.in_words(make_document(), make_document()) == ""
