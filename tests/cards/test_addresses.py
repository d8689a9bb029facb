"""Cards 2–7: what each address answers in each state of a card."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cards import coding, deleting, publishing, renaming
from cards.models import Card, Code
from tests.cast import Cast, make_card
from workspaces.scoping import inside

#: Different in every answer, whatever is asked for.
OF_THE_REQUEST = {"X-Request-ID"}


def seen(client: Client, path: str) -> tuple[int, dict[str, str], bytes]:
    answer = client.get(path)
    headers = {name: value for name, value in answer.headers.items() if name not in OF_THE_REQUEST}
    return answer.status_code, headers, answer.content


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, "maria", by=cast.ada, published=True)


def test_published_card_is_shown(card: Card, client: Client):
    """cards 2"""
    status, _headers, body = seen(client, "/maria")
    assert (status, b"Ada Byron" in body) == (200, True)


@pytest.mark.parametrize("below", ["", "/contact.vcf", "/card.json", "/qr.svg"])
def test_draft_deleted_draft_and_unknown_answer_alike(cast: Cast, client: Client, below: str):
    """cards 2; A31: same bytes, same headers; the drafts hold a name that could leak."""
    make_card(cast.atelier, "draft", by=cast.ada)
    deleted = make_card(cast.atelier, "deleted-draft", by=cast.ada)
    renamed = make_card(cast.atelier, "old-draft", by=cast.ada)
    with inside(cast.atelier):
        deleting.delete(card=deleted, by=cast.ada)
        renaming.rename(card=renamed, handle="new-draft", by=cast.ada)
    unknown = seen(client, f"/nobody{below}")
    assert unknown[0] == 404
    for handle in ("draft", "deleted-draft", "old-draft", "new-draft"):
        assert seen(client, f"/{handle}{below}") == unknown


@pytest.mark.parametrize("below", ["", "/contact.vcf", "/card.json", "/qr.svg"])
def test_paused_card_answers_404_without_personal_data(cast: Cast, card: Card, client: Client, below: str):
    """cards 3"""
    with inside(cast.atelier):
        publishing.pause(card=card, by=cast.ada)
    status, headers, body = seen(client, f"/maria{below}")
    assert (status, headers["X-Robots-Tag"]) == (404, "noindex")
    assert b"This card is resting" in body
    assert all(word not in body for word in (b"Ada", b"Byron", b"Bookbinder", b"maria"))


@pytest.mark.parametrize("below", ["", "/contact.vcf"])
def test_paused_card_may_forward(cast: Cast, card: Card, client: Client, below: str):
    """cards 3"""
    with inside(cast.atelier):
        publishing.pause(card=card, by=cast.ada, forward_url="https://example.org/away")
    status, headers, _body = seen(client, f"/maria{below}")
    assert (status, headers["Location"], headers["X-Robots-Tag"]) == (302, "https://example.org/away", "noindex")


@pytest.mark.parametrize("below", ["", "/contact.vcf", "/card.json", "/qr.svg"])
@pytest.mark.parametrize("state", ["suspended", "deleted", "erased"])
def test_suspended_deleted_and_erased_are_gone(cast: Cast, card: Card, client: Client, state: str, below: str):
    """cards 3, 99"""
    with inside(cast.atelier):
        if state == "suspended":
            Card.objects.update(status=state)
        else:
            deleting.delete(card=card, by=cast.ada)
    if state == "erased":
        assert card.deleted_at is not None
        assert deleting.erase_due(card.deleted_at + timedelta(days=14)) == 1
    status, headers, body = seen(client, f"/maria{below}")
    assert (status, headers["X-Robots-Tag"]) == (410, "noindex")
    assert b"This card is gone" in body
    assert all(word not in body for word in (b"Ada", b"Byron", b"maria"))


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("/MARIA", "/maria"),
        ("/maria/", "/maria"),
        ("/Maria/", "/maria"),
        ("/NOBODY", "/nobody"),
        ("/nobody/", "/nobody"),
        ("/MARIA/contact.vcf?photo=0", "/maria/contact.vcf?photo=0"),
        ("/MARIA/qr.png", "/maria/qr.png"),
    ],
)
def test_other_spellings_redirect(card: Card, client: Client, asked: str, to: str):
    """cards 4: whether there is such a card or not."""
    status, headers, _body = seen(client, asked)
    assert (status, headers["Location"]) == (301, to)


@pytest.mark.parametrize(
    "path", ["/%5Cevil.example/", "/%2Fevil.example/", "/evil.example/", "/аda", "/a_b", "/-/", "/%0d%0aX"]
)
def test_what_cannot_be_a_handle_is_unknown(db: None, client: Client, path: str):
    """A65, A66: no redirect leaves the site."""
    assert client.get(path).status_code == 404


def test_former_handle_redirects(cast: Cast, card: Card, client: Client):
    """cards 6: also below it, query kept, for five minutes."""
    with inside(cast.atelier):
        renaming.rename(card=card, handle="maria-silva", by=cast.ada)
        renaming.rename(card=card, handle="silva", by=cast.ada)
    for former in ("maria", "maria-silva"):
        for below in ("/contact.vcf?photo=0", "/card.json", "/qr.svg"):
            status, headers, _body = seen(client, f"/{former}{below}")
            assert (status, headers["Location"], headers["Cache-Control"]) == (301, f"/silva{below}", "max-age=300")
        assert seen(client, f"/{former}")[1]["Location"] == "/silva"
    assert seen(client, "/silva")[0] == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(card: Card, client: Client, method: str):
    assert getattr(client, method)("/maria").status_code == 405


def codes(card: Card) -> str:
    text: str = Code.unscoped.get(card=card, is_default=True).text
    return text


@pytest.mark.parametrize("spell", [str.upper, str.lower, lambda text: text.replace("0", "o").replace("1", "l")])
def test_code_leads_to_the_card(card: Card, client: Client, spell: Any):
    """cards 7: in any case, and with letters that look like its digits."""
    Code.unscoped.update(text="7K0M1A2")
    answer = client.get(f"/q/{spell('7K0M1A2')}")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, "/maria?via=7K0M1A2", "no-store")


@pytest.mark.parametrize("text", ["0000000", "short", "much-too-long-for-a-code", "%00", "äöüäöüä"])
def test_unknown_code_is_404(card: Card, client: Client, text: str):
    """cards 7"""
    Code.unscoped.update(text="7K0M1A2")
    assert client.get(f"/q/{text}").status_code == (400 if text == "%00" else 404)


def test_code_goes_on_after_renaming_retiring_and_pausing(cast: Cast, card: Card, client: Client):
    """cards 7, 10: the card says for itself how it is."""
    with inside(cast.atelier):
        code = coding.add_code(card=card, label="Fair", by=cast.ada)
        coding.retire(code=code, by=cast.ada)
        renaming.rename(card=card, handle="silva", by=cast.ada)
        publishing.pause(card=card, by=cast.ada)
    answer = client.get(f"/q/{code.text}")
    assert (answer.status_code, answer["Location"]) == (302, f"/silva?via={code.text}")
    assert client.get(answer["Location"]).status_code == 404


def test_code_of_an_erased_card_is_gone(cast: Cast, card: Card, client: Client):
    """cards 7, 99: while it can be undone the card answers, then the code itself."""
    path = f"/q/{codes(card)}"
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
    assert client.get(path).status_code == 302
    assert card.deleted_at is not None
    deleting.erase_due(card.deleted_at + timedelta(days=14))
    answer = client.get(path)
    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")


def test_via_changes_nothing(card: Card, client: Client):
    """cards 7: the page does not depend on it, and leaves it out of its links."""
    plain = seen(client, "/maria")
    assert seen(client, f"/maria?via={codes(card)}") == plain
    assert seen(client, "/maria?via=UNKNOWN") == plain


@pytest.mark.parametrize(("path", "queries"), [("/maria", 2), ("/nobody", 1), ("/MARIA", 0), ("/maria/", 0)])
def test_queries_of_an_address(card: Card, client: Client, django_assert_num_queries: Any, path: str, queries: int):
    """A bound on what one miss of the page memory costs."""
    with django_assert_num_queries(queries):
        client.get(path)


def test_no_cookie_is_set(card: Card, client: Client):
    """A61: the public has no session."""
    for path in ("/maria", "/nobody", "/maria/contact.vcf", f"/q/{codes(card)}"):
        assert client.get(path).cookies == {}


@pytest.mark.parametrize(
    "planted", ["javascript:alert(1)", "data:text/html,<script>", "//evil.example", "mailto:a@b.example"]
)
def test_a_forward_address_planted_in_the_row_leads_nowhere(cast: Cast, card: Card, client: Client, planted: str):
    """A04"""
    with inside(cast.atelier):
        publishing.pause(card=card, by=cast.ada)
    Card.unscoped.filter(pk=card.pk).update(forward_url=planted)
    status, headers, body = seen(client, "/maria")
    assert (status, headers.get("Location"), b"This card is resting" in body) == (404, None, True)
