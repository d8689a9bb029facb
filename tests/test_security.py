"""Hostile input at every address of a workspace; and a test for each case and statement of the first release."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.access_table import WORKSPACE
from tests.cast import Cast
from tests.holdings import Holding, make_holding
from tests.servers import ROOT
from tests.urlwalk import walk

ADDRESSES = [address for address in walk() if address.of_workspace]
FORMS = [address for address in ADDRESSES if WORKSPACE[address.name].form]
FORM = "application/x-www-form-urlencoded"
HUGE = 2**63

CASES = (
    "A01 A05 A06 A07 A08 A11 A12 A13 A14 A15 A16 A18 A19 A20 A24 A25 A26 A27 A28 A29 A30 A31 A35 A36 A37 A38 A39 A40 "
    "A41 A42 A43 A44 A45 A46 A47 A49 A53 A54 A55 A59 A60 A61 A62 A63 A64 A65 A66 A67 A68 A69 A70 A71 A73 A74"
).split()
STATEMENTS = [*range(1, 8), *range(10, 17), 18, 22, 27, 28, 29, *range(35, 42), 44, 47, 48, 50, 53, 54]
VISITED = [*range(64, 76), 77, 79, 99]
STOREFRONT = [*range(20), *range(22, 27)]
BOOKINGS = [*range(1, 19), 20, 21, 22, 24, 26, 27, *range(29, 39)]


@pytest.fixture
def held(cast: Cast) -> Holding:
    return make_holding(cast.atelier, cast.ada, "Zitronenfalter")


@pytest.fixture
def ada(cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.ada)
    return client


def posted(client: Client, path: str, fields: dict[str, Any]) -> int:
    return client.generic("POST", path, urlencode(fields), content_type=FORM).status_code


def test_ids_no_database_can_hold_are_not_found(held: Holding, ada: Client):
    """A68, in the path of every address and by every way of asking; with the true ids the same addresses answer."""
    numbers = ("card", "code", "number", "calendar", "product", "order", "coupon", "upload")
    answers = {}
    for address in ADDRESSES:
        values = held.values(address)
        for name in set(numbers) & set(address.arguments):
            for method in ("GET", "POST"):
                path = address.path(values | {name: HUGE})
                answers[address.name, name, method] = ada.generic(method, path).status_code
    assert len(answers) > 40
    assert {asked: status for asked, status in answers.items() if status not in {404, 405}} == {}
    assert ada.get(f"/w/atelier/cards/{held.card.pk}/").status_code == 200


def test_numbers_no_database_can_hold_change_nothing(held: Holding, ada: Client):
    """A68, in a body: the version of a draft, the count of its rows, the size of a picture."""
    path, before = f"/w/atelier/cards/{held.card.pk}/draft/", held.card.draft
    form = dict(pair.split("=", 1) for pair in held.form("card_save").split("&"))
    sizes = {name: posted(ada, path, form | {name: str(HUGE)}) for name in ("version", "links-TOTAL_FORMS")}
    held.card.refresh_from_db()
    assert (held.card.draft == before, {status // 100 for status in sizes.values()}) == (True, {4})
    assert ada.get(f"/{held.card.handle}/qr.png?size={HUGE}").status_code == 400


def test_twenty_thousand_fields_are_refused_at_once(held: Holding, ada: Client):
    """A69: unread beyond the limit, at every form"""
    body = urlencode({f"field-{number}": "x" for number in range(20_000)})
    statuses = set()
    for address in FORMS:
        path = address.path(held.values(address))
        statuses.add(ada.generic("POST", path, body, content_type=FORM).status_code)
    assert statuses == {400}


def test_a_deeply_nested_body_is_no_form(held: Holding, ada: Client):
    """A69: nothing of ours parses JSON that a stranger sends"""
    body = "[" * 100_000 + "]" * 100_000
    for address in FORMS:
        answer = ada.generic("POST", address.path(held.values(address)), body, content_type="application/json")
        assert (address.name, answer.status_code < 500) == (address.name, True)
    held.card.refresh_from_db()
    assert "Zitronenfalter" in held.card.name


def test_a_nul_byte_is_refused_in_every_field(held: Holding, ada: Client):
    """A67: also as the name of a field and in the query"""
    for address in FORMS:
        path = address.path(held.values(address))
        for name in WORKSPACE[address.name].form:
            assert posted(ada, path, {name: "x\x00"}) == 400, (address.name, name)
        assert posted(ada, path, {"x\x00": "x"}) == 400, address.name
    assert ada.get("/w/atelier/?" + urlencode({"q": "\x00"})).status_code == 400


@pytest.fixture(scope="module")
def said() -> str:
    """All tests, without the lists of this file."""
    files = [path.read_text() for path in sorted(Path(ROOT, "tests").rglob("*.py"))]
    return re.sub(r"^CASES = \($.*?^BOOKINGS = [^\n]*", "", "\n".join(files), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_named_by_a_test(said: str, case: str):
    assert re.search(rf"\b{case}\b", said)


@pytest.mark.parametrize("number", [*STATEMENTS, *VISITED])
def test_every_statement_about_cards_is_named_by_a_test(said: str, number: int):
    assert re.search(rf"cards (?:\d+(?:–\d+)?,? ?(?:and )?)*?\b{number}\b", said)


@pytest.mark.parametrize("number", BOOKINGS)
def test_every_statement_about_bookings_is_named_by_a_test(said: str, number: int):
    """Alone, or inside a range such as B3–B5"""
    ranges = re.findall(r"\bB(\d+)(?:–B(\d+))?\b", said)
    assert any(int(first) <= number <= int(last or first) for first, last in ranges)


@pytest.mark.parametrize("number", STOREFRONT)
def test_every_statement_about_the_storefront_is_named_by_a_test(said: str, number: int):
    """Alone, or inside a range such as S4–S6"""
    ranges = re.findall(r"\bS(\d+)(?:–S(\d+))?\b", said)
    assert any(int(first) <= number <= int(last or first) for first, last in ranges)


def test_a_case_nobody_names_is_missed(said: str):
    """The control of the two above."""
    assert re.search(r"\bA5" + r"6\b", said) is None
    assert re.search(r"cards (?:\d+(?:–\d+)?,? ?(?:and )?)*?\b7" + r"6\b", said) is None
