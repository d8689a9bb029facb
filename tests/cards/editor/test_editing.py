"""Document → forms → document: nothing lost, nothing refused silently, acts on rows and blocks."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from cards.blocks import registry
from cards.content import (
    TEXT_MAX,
    Block,
    CardType,
    Design,
    Document,
    EmailAddress,
    Identity,
    Label,
    Link,
    MainAct,
    Phone,
    PostalAddress,
    Profile,
    SearchSettings,
    Visibility,
)
from cards.editor.editing import CardForms
from cards.editor.rows import act_from, applied, new_id
from cardsite.kit.regions import region_of
from tests.cards.editor.forms_sent import sent

RICH = Document(
    type=CardType.COMPANY,
    language="fr",
    identity=Identity(
        prefix="Dr",
        given="Ada",
        middle="King",
        family="Byron",
        suffix="FRS",
        display_name="Ada L.",
        family_first=True,
        phonetic_given="Eh-da",
        phonetic_family="By-run",
        pronouns="she/her",
        title="{{7*7}}{% debug %}{0.__class__}",
        department="Engines",
        organisation="Analytical & Sons",
        bio="One **word**\n\n- a list",
        opening_note="Hello",
        note="Met\nin London",
        birthday=date(1815, 12, 10),
    ),
    visibility={"birthday": Visibility.PUBLIC, "given": Visibility.SAVED, "cover": Visibility.HIDDEN},
    phones=(
        Phone(number="+4930901820", label=Label.WORK, whatsapp=True),
        Phone(number="+442079460018", visibility=Visibility.HIDDEN),
    ),
    emails=(EmailAddress(address="ada@example.com", label=Label.HOME), EmailAddress(address="b@example.com")),
    addresses=(PostalAddress(street="Kai 1", extra="3rd", postcode="1", city="Oslo", region="O", country="Norway"),),
    links=(Link(url="https://example.org/a?b=c", label="Mine"), Link(url="mailto:a@example.org")),
    profiles=(
        Profile(kind="instagram", value="ada"),
        Profile(kind="linkedin", value="company/atelier"),
        Profile(kind="facebook", value="profile.php?id=12"),
        Profile(kind="pix", value="ada@example.com"),
        Profile(kind="from_tomorrow", value="ada?"),
    ),
    portrait=uuid.UUID(int=1),
    logo=uuid.UUID(int=2),
    cover=uuid.UUID(int=3),
    blocks=(
        Block(id="contact", kind="contact", body={"heading": "Reach", "kept": 1}),
        Block(id="x1", kind="from_tomorrow", hidden=True, body={"a": [1, {"b": 2}]}),
        Block(id="text", kind="text", hidden=True, body={"heading": "H", "text": "T\nU"}),
        Block(id="about", kind="about"),
        Block(id="file", kind="file", body={"heading": "", "title": "Menu", "file": str(uuid.UUID(int=4))}),
        Block(
            id="faq",
            kind="faq",
            body={"heading": "", "items": [{"question": "Q?", "answer": "A\nB"}, {"question": "R?", "answer": ""}]},
        ),
        Block(
            id="hours",
            kind="hours",
            body={
                "heading": "",
                "week": [["09:00-12:30", "14:00-00:30"], [], [], [], [], ["00:00-24:00"], []],
                "note": "",
            },
        ),
    ),
    design=Design(name="swiss", ink="plum", brand="#1a6b52"),
    main_act=MainAct.BOOK,
    greeting="Hi there",
    search=SearchSettings(listed=False, contact_data=True),
)
PLAIN = Document(identity=Identity(given="Ada"))


def edited(document: Document, typed: dict[str, Any] | None = None, act: str = "") -> Document:
    data = sent(document, typed)
    if act and (parsed := act_from(act)):
        data = applied(data, parsed)
    forms = CardForms(document, data)
    assert forms.is_valid(), forms.errors_by_field()
    return forms.document()


def errors(document: Document, typed: dict[str, Any], region: str = "") -> dict[str, list[str]]:
    forms = CardForms(document, sent(document, typed), region=region)
    assert not forms.is_valid()
    return forms.errors_by_field()


@pytest.mark.parametrize("document", [RICH, PLAIN, Document()], ids=["rich", "plain", "empty"])
def test_untouched_forms_give_the_same_document(document):
    """cards 12, 17; A08: templates' signs are only text"""
    assert edited(document) == document


