"""Cards 19, 35, 40, 41, 44–50: contact file, code pictures and JSON as fetched; A70."""

import io
from datetime import date
from typing import Any

import pytest
import vobject
import zxingcpp
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from cards import coding, photos, publishing, qr_reading
from cards.content import Block, EmailAddress, Phone, Visibility
from cards.models import Card, Code, Photo
from cards.qr_style import Style
from tests.cast import Cast, make_card, make_document
from tests.pictures import encoded, photograph
from workspaces import outbox
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast) -> Card:
    """Published, with phone and e-mail; its code is not drawn yet."""
    reach: dict[str, Any] = {
        "phones": (Phone(number="+4930123456"),),
        "emails": (EmailAddress(address="ada@x.example"),),
    }
    return make_card(cast.atelier, "ada", by=cast.ada, published=True, **reach)


def default_code(card: Card) -> Code:
    return Code.unscoped.get(card=card, is_default=True)


def contact(client: Client, query: str = "") -> Any:
    answer = client.get(f"/ada/contact.vcf{query}")
    assert answer.status_code == 200
    return vobject.readOne(answer.content.decode())


def test_contact_file_headers(card: Card, client: Client):
    """cards 35: opened in place, named after the handle; HEAD says the same."""
    answer = client.get("/ada/contact.vcf")
    head = client.head("/ada/contact.vcf")
    wanted = {
        "Content-Type": "text/vcard; charset=utf-8",
        "Content-Disposition": "inline; filename=\"ada.vcf\"; filename*=UTF-8''Ada%20Byron.vcf",
        "Cache-Control": "no-cache",
        "Content-Length": str(len(answer.content)),
        "X-Robots-Tag": "noindex",
    }
    assert {name: answer[name] for name in wanted} == {name: head[name] for name in wanted} == wanted
    assert answer["ETag"] == head["ETag"]
    assert head.content == b""


@pytest.mark.parametrize("path", ["/ada/contact.vcf", "/ada/contact.vcf?photo=0", "/ada/card.json", "/ada/qr.svg"])
def test_unchanged_content_is_not_sent_again(card: Card, client: Client, path: str):
    """cards 35"""
    outbox.perform_due()
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_contact_file_says_what_is_published(cast: Cast, card: Card, client: Client, settings: Any):
    """cards 22, 38: not the draft; the permanent link comes first."""
    with inside(cast.atelier):
        document = make_document(identity={"title": "Unpublished"})
        publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
    found = contact(client)
    assert (found.fn.value, found.title.value, found.tel.value) == ("Ada Byron", "Bookbinder", "+4930123456")
    assert found.url.value == f"{settings.BASE_URL}/q/{default_code(card).text}"
    assert found.uid.value == f"urn:uuid:{card.uid}"


def test_contact_file_carries_the_portrait_unless_told_not_to(cast: Cast, client: Client):
    """cards 40: a square baseline JPEG of at most 400 px and 40 KB."""
    with inside(cast.atelier):
        photo = photos.keep(
            workspace=cast.atelier, data=encoded(photograph()), purpose=Photo.Purpose.PORTRAIT, by=cast.ada
        )
    make_card(cast.atelier, "ada", by=cast.ada, published=True, portrait=photo.pk)
    picture = contact(client).photo.value
    opened = Image.open(io.BytesIO(picture))
    assert (opened.format, opened.width == opened.height, opened.width <= 400) == ("JPEG", True, True)
    assert "progressive" not in opened.info
    assert len(picture) <= 40 * 1024
    assert not hasattr(contact(client, "?photo=0"), "photo")


def test_contact_file_does_not_fail_with_its_portrait(cast: Cast, client: Client):
    """A77: the contact matters more than the picture."""
    with inside(cast.atelier):
        photo = photos.keep(
            workspace=cast.atelier, data=encoded(photograph(300, 300)), purpose=Photo.Purpose.PORTRAIT, by=cast.ada
        )
    make_card(cast.atelier, "ada", by=cast.ada, published=True, portrait=photo.pk)
    photos.remove(photos.names_in(photo.renditions))
    assert not hasattr(contact(client), "photo")


