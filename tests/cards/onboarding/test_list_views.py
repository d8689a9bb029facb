"""The page of a list of people: sent, columns named, refused with a remedy, put in (cards 83)."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cards.models import TeamList
from tests.cards.onboarding.table import cards, fill, rows, sent
from tests.cast import Cast
from tests.workspaces.team import fresh, on_plan

IMPORT = "/w/atelier/cards/import/"


@pytest.fixture
def ada(cast: Cast) -> Client:
    return fresh(cast.ada)


def upload(client: Client, data: bytes, name: str = "people.csv") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data), "people": "on"})


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def test_from_a_file_to_cards(ada: Client, cast: Cast):
    """What happens is said before and after; a second tap begins nothing anew."""
    where = upload(ada, rows(2))["Location"]
    page = words(ada.get(where))
    assert ("2 cards would be new." in page, "Line 2 Ada Byron0 Binder ada0@example.com New" in page) == (True, True)
    assert cards(cast) == {}
    for _tap in range(2):
        assert ada.post(where, {"act": "start", "invites": "on"})["Location"] == where
    found = TeamList.unscoped.get()
    assert "0 of 2 rows of the file are done." in words(ada.get(where, HTTP_HX_REQUEST="true"))
    fill(cast, found)
    page = words(ada.get(where))
    assert ("Everybody is in." in page, "Publish 2 cards" in page) == (True, True)
    answer = ada.post("/w/atelier/cards/chosen/", {"act": "publish", "card": found.report["cards"]}, follow=True)
    assert "2 cards are published." in words(answer)


def test_what_one_cell_becomes_is_shown_before(ada: Client):
    """The name is in the contact of the card, first and last apart; both previews show which is which."""
    data = b'Name,E-mail\n"van Gogh, Vincent",vincent@example.com\nAda,ada@example.com'
    said = "First name: Vincent · Last name: van Gogh"
    page = words(ada.get(upload(ada, data)["Location"]))
    file = SimpleUploadedFile("people.csv", data)
    cards_alone = words(ada.post(IMPORT, {"file": file}, follow=True))
    assert [(text.count(said), text.count("First name:")) for text in (page, cards_alone)] == [(1, 1), (1, 1)]


def test_who_was_left_out_is_counted_at_the_end(ada: Client, cast: Cast):
    where = upload(ada, rows(2) + b"\nEva,Wrong,,,nowhere,")["Location"]
    ada.post(where, {"act": "start", "valid_only": "on"})
    fill(cast, TeamList.unscoped.get())
    page = words(ada.get(where))
    assert ("The others are in. 1 row was left out" in page, "Everybody is in." in page) == (True, False)


def test_a_changed_row_shows_what_was_and_what_will_be(ada: Client, cast: Cast):
    where = upload(ada, rows(1))["Location"]
    ada.post(where, {"act": "start"})
    fill(cast, TeamList.unscoped.get())
    page = words(ada.get(upload(ada, rows(1, title="Head"))["Location"]))
    assert "Changes Job title Binder Head" in page


def test_columns_are_named_where_their_names_say_nothing(ada: Client, cast: Cast):
    where = upload(ada, b"wer;wohin\nAda Byron;ada@example.com")["Location"]
    page = ada.get(where).content.decode()
    assert ("1 row is wrong." in words(ada.get(where)), '<details class="details" open>' in page) == (True, True)
    ada.post(where, {"act": "columns", "column-0": "full_name", "column-1": "email.work"})
    assert "1 card would be new." in words(ada.get(where))


def test_wrong_rows_and_full_plans_are_refused_with_the_remedy(ada: Client, cast: Cast):
    where = upload(ada, rows(2, line_3="Eve,,,,nobody,"))["Location"]
    answer = ada.post(where, {"act": "start", "invites": "on"})
    assert (answer.status_code, "Tick this, or mend the file" in words(answer)) == (422, True)
    on_plan(cast, "team", 4)
    answer = ada.post(where, {"act": "start", "invites": "on", "valid_only": "on"})
    said = "Your plan has room for 4 people, invitations counted, and 1 would be invited. Nothing was made."
    assert (answer.status_code, said in words(answer), cards(cast)) == (422, True, {})
    answer = ada.post(where, {"act": "start", "valid_only": "on"})
    assert answer.status_code == 302


def test_plans_without_it_say_so_and_import_cards_as_ever(ada: Client, cast: Cast):
    """The gate is of inviting alone"""
    on_plan(cast, "pro")
    answer = upload(ada, rows(1))
    assert (answer.status_code, "part of the Team plan" in words(answer)) == (422, True)
    assert ada.post(IMPORT, {"file": SimpleUploadedFile("people.csv", rows(1))}).status_code == 302
    found = sent(cast, rows(1))
    answer = ada.post(f"{IMPORT}people/{found.pk}/", {"act": "start"})
    assert (answer.status_code, "part of the Team plan" in words(answer)) == (422, True)


def test_a_stale_log_in_is_asked_again_before_anybody_is_invited(cast: Cast):
    """rule 27"""
    stale = Client()
    stale.force_login(cast.ada)
    where = upload(stale, rows(1))["Location"]
    assert stale.post(where, {"act": "start", "invites": "on"})["Location"].startswith("/accounts/")
    assert TeamList.unscoped.get().state == "checked"


def test_what_is_no_table_is_refused_in_words(ada: Client):
    answer = upload(ada, b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "ada.vcf")
    assert (answer.status_code, "People come from a table." in words(answer)) == (422, True)


def test_a_file_is_forgotten_until_it_begins(ada: Client, cast: Cast):
    where = upload(ada, rows(1))["Location"]
    ada.post(where, {"act": "start"})
    assert ada.post(where, {"act": "discard"}).status_code == 409
    where = upload(ada, rows(1))["Location"]
    assert (ada.post(where, {"act": "discard"})["Location"], ada.get(where).status_code) == (IMPORT, 404)
    assert ada.post(f"{IMPORT}people/999/", {"act": "start"}).status_code == 404
