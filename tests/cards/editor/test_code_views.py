"""The pages of a card's codes as members use them: list, one code, its state and its files (cards 7, 10, 44–50)."""

import io
import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image

from cards import coding, drawing, publishing
from cards.models import Card, Code
from cards.qr_style import Style
from tests.cast import Cast, make_card
from workspaces.models import Effect
from workspaces.scoping import inside

VERBS = r'(?:name="act"\s+value="(\w+)"|(Add a code)</button>)'


@pytest.fixture
def card(cast: Cast) -> Card:
    """Ada's draft; its code is not drawn yet."""
    return make_card(cast.atelier, "ada", by=cast.ada)


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def default_code(card: Card) -> Code:
    return Code.unscoped.get(card=card, is_default=True)


def add(card: Card, label: str) -> Code:
    with inside(card.workspace):
        return coding.add_code(card=card, label=label, by=None)


def drawn(code: Code) -> Code:
    with inside(code.workspace):
        drawing.draw(code.pk)
    code.refresh_from_db()
    return code


def at(code: Code, rest: str = "") -> str:
    return f"/w/atelier/cards/{code.card_id}/codes/{code.pk}/{rest}"


def codes_of(card: Card) -> str:
    return f"/w/atelier/cards/{card.pk}/codes/"


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def verbs(answer: Any) -> list[str]:
    main = answer.content.decode().partition("<main")[2]
    return ["".join(found) for found in re.findall(VERBS, main)]


def test_a_code_is_added_and_listed(card: Card, ada: Client):
    """cards 10"""
    answer = ada.post(codes_of(card), {"label": "  Fair \n Berlin "})
    code = Code.unscoped.get(card=card, is_default=False)
    assert (answer.status_code, answer["Location"], code.label) == (302, at(code), "Fair Berlin")
    page = ada.get(codes_of(card)).content.decode()
    names = re.findall(r'<a class="code-name"[^>]*>([^<]*)</a>', page)
    assert names == ["The card&#x27;s code", "Fair Berlin"]
    assert re.findall(r"<bdi[^>]*>([^<]*)</bdi>", page) == [
        coding.short_link(default_code(card)),
        coding.short_link(code),
    ]


@pytest.mark.parametrize("label", ["", " \t ", "x" * 81])
def test_a_label_that_says_nothing_or_too_much_is_refused(card: Card, ada: Client, label: str):
    """A68: 1 to 80 letters, and nothing typed is lost"""
    code = add(card, "Fair")
    for path in (codes_of(card), at(code)):
        answer = ada.post(path, {"label": label, "act": "relabel"})
        assert (answer.status_code, 'id="id_label_error"' in answer.content.decode()) == (422, True)
    assert list(Code.unscoped.filter(card=card).values_list("label", flat=True)) == ["", "Fair"]


def test_sixty_codes_an_hour_are_enough(card: Card, ada: Client, monkeypatch: pytest.MonkeyPatch):
    """rule 21: refused with the remedy, per workspace; what was typed stays"""
    monkeypatch.setattr("cards.editor.code_views.ADDED_AN_HOUR", 1)
    ada.post(codes_of(card), {"label": "Fair"})
    answer = ada.post(codes_of(card), {"label": "Door"})
    assert (answer.status_code, 0 < int(answer["Retry-After"]) <= 3600) == (429, True)
    assert ("Try again in" in words(answer), 'value="Door"' in answer.content.decode()) == (True, True)
    assert Code.unscoped.filter(card=card).count() == 2


def test_a_code_is_renamed_put_aside_and_used_again(card: Card, ada: Client):
    """cards 7, 10: text and link stay"""
    code = add(card, "Fair")
    assert [
        ada.post(at(code), data).status_code for data in ({"act": "relabel", "label": "Door"}, {"act": "retire"})
    ] == [
        302,
        302,
    ]
    after = Code.unscoped.get(pk=code.pk)
    assert (after.text, after.label, after.retired_at is not None) == (code.text, "Door", True)
    listed = words(ada.get(codes_of(card))).partition("Put aside (they still open the card)")
    assert ("Door" in listed[0], "Door" in listed[2], verbs(ada.get(at(code)))) == (False, True, ["relabel", "resume"])
    ada.post(at(code), {"act": "resume"})
    assert Code.unscoped.get(pk=code.pk).retired_at is None
    assert ada.post(at(code), {"act": "delete"}).status_code == 400


