"""Who sees what: a value that may not be seen is nowhere, in any representation (cards 19; T12)."""

import re
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from cards import previews, publishing, stored_files
from cards.contact_qr import contact_text
from cards.content import (
    Block,
    Document,
    EmailAddress,
    Identity,
    Link,
    Named,
    Phone,
    PostalAddress,
    Profile,
    SearchSettings,
    Visibility,
)
from cards.models import Card, DraftStep, Photo, Publication
from cards.refusals import NameMissing
from cards.sharing.signature import LAYOUTS, signature
from cards.visibility import IN_THE_FILE_ALONE, ON_THE_CARD_ALONE, PICTURES, Where, choices, nameless, visible
from tests import pictures
from tests.cast import Cast, make_card
from workspaces.scoping import inside

PUBLIC, SAVED, HIDDEN = Visibility.PUBLIC, Visibility.SAVED, Visibility.HIDDEN
EXCHANGED = Visibility.EXCHANGED
TEXTS = sorted({*get_args(Named)} - PICTURES - {"birthday", "display_name"})
BLOCKS = tuple(Block(id=kind, kind=kind) for kind in ("about", "contact", "profiles", "links"))
ENTRIES: dict[str, Any] = {
    "phones": Phone(number="+49301111111", whatsapp=True),
    "emails": EmailAddress(address="secret-mail@x.example"),
    "addresses": PostalAddress(street="secret-street"),
    "links": Link(url="https://x.example/secret-link"),
    "profiles": Profile(kind="github", value="secret-profile"),
}
WORD = re.compile(r"secret-[a-z_]+|1911|23 July|30\W?1111111", re.IGNORECASE)
NAME_PARTS = {"prefix", "middle", "suffix"}
"""Not on the page beside a name as shown; the contact file has them all."""

ON_THE_PAGE = {f"secret-{name}" for name in TEXTS if name not in IN_THE_FILE_ALONE | NAME_PARTS} | {"23 july"}
IN_THE_FILE = {f"secret-{name}" for name in TEXTS if name not in ON_THE_CARD_ALONE} | {"1911", "301111111"}
IN_BOTH = {"secret-mail", "secret-street", "secret-link", "secret-profile"}


def secrets(chosen: Visibility, **over: Any) -> Document:
    """One shown name; every other field says a word of its own, and all are seen alike."""
    words: Any = {name: f"secret-{name}" for name in TEXTS}
    return Document(
        identity=Identity(display_name="Open", birthday=date(1911, 7, 23), **words),
        **{name: (entry.model_copy(update={"visibility": chosen}),) for name, entry in ENTRIES.items()},
        blocks=BLOCKS,
        search=SearchSettings(contact_data=True),
        visibility=dict.fromkeys([*TEXTS, "birthday", *PICTURES], chosen),
        **over,
    )


def words_in(text: bytes | str) -> set[str]:
    plain = text.decode("utf-8", "replace").replace("\r\n ", "") if isinstance(text, bytes) else text
    return {word.lower() for word in WORD.findall(plain)}


def publish(cast: Cast, chosen: Visibility) -> Card:
    """With a portrait that is seen like everything else."""
    with inside(cast.atelier):
        name = stored_files.put(pictures.jpeg(160, 160), folder="p", suffix="jpg")
        files = {"webp": name, "jpeg": name, "height": 160}
        photo = Photo.objects.create(purpose="portrait", width=160, height=160, renditions={"160": files})
        card = make_card(cast.atelier, by=cast.ada)
        document = secrets(chosen, portrait=photo.pk)
        publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
        publishing.publish(card=card, by=cast.ada)
    return card


def everywhere(card: Card, client: Client) -> dict[str, tuple[set[str], bool]]:
    """The words of every representation, and whether it knows of a portrait."""
    page, saving = client.get("/ada").content, client.get("/ada/save").content
    file = client.get("/ada/contact.vcf").content
    signed = signature(card.outward, card.handle)
    mail = signed.text + "".join(signed.html(layout) for layout in LAYOUTS)
    with inside(card.workspace):
        small = client.get("/ada/portrait.png").status_code == 200
        address = Document(identity=Identity(display_name="Open"))
        drawn_bare = previews.picture(card.outward, "ada") == previews.picture(address, "ada")
    return {
        "page": (words_in(page), b"face-portrait" in page.partition(b"<body")[2]),
        "card.json": (words_in(client.get("/ada/card.json").content), False),
        "save": (words_in(saving), b"photo=0" in saving),
        "signature": (words_in(mail), "portrait.png" in mail),
        "portrait.png": (set(), small),
        "preview": (set(), not drawn_bare),
        "contact.vcf": (words_in(file), b"PHOTO" in file),
        "contact code": (words_in(contact_text(card.to_save.model_copy(update=_SHORT), "").text), False),
    }


_SHORT: dict[str, Any] = {"identity": Identity(display_name="Open", title="secret-title"), "links": (), "profiles": ()}
"""Of what the file says, little enough for a code."""

NOTHING: tuple[set[str], bool] = (set(), False)


@pytest.mark.parametrize("chosen", [HIDDEN, EXCHANGED])
def test_a_hidden_value_is_nowhere(cast: Cast, client: Client, chosen: Visibility):
    """cards 19: HTML with JSON-LD, OG and their picture; JSON; contact file and code; signature. What is for whoever
    has left their details neither; tests/audience/leads/ has where it is."""
    card = publish(cast, chosen)
    found = everywhere(card, client) | {"contact code": (words_in(contact_text(card.to_save, "").text), False)}
    assert found == dict.fromkeys(found, NOTHING)


