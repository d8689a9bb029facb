"""What a new card says before anybody wrote anything."""

import pytest

from cards.blocks import registry
from cards.content import CardType, MainAct
from cards.designs import DESIGNS
from cards.inks import INKS
from cards.starting import Purpose, starting_document
from cards.starting_words import starting_bio


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_start_can_be_published_as_it_is(purpose: Purpose):
    """cards 13, 17, 24: a name, known blocks, a known design and ink."""
    document = starting_document(name="Rosa Quintero", purpose=purpose, language="es", email="rosa@x.example")
    assert (document.missing_name, document.name, document.language) == (False, "Rosa Quintero", "es")
    assert {block.kind for block in document.blocks} <= set(registry.kinds())
    assert document.design.name in DESIGNS
    assert document.design.ink in INKS


def test_a_team_starts_with_a_company():
    document = starting_document(name="Hallmann & Voss", purpose=Purpose.TEAM, language="en")
    assert (document.type, document.identity.organisation, document.identity.given) == (
        CardType.COMPANY,
        "Hallmann & Voss",
        "",
    )


def test_selling_starts_with_whatsapp():
    document = starting_document(name="Bilal", purpose=Purpose.SELL, language="en", phone="+447700900755")
    assert document.main_act is MainAct.ORDER
    assert document.whatsapp == document.phones[0]


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [("Ada", "Ada", ""), ("Rosa García López", "Rosa", "García López"), ("  李小龙 ", "李小龙", ""), ("", "", "")],
)
def test_names_are_split_after_the_first_word(name: str, given: str, family: str):
    identity = starting_document(name=name, purpose=Purpose.CONTACT, language="en").identity
    assert (identity.given, identity.family) == (given, family)


def test_a_long_name_is_cut_not_refused():
    document = starting_document(name="x" * 300, purpose=Purpose.TEAM, language="en")
    assert document.identity.organisation == "x" * 80


def test_a_card_for_appointments_says_how_to_get_one():
    """Its own words agree with what stands below them: free times to choose from."""
    said = {language: starting_bio(Purpose.APPOINTMENTS, language) for language in ("en", "es", "de")}
    assert said["en"] == "By appointment. Choose a free time here, or ask me for another."
    assert len(set(said.values())) == 3