def test_contact_file_says_where_one_met(cast: Cast, card: Card, client: Client):
    """cards 41: only through a labelled code of this very card."""
    with inside(cast.atelier):
        fair = coding.add_code(card=card, label="Fair; Berlin", by=cast.ada)
        other = coding.add_code(card=make_card(cast.atelier, "ben", by=cast.ben), label="Elsewhere", by=cast.ben)
    today: date = timezone.now().date()
    assert contact(client, f"?via={fair.text.lower()}").note.value == f"Met: Fair; Berlin, {today:%Y-%m-%d}"
    for via in (default_code(card).text, other.text, "0000000", "nonsense", ""):
        assert not hasattr(contact(client, f"?via={via}"), "note")


def test_first_request_for_a_code_asks_to_come_back(card: Card, client: Client):
    """cards 50: no request waits for the drawing."""
    answer = client.get("/ada/qr.png")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (202, "2", "no-store")
    assert answer.content == b"This code is being drawn. Please ask again in a moment."
    outbox.perform_due()
    assert client.get("/ada/qr.png").status_code == 200


@pytest.mark.parametrize("size", [512, 1024, 1500, 4096])
def test_code_picture_in_any_size_is_read_as_the_link(card: Card, client: Client, settings: Any, size: int):
    """cards 44, 47, 48"""
    outbox.perform_due()
    answer = client.get(f"/ada/qr.png?size={size}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.content)).size == (size, size)
    assert qr_reading.reads_as(answer.content, f"{settings.BASE_URL}/q/{default_code(card).text}").ok


def test_code_pictures_are_inert_documents(card: Card, client: Client):
    """cards 28, 48; rule 9"""
    outbox.perform_due()
    text = default_code(card).text.lower()
    for kind, content_type, start in (
        ("svg", "image/svg+xml", b"<svg "),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF-"),
    ):
        answer = client.get(f"/ada/qr.{kind}")
        assert (answer["Content-Type"], answer.content[: len(start)]) == (content_type, start)
        assert answer["Content-Disposition"] == f'inline; filename="ada-{text}.{kind}"'
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("size", ["511", "4097", "100000", "0", "-512", "512.5", "1e3", "٥١٢", "abc", "512 "])
def test_bad_size_is_refused(card: Card, client: Client, size: str):
    """A70"""
    outbox.perform_due()
    answer = client.get("/ada/qr.png", {"size": size})
    assert (answer.status_code, answer.content) == (400, b"size is a number from 512 to 4096")


def test_contact_code_holds_what_one_may_save(cast: Cast, client: Client):
    """cards 19, 51: as PNG and as SVG; a phone kept for the contact file is in it, a hidden one is not"""
    phones = (
        Phone(number="+4930123456", visibility=Visibility.HIDDEN),
        Phone(number="+447700900123", visibility=Visibility.SAVED),
    )
    make_card(cast.atelier, "ada", by=cast.ada, published=True, phones=phones)
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(client.get("/ada/contact-qr.png").content)))
    said = vobject.readOne(read.text)
    assert (said.fn.value, [one.value for one in said.contents["tel"]]) == ("Ada Byron", ["+447700900123"])
    drawn = client.get("/ada/contact-qr.svg")
    assert (drawn["Content-Type"], drawn.content[:5]) == ("image/svg+xml", b"<svg ")
    assert client.get("/ada/contact-qr.png?size=511").status_code == 400


def test_contact_that_fits_into_no_code_has_none(cast: Cast, client: Client):
    """cards 51: a name is never cut"""
    make_card(
        cast.atelier, "ada", by=cast.ada, published=True, identity={"display_name": "花" * 80, "given": "月" * 80}
    )
    assert client.get("/ada/contact-qr.png").status_code == 404