def test_the_default_code_stays_in_use(card: Card, ada: Client):
    """cards 10"""
    code = default_code(card)
    assert verbs(ada.get(at(code))) == ["relabel"]
    answer = ada.post(at(code), {"act": "retire"})
    assert (answer.status_code, "It stays in use" in words(answer)) == (409, True)
    assert default_code(card).retired_at is None


def state_of(client: Client, code: Code, query: str = "") -> tuple[str, bool, list[str]]:
    """The word for the state, whether the page goes on asking, and the names of the files it offers."""
    page = client.get(at(code, f"state/{query}")).content.decode()
    badge = re.findall(r'<span class="badge[^"]*">([^<]*)</span>', page)
    return badge[0], "hx-get" in page, re.findall(r'<span class="unseen">([^<]*)</span>', page)


FILES = ["PDF", "Sign for the wall (PDF, A6)", "SVG", "PNG 1024", "PNG 2048"]


def test_the_state_follows_the_drawing(card: Card, ada: Client):
    """cards 47, 50: asked for until it is ready; the old file is offered while a new one is drawn"""
    code = default_code(card)
    assert state_of(ada, code) == ("Being drawn", True, [])
    assert ada.get(at(code, "state/?seen=pending")).status_code == 204
    drawn(code)
    assert state_of(ada, code, "?seen=pending") == ("Ready", False, FILES)
    with inside(card.workspace):
        coding.restyle(code=code, style=Style(dark="#003a44"), by=None)
    assert state_of(ada, code) == ("Being drawn", True, FILES)
    assert "you see the one before" in words(ada.get(at(code)))


def test_a_queue_that_stands_still_is_said_without_blame(card: Card, ada: Client):
    """cards 50"""
    code = default_code(card)
    Effect.objects.update(created_at=timezone.now() - timedelta(seconds=21))
    assert "seems to stand still; it starts by itself" in words(ada.get(at(code, "state/?seen=pending")))
    assert state_of(ada, code) == ("Being drawn", True, [])
    assert ada.get(at(code, "state/?seen=slow")).status_code == 204


@pytest.mark.parametrize("given_up", [False, True])
def test_a_failed_drawing_says_why_and_is_tried_again(card: Card, ada: Client, given_up: bool):
    """cards 47: also one that the queue gave up; pressed twice it waits once"""
    code = default_code(card)
    if given_up:
        Effect.objects.update(state=Effect.State.DEAD)
        said = "The drawing was given up. Try again."
    else:
        Effect.objects.update(state=Effect.State.DONE)
        Code.unscoped.update(state=Code.State.FAILED, reason="unreadable/small")
        said = "The code could not be read when small or blurred. Choose colours with more contrast, or a smaller logo."
    assert (state_of(ada, code)[:2], said in words(ada.get(at(code)))) == (("Not drawn", False), True)
    for _press in range(2):
        ada.post(at(code), {"act": "redraw"})
    assert state_of(ada, code)[:2] == ("Being drawn", True)
    assert Effect.objects.filter(task="cards.tasks.draw_code", state=Effect.State.OPEN).count() == 1
    assert drawn(code).state == Code.State.READY


def test_a_row_of_the_list_follows_the_drawing(card: Card, ada: Client):
    """cards 50: the answer replaces the row and says it aloud"""
    code = default_code(card)
    asked = re.findall(r'hx-get="([^"]*)"', ada.get(codes_of(card)).content.decode())
    assert asked == [at(code, "state/?as=row&amp;seen=pending")]
    drawn(code)
    row = ada.get(at(code, "state/?as=row&seen=pending")).content.decode()
    assert re.findall(r'id="([^"]*)"|(hx-get|hx-swap-oob|<img)', row) == [
        (f"code-{code.pk}", ""),
        ("", "<img"),
        ("code-said", ""),
        ("", "hx-swap-oob"),
    ]