def test_design_that_is_no_longer_offered_stays():
    gone = PLAIN.model_copy(update={"design": Design(name="gone", ink="vanished")})
    assert edited(gone, {"design-name": [], "design-ink": []}) == gone  # a browser finds nothing chosen


def test_text_at_its_limit_counts_a_line_break_once():
    """cards 12: a bio has 1000 characters, whatever a browser makes of line breaks"""
    bio = "a" * 499 + "\r\n" + "b" * 500
    assert edited(PLAIN, {"face-bio": bio}).identity.bio == bio.replace("\r\n", "\n")
    with_text = PLAIN.model_copy(update={"blocks": (Block(id="words", kind="text"),)})
    text = "a" * (TEXT_MAX // 2 - 1) + "\r\n" + "b" * (TEXT_MAX // 2)
    assert edited(with_text, {"block-words-text": text}).blocks[0].body["text"] == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("links-0-url", "javascript:alert(1)"),
        ("links-0-url", "JaVa\tScRiPt:alert(1)"),
        ("links-0-url", "//evil.example"),
        ("links-0-label", "words without address"),
        ("face-given", "A\x00da"),
        ("face-bio", "x" * 1001),
        ("phones-0-number", "call me"),
        ("phones-0-number", "030 901820"),
        ("emails-0-address", '"a b"@example.com'),
        ("emails-0-address", "ada"),
        ("design-brand", "red;}</style><script>"),
        ("page-language", "xx"),
        ("block-about-heading", "x" * 81),
    ],
)
def test_what_cannot_be_kept_is_an_error_at_its_field(name, value):
    """A01, A02, A09; cards 14, 15; rule 32"""
    place = "links-0-url" if name == "links-0-label" else name
    found = errors(PLAIN, {name: value})
    assert list(found) == [f"id_{place}"]
    assert all(found.values())


def test_every_error_is_said_at_once():
    found = errors(PLAIN, {"phones-0-number": "x", "links-0-url": "data:x", "design-brand": "red"})
    assert set(found) == {"id_phones-0-number", "id_links-0-url", "id_design-brand"}


def test_number_without_country_is_at_home_where_the_workspace_is():
    """cards 14"""
    forms = CardForms(PLAIN, sent(PLAIN, {"phones-0-number": "030 901820"}), region=region_of("Europe/Berlin"))
    assert forms.is_valid()
    assert [phone.number for phone in forms.document().phones] == ["+4930901820"]


@pytest.mark.parametrize(("zone", "region"), [("Europe/Berlin", "DE"), ("America/Sao_Paulo", "BR"), ("UTC", "")])
def test_region_of_a_zone(zone, region):
    assert region_of(zone) == region


def test_row_saved_before_is_kept_when_the_same_page_saves_again():
    """The page's first row counts as new in its form although the draft holds it by now."""
    data = sent(PLAIN, {"emails-0-address": "a@example.com"})
    first = CardForms(PLAIN, data)
    assert first.is_valid()
    again = CardForms(first.document(), data)
    assert again.is_valid()
    assert again.document() == first.document()
    assert again.document().emails == (EmailAddress(address="a@example.com"),)


def test_dragged_rows_come_in_their_new_order():
    order = {"links-0-ORDER": "2", "links-1-ORDER": "1"}
    assert edited(RICH, order).links == (RICH.links[1], RICH.links[0])


@pytest.mark.parametrize(
    ("act", "numbers"),
    [("up phones 1", [1, 0]), ("down phones 0", [1, 0]), ("up phones 0", [0, 1]), ("remove phones 0", [1])],
)
def test_acts_on_rows(act, numbers):
    assert edited(RICH, act=act).phones == tuple(RICH.phones[number] for number in numbers)


@pytest.mark.parametrize(
    ("act", "numbers"),
    [("up block-faq-items 1", [1, 0]), ("remove block-faq-items 0", [1]), ("add block-faq-items", [0, 1])],
)
def test_acts_on_the_list_inside_a_block(act, numbers):
    """cards 17; the last asks for a blank row, which is nothing until something is written"""
    before, after = RICH.blocks[5].body["items"], edited(RICH, act=act).blocks[5].body["items"]
    assert after == [before[number] for number in numbers]


def test_row_asked_for_stands_at_the_end_of_its_list_alone():
    forms = CardForms(RICH, adding="block-faq-items")
    lists = {block.listed.part: len(block.listed.rows.forms) for block in forms.blocks if block.listed}
    assert lists == {"block-faq-items": 3}
    assert len(forms.rows["links"].forms) == 2


