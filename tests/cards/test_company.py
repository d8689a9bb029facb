"""What a company says once, put into documents: pure (cards 82)."""

import uuid

import pytest

from cards.company import CompanyFields, dressed, joined, released, truthful
from cards.content import (
    LIST_MAX,
    CardType,
    CompanyField,
    Design,
    Document,
    Identity,
    Label,
    Link,
    PostalAddress,
    Visibility,
)

ALL = frozenset(CompanyField)
LOGO = uuid.UUID(int=7)
ACME = CompanyFields(
    organisation="Acme",
    logo=LOGO,
    address=PostalAddress(street="Mill Lane 1", city="Leeds"),
    web=Link(url="https://acme.example/"),
    design="swiss",
    ink="denim",
)
OWN = Document(
    identity=Identity(given="Ada", organisation="Byron & Co", title="Bookbinder"),
    addresses=(PostalAddress(street="Home Row 2", label=Label.HOME), PostalAddress(street="Old Office 3")),
    links=(Link(url="https://ada.example/"), Link(url="https://www.acme.example/team", visibility=Visibility.SAVED)),
    design=Design(name="poster", ink="rust", brand="#112233"),
)


def test_a_card_that_takes_nothing_stays_as_it_is():
    assert dressed(OWN, ACME) == OWN


def test_a_card_takes_all_six_and_keeps_the_rest():
    """cards 82: the company's address takes the place of that of work, its link that of the same house"""
    worn = dressed(OWN, ACME, give=ALL)
    assert worn == OWN.model_copy(
        update={
            "identity": OWN.identity.model_copy(update={"organisation": "Acme"}),
            "logo": LOGO,
            "addresses": (ACME.address, OWN.addresses[0]),
            "links": (Link(url="https://acme.example/", visibility=Visibility.SAVED), OWN.links[0]),
            "design": Design(name="swiss", ink="denim"),
            "from_company": ALL,
        }
    )


def test_a_change_of_the_company_replaces_its_own_entries_alone():
    moved = ACME.model_copy(update={"address": PostalAddress(street="New Street 9"), "brand": "#abcdef"})
    worn = dressed(dressed(OWN, ACME, give=ALL), moved)
    assert worn.addresses == (PostalAddress(street="New Street 9"), OWN.addresses[0])
    assert worn.links == dressed(OWN, ACME, give=ALL).links
    assert worn.design == Design(name="swiss", ink="denim", brand="#abcdef")


@pytest.mark.parametrize("field", CompanyField)
def test_each_field_is_taken_alone(field: CompanyField):
    before, worn = OWN.model_dump(), dressed(OWN, ACME, give={field}).model_dump()
    part = {
        CompanyField.ORGANISATION: "identity",
        CompanyField.ADDRESS: "addresses",
        CompanyField.WEB: "links",
        CompanyField.INK: "design",
    }.get(field, field.value)
    assert {name for name in before if before[name] != worn[name]} == {part, "from_company"}


def test_what_the_company_says_no_more_stays_and_is_the_cards_own():
    worn = dressed(OWN, ACME, give=ALL)
    silent = dressed(worn, CompanyFields(organisation="Acme"))
    assert silent == worn.model_copy(update={"from_company": frozenset({CompanyField.ORGANISATION})})


def test_a_kept_own_value_is_not_touched():
    own = released(dressed(OWN, ACME, give=ALL), {CompanyField.ORGANISATION})
    again = dressed(own, ACME.model_copy(update={"organisation": "Acme SE", "design": "night"}))
    assert (again.identity.organisation, again.design.name) == ("Acme", "night")


def test_a_new_card_of_a_company_keeps_its_name():
    """A second branch is not renamed; a person takes the name too."""
    branch = Document(type=CardType.COMPANY, identity=Identity(organisation="Acme Leeds"))
    assert joined(branch, ACME).name == "Acme Leeds"
    assert joined(branch, ACME).from_company == ALL - {CompanyField.ORGANISATION}
    assert joined(OWN, ACME).from_company == ALL


def test_an_older_document_keeps_what_it_said():
    """cards 22: only what is the company's value today is said to come from it"""
    worn = dressed(OWN, ACME, give=ALL)
    assert truthful(worn, ACME) == worn
    later = ACME.model_copy(update={"organisation": "Acme SE", "logo": None})
    assert truthful(worn, later) == worn.model_copy(
        update={"from_company": ALL - {CompanyField.ORGANISATION, CompanyField.LOGO}}
    )


def test_a_full_list_takes_no_further_entry():
    """Nothing of a card's own is pushed out."""
    full = OWN.model_copy(update={"links": tuple(Link(url=f"https://x{n}.example/") for n in range(LIST_MAX))})
    worn = dressed(full, ACME, give=ALL)
    assert (worn.links, worn.from_company) == (full.links, ALL - {CompanyField.WEB})


def test_documents_of_before_are_equal():
    """cards 82: what takes nothing says nothing of it; what takes something is the same JSON every time"""
    assert "from_company" not in OWN.to_json()
    worn = dressed(OWN, ACME, give=ALL)
    assert worn.to_json()["from_company"] == ["organisation", "logo", "address", "web", "design", "ink"]
    assert Document.from_json(worn.to_json()) == worn


def test_fields_say_what_they_differ_in():
    assert ACME.says == ALL
    assert CompanyFields().says == frozenset()
    assert CompanyFields(brand="#abcdef").says == {CompanyField.INK}
    assert ACME.differs(ACME.model_copy(update={"brand": "#abcdef", "organisation": "A"})) == {
        CompanyField.INK,
        CompanyField.ORGANISATION,
    }