def read(picture: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))]


@pytest.mark.parametrize(("query", "side"), [("", 1024), ("?size=2048", 2048), ("?size=512", 512)])
def test_a_png_is_downloaded_in_the_asked_size(card: Card, ada: Client, query: str, side: int):
    """cards 44, 48: also of a draft"""
    code = drawn(add(card, "Shop window"))
    answer = ada.get(at(code, f"png/{query}"))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "image/png",
        'attachment; filename="ada-shop-window.png"',
    )
    assert "no-store" in answer["Cache-Control"]
    assert (Image.open(io.BytesIO(answer.content)).size, read(answer.content)) == (
        (side, side),
        [coding.short_link(code)],
    )


def test_a_sign_for_the_wall_is_downloaded(card: Card, ada: Client):
    """cards 47, 48: once the code was read back; named for what it is, and read back from the page"""
    code = default_code(card)
    assert ada.get(at(code, "sign/")).status_code == 202
    drawn(code)
    answer = ada.get(at(code, "sign/"))
    name = f"ada-{code.text.lower()}-sign.pdf"
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        f'attachment; filename="{name}"',
    )
    with pypdfium2.PdfDocument(answer.content) as document:
        picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [coding.short_link(code)]


def test_svg_and_pdf_are_downloaded(card: Card, ada: Client):
    """cards 48: the code without label is named by its text, and the PDF is read back"""
    code = drawn(default_code(card))
    svg, pdf = (ada.get(at(code, f"{kind}/")) for kind in ("svg", "pdf"))
    assert [answer["Content-Disposition"] for answer in (svg, pdf)] == [
        f'attachment; filename="ada-{code.text.lower()}.{kind}"' for kind in ("svg", "pdf")
    ]
    assert svg.content.startswith(b"<svg ")
    page = pypdfium2.PdfDocument(pdf.content)[0].render(scale=4).to_pil().convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [coding.short_link(code)]


def test_a_file_is_named_by_a_label_in_any_script(card: Card, ada: Client):
    code = drawn(add(card, 'Café/"Zoë" \\ 東京'))
    assert ada.get(at(code, "svg/"))["Content-Disposition"] == (
        "attachment; filename*=utf-8''ada-caf%C3%A9zo%C3%AB-%E6%9D%B1%E4%BA%AC.svg"
    )


def test_files_that_cannot_be_had(card: Card, ada: Client):
    """A70; cards 50"""
    code = default_code(card)
    later = ada.get(at(code, "png/"))
    assert (later.status_code, later["Retry-After"]) == (202, "2")
    drawn(code)
    asked = ("png/?size=511", "png/?size=4097", "png/?size=-1", "png/?size=x", "gif/")
    assert [ada.get(at(code, rest)).status_code for rest in asked] == [400, 400, 400, 400, 404]


def test_a_viewer_looks_and_fetches_and_changes_nothing(cast: Cast, card: Card, client: Client):
    """rule 4"""
    code = drawn(add(card, "Fair"))
    client.force_login(cast.vera)
    looked = [client.get(path) for path in (codes_of(card), at(code), at(code, "state/"), at(code, "png/"))]
    assert [answer.status_code for answer in looked] == [200, 200, 200, 200]
    assert [verbs(answer) for answer in looked[:2]] == [[], []]
    acts = [(codes_of(card), {"label": "Vera"})]
    acts += [(at(code), {"act": act, "label": "Vera"}) for act in ("relabel", "retire", "redraw")]
    assert [client.post(path, data).status_code for path, data in acts] == [403, 403, 403, 403]
    assert list(Code.unscoped.filter(card=card).values_list("label", "retired_at")) == [("", None), ("Fair", None)]
    Code.unscoped.filter(pk=code.pk).update(state=Code.State.FAILED)
    assert verbs(client.get(at(code))) == []


