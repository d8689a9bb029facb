"""What an iPhone and an Android phone make of the contact file (cards 43; facts-cards 2)."""

from datetime import date
from typing import Any

import pytest

from cards.content import Block, CardType, Document, EmailAddress, Identity, Link, Phone, PostalAddress
from cards.phones_keep import Line, Part, android, iphone

FULL: dict[str, Any] = {
    "identity": Identity(
        prefix="Dr.",
        given="Ada",
        family="Byron",
        phonetic_given="Ayda",
        title="Bookbinder",
        department="Repairs",
        organisation="Atelier",
        note="By appointment",
        birthday=date(1990, 2, 3),
    ),
    "phones": (Phone(number="+4930901820"), Phone(number="+4930901821")),
    "emails": (EmailAddress(address="ada@x.example"),),
    "addresses": (PostalAddress(street="High Street 1", city="Leeds"),),
    "links": (Link(url="https://x.example/work", label="Work"), Link(url="https://y.example/")),
}


def test_both_keep_what_the_file_says_and_only_links_differ():
    """In the order of the file; Android knows no names of links."""
    document = Document(**FULL)
    shared = [
        Line(Part.NAME, "Dr. Ada Byron"),
        Line(Part.PHONETIC, "Ayda"),
        Line(Part.TITLE, "Bookbinder"),
        Line(Part.DEPARTMENT, "Repairs"),
        Line(Part.ORGANISATION, "Atelier"),
        Line(Part.PHONE, "+4930901820"),
        Line(Part.PHONE, "+4930901821"),
        Line(Part.EMAIL, "ada@x.example"),
        Line(Part.ADDRESS, "High Street 1, Leeds"),
        Line(Part.CARD_LINK),
    ]
    end = [Line(Part.BIRTHDAY, "1990-02-03"), Line(Part.NOTE, "By appointment")]
    apple = [Line(Part.LINK, "Work: x.example"), Line(Part.LINK, "y.example")]
    google = [Line(Part.LINK, "https://x.example/work"), Line(Part.LINK, "https://y.example/")]
    assert (list(iphone(document).kept), iphone(document).dropped) == ([*shared, *apple, *end], ())
    assert list(android(document).kept) == [*shared, *google, *end]
    assert android(document).dropped == (Line(Part.LINK_NAMES, "Work"),)


@pytest.mark.parametrize(
    ("identity", "apple", "google"),
    [
        ({"given": "Ada", "family": "Byron"}, "Ada Byron", "Ada Byron"),
        ({"given": "Ada", "family": "Byron", "display_name": "Ada B."}, "Ada Byron", "Ada B."),
        ({"display_name": "Ada B."}, "Ada B.", "Ada B."),
        ({"given": "Ada", "family": "Byron", "family_first": True}, "Byron Ada", "Byron Ada"),
        ({"organisation": "Atelier"}, "Atelier", "Atelier"),
    ],
)
def test_an_iphone_writes_the_name_from_its_parts(identity: dict[str, Any], apple: str, google: str):
    """And so drops a display name that says something else; Android shows it."""
    document = Document(identity=Identity(**identity))
    names = [saved.kept[0].text for saved in (iphone(document), android(document))]
    lost = [Line(Part.DISPLAY_NAME, google)] if apple != google else []
    assert (names, list(iphone(document).dropped)) == ([apple, google], lost)


def test_a_company_is_one_on_iphones_alone():
    """X-ABShowAs is Apple's; its name is not said twice."""
    document = Document(type=CardType.COMPANY, identity=Identity(organisation="Atelier"))
    assert iphone(document).kept == android(document).kept == (Line(Part.NAME, "Atelier"), Line(Part.CARD_LINK))
    assert (iphone(document).dropped, android(document).dropped) == ((), (Line(Part.COMPANY),))


def test_what_stands_on_the_card_alone_is_dropped_by_both():
    """A hidden section is none."""
    words = {"pronouns": "she/her", "bio": "I bind.", "opening_note": "Come in"}
    document = Document(
        identity=Identity(given="Ada", **words),
        blocks=(Block(id="a", kind="about"),),
    )
    only = (Line(Part.PRONOUNS, "she/her"), Line(Part.OPENING_NOTE, "Come in"), Line(Part.BIO, "I bind."))
    assert iphone(document).dropped == android(document).dropped == (*only, Line(Part.BLOCKS))
    hidden = document.model_copy(update={"blocks": (Block(id="a", kind="about", hidden=True),)})
    assert iphone(hidden).dropped == only