def test_code_picture_of_another_code_of_the_card(cast: Cast, card: Card, client: Client, settings: Any):
    """cards 10: of this card only."""
    with inside(cast.atelier):
        fair = coding.add_code(card=card, label="Fair", by=cast.ada)
        other = coding.add_code(card=make_card(cast.atelier, "ben", by=cast.ben), label="Fair", by=cast.ben)
    outbox.perform_due()
    answer = client.get(f"/ada/qr.png?code={fair.text.lower()}")
    assert qr_reading.reads_as(answer.content, f"{settings.BASE_URL}/q/{fair.text}").ok
    for unknown in (other.text, "0000000", "x"):
        assert client.get(f"/ada/qr.png?code={unknown}").status_code == 404


def test_old_picture_is_served_while_the_new_one_is_drawn(cast: Cast, card: Card, client: Client):
    """cards 50; also another size of it is never one that was not read back."""
    outbox.perform_due()
    before = client.get("/ada/qr.svg").content
    usual = client.get("/ada/qr.png").content
    with inside(cast.atelier):
        coding.restyle(code=default_code(card), style=Style(dark="#003a44"), by=cast.ada)
    assert client.get("/ada/qr.svg").content == before
    assert client.get("/ada/qr.png?size=2048").content == usual
    outbox.perform_due()
    assert b"#003a44" in client.get("/ada/qr.svg").content


def test_missing_file_is_no_error(card: Card, client: Client):
    """F17"""
    outbox.perform_due()
    default_storage.delete(default_code(card).files["svg"])
    assert client.get("/ada/qr.svg").status_code == 202


def test_card_json_is_what_everybody_may_know(cast: Cast, client: Client, settings: Any):
    """cards 19: no hidden block, no unknown block, no hidden birthday, no note, no id."""
    hidden = {"birthday": date(1815, 12, 10), "note": "CANARY"}
    blocks = (
        Block(id="a", kind="text", body={"heading": "Hours", "text": "By appointment"}),
        Block(id="b", kind="text", hidden=True, body={"text": "CANARY"}),
        Block(id="c", kind="not_known", body={"text": "CANARY"}),
    )
    phones = (Phone(number="+4930123456", whatsapp=True),)
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True, identity=hidden, blocks=blocks, phones=phones)
    answer = client.get("/ada/card.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        "url": f"{settings.BASE_URL}/ada",
        "short_link": f"{settings.BASE_URL}/q/{default_code(card).text}",
        "contact_file": f"{settings.BASE_URL}/ada/contact.vcf",
        "type": "person",
        "language": "en",
        "name": "Ada Byron",
        "identity": {"given": "Ada", "family": "Byron", "title": "Bookbinder"},
        "phones": [{"number": "+4930123456", "label": "mobile", "whatsapp": True}],
        "emails": [],
        "addresses": [],
        "profiles": [],
        "links": [],
        "blocks": [{"kind": "text", "body": {"heading": "Hours", "text": "By appointment"}}],
    }


def test_card_json_tells_a_public_birthday(cast: Cast, client: Client):
    """cards 12, 19"""
    said = {"identity": {"birthday": date(1815, 12, 10)}, "visibility": {"birthday": Visibility.PUBLIC}}
    make_card(cast.atelier, "ada", by=cast.ada, published=True, **said)
    assert client.get("/ada/card.json").json()["identity"]["birthday"] == "1815-12-10"


def test_a_lapsed_plan_changes_nothing_that_a_visitor_meets(cast: Cast, client: Client):
    """cards 8, 9: code, page and contact file as before, more cards than the plan allows; no word about paying"""
    cards = [make_card(cast.atelier, f"card-{number}", by=cast.ada, published=True) for number in range(4)]
    with inside(cast.atelier):
        code = cards[3].codes.get(is_default=True)
    paths = [f"/q/{code.text}", "/card-3", "/card-3/contact.vcf", "/card-3/card.json"]

    def told() -> list[tuple[int, str, bytes]]:
        answers = [client.get(path) for path in paths]
        return [(one.status_code, one.headers.get("Location", ""), one.content) for one in answers]

    before = told()
    type(cast.atelier).objects.filter(pk=cast.atelier.pk).update(plan_key="free")
    assert told() == before
    assert [status for status, _, _ in before] == [302, 200, 200, 200]
    assert [word for word in ("upgrade", "pricing", "plan") if word in before[1][2].decode().lower()] == []