def test_a_code_of_another_card_is_not_there(cast: Cast, card: Card, ada: Client):
    """rule 2: neither in the own workspace nor in a foreign one"""
    others = [make_card(cast.atelier, "ben", by=cast.ben), make_card(cast.outpost, "cleo", by=cast.cleo)]
    for other in others:
        code = drawn(default_code(other))
        paths = [f"{codes_of(card)}{code.pk}/{rest}" for rest in ("", "state/", "png/")]
        assert [ada.get(path).status_code for path in paths] == [404, 404, 404]
        assert ada.post(paths[0], {"act": "relabel", "label": "Mine"}).status_code == 404
        assert default_code(other).label == ""


def test_the_page_says_how_small_it_may_be_printed(card: Card, ada: Client, settings: Any):
    """cards 49: modules of 0.4 mm, never under 2 cm; a very long address needs more"""
    code = default_code(card)
    assert "At least 2.0 cm wide; read from 20 cm away." in words(ada.get(at(code)))
    settings.BASE_URL = f"https://{'long.' * 60}example"
    assert "At least 2.8 cm wide; read from 28 cm away." in words(ada.get(at(code)))


def test_the_pages_say_where_the_codes_lead(cast: Cast, card: Card, ada: Client):
    """cards 3, 7"""
    said = [words(ada.get(codes_of(card)))]
    with inside(cast.atelier):
        publishing.publish(card=card, by=cast.ada)
        said.append(words(ada.get(codes_of(card))))
        publishing.pause(card=card, by=cast.ada)
        said.append(words(ada.get(codes_of(card))))
        publishing.resume(card=card, by=cast.ada)
        publishing.pause(card=card, by=cast.ada, forward_url="https://example.org/away")
        said.append(words(ada.get(codes_of(card))))
    leads = r"The (?:codes open|card is paused)[^.;]*(?:\.org)?[^.;]*"
    assert [match[0] for page in said if (match := re.search(leads, page))] == [
        "The codes open the card once it is published",
        "The codes open the card",
        "The card is paused: whoever scans a code reads that it is resting",
        "The card is paused: the codes lead to https://example.org/away",
    ]


@pytest.mark.parametrize(
    ("base", "warned"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0:8000", True),
        ("http://192.168.1.20:8000", False),
        ("https://cards.example", False),
    ],
)
def test_a_code_that_works_only_here_is_not_for_print(card: Card, ada: Client, settings: Any, base: str, warned: bool):
    """product.md"""
    settings.BASE_URL = base
    paths = (codes_of(card), at(default_code(card)), f"/w/atelier/cards/{card.pk}/show/")
    assert ["not for print" in words(ada.get(path)) for path in paths] == [warned] * 3
    commands = [ada.get(path).content.decode().partition("make run")[0] for path in paths[:2]]
    folded = [page.rpartition("<details")[2].count("</details>") for page in commands]
    assert folded == ([0, 0] if warned else folded)
    assert ["For whoever runs this service" in page.rpartition("<details")[2] for page in commands] == [warned] * 2


def test_a_drawn_code_is_said_to_scan_well(card: Card, ada: Client):
    """cards 47: what was proved, in the words of whoever prints it"""
    code = drawn(default_code(card))
    said = words(ada.get(at(code)))
    assert ("Checked: it scans well, also small and blurred." in said, "program" in said.lower()) == (True, False)


def test_the_list_asks_the_database_as_often_for_three_codes_as_for_one(
    card: Card, ada: Client, django_assert_num_queries: Any
):
    ada.get(codes_of(card))  # whoever comes the first time is noted down
    for labels in ((), ("Fair", "Door")):
        for label in labels:
            add(card, label)
        with django_assert_num_queries(7):
            ada.get(codes_of(card))