def test_profile_is_told_by_its_address_or_by_choosing():
    """cards 12"""
    pasted = edited(PLAIN, {"profiles-0-value": "https://www.instagram.com/ada?igsh=1"})
    chosen = edited(PLAIN, {"profiles-0-kind": "instagram", "profiles-0-value": "@ada"})
    assert pasted.profiles == chosen.profiles == (Profile(kind="instagram", value="ada"),)
    assert errors(PLAIN, {"profiles-0-value": "@ada"}).keys() == {"id_profiles-0-kind"}
    assert errors(PLAIN, {"profiles-0-kind": "x", "profiles-0-value": "https://evil.example/a"}).keys() == {
        "id_profiles-0-value"
    }


def test_profiles_without_a_block_are_known_to_be_unseen():
    assert (CardForms(RICH).profiles_unplaced(), CardForms(PLAIN).profiles_unplaced()) == (True, False)
    assert not CardForms(edited(RICH, act="add block profiles")).profiles_unplaced()


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"until-block-hours-week-1": "09:00"}, "id_block-hours-week"),
        ({"since-block-hours-week-0": ["9 am", "14:00"]}, "id_block-hours-week"),
        ({"block-faq-items-1-question": "", "block-faq-items-1-answer": "A"}, "id_block-faq-items-1-question"),
        ({"block-faq-items-0-question": "x" * 201}, "id_block-faq-items-0-question"),
        ({"block-faq-items-TOTAL_FORMS": "61"}, "block-faq-items"),
    ],
)
def test_what_is_wrong_inside_a_block_is_said_where_it_stands(typed, place):
    """rule 32"""
    if place == "block-faq-items":
        typed |= {f"block-faq-items-{number}-question": "Q" for number in range(61)}
    assert list(errors(RICH, typed)) == [place]


@pytest.mark.parametrize(
    ("act", "ids"),
    [
        ("up block text", ["contact", "text", "x1", "about", "file", "faq", "hours"]),
        ("down block contact", ["x1", "contact", "text", "about", "file", "faq", "hours"]),
        ("remove block x1", ["contact", "text", "about", "file", "faq", "hours"]),
        ("add block links", ["contact", "x1", "text", "about", "file", "faq", "hours", "links"]),
        ("add block text", ["contact", "x1", "text", "about", "file", "faq", "hours", "text2"]),
        ("add block nonsense", ["contact", "x1", "text", "about", "file", "faq", "hours"]),
        ("up block missing", ["contact", "x1", "text", "about", "file", "faq", "hours"]),
    ],
)
def test_acts_on_blocks(act, ids):
    """cards 17; a block of unknown kind moves and stays whole"""
    after = edited(RICH, act=act)
    assert [block.id for block in after.blocks] == ids
    assert [block for block in after.blocks if block.id == "x1"] == ([RICH.blocks[1]] if "x1" in ids else [])


def test_blocks_are_hidden_and_shown_again():
    """cards 17"""
    hidden = edited(RICH, act="hide block contact")
    assert [block.hidden for block in hidden.blocks] == [True, True, True, False, False, False, False]
    assert edited(hidden, act="show block contact") == RICH


def test_last_block_is_hidden_instead_of_removed():
    """A card without any block shows the usual ones, so removing the last would bring three back."""
    one = PLAIN.model_copy(update={"blocks": (Block(id="text", kind="text"),)})
    assert edited(one, act="remove block text").blocks == (Block(id="text", kind="text", hidden=True),)


@pytest.mark.parametrize("text", ["", "up", "fly phones 1", "up nothing 1", "hide phones 0", "keep 7"])
def test_what_is_no_act_is_none(text):
    assert act_from(text) is None


def test_single_kinds_are_offered_once():
    """cards 17: about, contact, hours and a file stand there; a text may stand as often as wanted"""
    offered = [kind.kind for kind in CardForms(RICH).offered_kinds()]
    assert offered == [kind for kind in registry.kinds() if kind not in {"about", "contact", "hours", "file"}]
    by_group = [kind.kind for _group, kinds in CardForms(RICH).offered_groups() for kind in kinds]
    assert sorted(by_group) == sorted(offered)


def test_new_ids_are_unused_and_short():
    assert new_id("text", ["text", "text2"]) == "text3"
    assert new_id("a_very_long_kind", []) == "averylong"


def test_form_without_its_counts_is_refused():
    assert not CardForms(PLAIN, QueryDict("face-given=Ada")).is_valid()