def test_what_is_for_the_contact_file_is_there_alone(cast: Cast, client: Client):
    """cards 19"""
    found = everywhere(publish(cast, SAVED), client)
    file, code = found.pop("contact.vcf"), found.pop("contact code")
    assert (file, code[0]) == (
        (IN_THE_FILE | IN_BOTH, True),
        {"secret-title", "secret-mail", "secret-street", "301111111"},
    )
    assert found == dict.fromkeys(found, NOTHING)


def test_what_everybody_sees_is_found_by_the_same_search(cast: Cast, client: Client):
    """The control of the two tests above."""
    found = everywhere(publish(cast, PUBLIC), client)
    assert {name for name, (words, _picture) in found.items() if not words} == {"portrait.png", "preview", "save"}
    assert {name for name, (_words, picture) in found.items() if not picture} == {"card.json", "contact code"}
    assert (ON_THE_PAGE | IN_BOTH) - found["page"][0] == set()


@pytest.mark.parametrize("name", get_args(Named))
@pytest.mark.parametrize("chosen", Visibility)
def test_every_single_field_is_seen_where_it_may_be(name: Any, chosen: Visibility):
    said = secrets(PUBLIC, portrait="00000000-0000-4000-8000-000000000001")
    said = said.model_copy(
        update={
            "logo": said.portrait,
            "cover": said.portrait,
            "visibility": dict.fromkeys(get_args(Named), PUBLIC) | {name: chosen},
        }
    )
    seen = {}
    for where in Where:
        shown = visible(said, where)
        seen[where] = bool(getattr(shown if name in PICTURES else shown.identity, name))
        assert visible(shown, where) == shown
    assert seen == {
        Where.PAGE: chosen is PUBLIC,
        Where.CONTACT_FILE: chosen in {PUBLIC, SAVED},
        Where.THANKS: chosen in {PUBLIC, EXCHANGED},
        Where.EXCHANGED_FILE: chosen is not HIDDEN,
    }


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("chosen", Visibility)
def test_every_entry_of_a_list_says_it_for_itself(name: str, chosen: Visibility):
    entries = (ENTRIES[name], ENTRIES[name].model_copy(update={"visibility": chosen}))
    document = Document(**{name: entries})
    counts = [len(getattr(visible(document, where), name)) for where in Where]
    assert counts == [
        1 + (chosen is PUBLIC),
        1 + (chosen in {PUBLIC, SAVED}),
        1 + (chosen in {PUBLIC, EXCHANGED}),
        1 + (chosen is not HIDDEN),
    ]


def test_a_hidden_block_keeps_its_place_and_says_nothing():
    """Without any block the usual ones would be shown."""
    document = Document(blocks=(Block(id="a", kind="text", hidden=True, body={"text": "secret-text"}),))
    assert visible(document, Where.PAGE).blocks == (Block(id="a", kind="text", hidden=True),)


def test_nobody_is_shown_a_birthday_or_a_note_before_the_owner_says_so():
    document = Document(identity=Identity(given="Ada", birthday=date(1911, 7, 23), note="n"))
    page, file = (visible(document, where).identity for where in (Where.PAGE, Where.CONTACT_FILE))
    assert ((page.birthday, page.note), (file.birthday, file.note)) == ((None, ""), (None, "n"))
    assert [choices(name) for name in ("note", "bio", "title")] == [
        (SAVED, EXCHANGED, HIDDEN),
        (PUBLIC, HIDDEN),
        tuple(Visibility),
    ]


def test_a_card_that_would_show_no_name_is_not_published(cast: Cast):
    """cards 13, 19: hiding the family name is fine, hiding all of it is not"""
    card = make_card(cast.atelier, by=cast.ada, visibility={"family": HIDDEN, "given": SAVED})
    with inside(cast.atelier):
        with pytest.raises(NameMissing):
            publishing.publish(card=card, by=cast.ada)
        shown = card.document.model_copy(update={"visibility": {"family": HIDDEN}})
        publishing.save(card=card, document=shown, version=card.draft_version, by=cast.ada)
        assert (nameless(shown), publishing.publish(card=card, by=cast.ada).content.name) == (False, "Ada")


def test_documents_of_before_are_read_and_rewritten_alike(cast: Cast):
    """The migration writes what a card saved today would say, so no draft looks changed; and back."""
    steps = import_module("cards.migrations.0008_visibility_and_password")
    new = secrets(PUBLIC).model_copy(update={"visibility": {"birthday": PUBLIC}}).to_json()
    old = steps.before(new)
    assert (old["identity"]["birthday_public"], "visibility" in old, "visibility" in old["phones"][0]) == (
        True,
        False,
        False,
    )
    assert (steps.with_visibility(old), Document.from_json(old).to_json()) == (new, new)
    hidden = steps.before(secrets(HIDDEN).to_json())
    assert (hidden["phones"], hidden["identity"].get("title"), hidden["identity"]["birthday_public"]) == (
        [],
        None,
        False,
    )


def test_the_migration_rewrites_every_place_a_document_is_kept(cast: Cast):
    card = make_card(cast.atelier, by=cast.ada, published=True, phones=(ENTRIES["phones"],))
    steps = import_module("cards.migrations.0008_visibility_and_password")
    editor = SimpleNamespace(connection=connection)
    before = {model: _kept(model) for model in (Card, Publication, DraftStep)}
    steps.backwards(apps, editor)
    assert [row for model in before for row in _kept(model) if "visibility" in row] == []
    steps.forwards(apps, editor)
    assert {model: _kept(model) for model in before} == before
    card.refresh_from_db()
    assert not card.has_changes


def _kept(model: Any) -> list[Any]:
    return list(model._base_manager.order_by("pk").values_list("draft" if model is Card else "document", flat=True))
