"""What owners are told of strangers: inert on page and in tables, and never of another workspace (A07, A19, A44)."""

import csv
import io
import re
import zipfile
from typing import Any, Final

import pytest
from django.apps import apps
from django.test import Client

from audience.models import Event
from bookings.models import Booking
from cards import coding
from storefront.models import Order
from tests.audience.agents import IPHONE
from tests.audience.people import make_lead
from tests.audience.traffic import Street
from tests.cast import Cast, make_card
from tests.holdings import Holding, make_holding
from workspaces.archive import Archive
from workspaces.models import User, Workspace
from workspaces.scoping import inside

MARK: Final = "Zitronenfalter"
EVIL: Final = '<img src=x onerror="alert(1)">'
FORMULA: Final = '=HYPERLINK("http://x")'
COMPUTED: Final = re.compile("[=+@\uff1d\uff0b\uff0d\uff20\t\r\n\0]|-(?![0-9])")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_markup_in_what_a_browser_says_reaches_no_figure(cast: Cast):
    """A07: as agent, referrer, country and press; the visits themselves are counted"""
    make_card(cast.atelier, by=cast.ada, published=True)
    street = Street()
    street.ask("/ada", agent=EVIL, HTTP_REFERER=f"https://{EVIL}/", HTTP_CF_IPCOUNTRY="<b")
    street.ask("/ada", agent=IPHONE + EVIL)
    street.beacon("click", EVIL)
    street.write()
    client = signed_in(cast.ada)
    pages = [client.get("/w/atelier/figures/").getvalue(), client.get("/w/atelier/figures/?format=csv").getvalue()]
    assert [word for page in pages for word in (b"onerror", b"alert(1)", b"<b,") if word in page] == []
    assert b"totals,Views,views,2," in pages[1]
    assert Event.unscoped.filter(kind="view").count() == 2


@pytest.fixture
def both(cast: Cast) -> tuple[Holding, Holding]:
    """Ada's with the mark in everything, and Cleo's."""
    return make_holding(cast.atelier, cast.ada, MARK), make_holding(cast.outpost, cast.cleo, "Cleopatra")


def asked(holding: Holding) -> list[str]:
    """Every search and filter below the own prefix, by the beginning of the other's mark and by ids of theirs."""
    ids = {"card": holding.card.pk, "code": holding.code.pk, "who": holding.owner.pk, "tag": MARK[:9]}
    searches = [f"{room}/?q={MARK[:9].upper()}" for room in ("leads", "people", "bookings", "orders", "products")]
    filters = [f"leads/?{name}={value}" for name, value in ids.items()]
    files = ["figures/?format=csv", "orders/export.csv", "products/export.csv"]
    return [*searches, *filters, *files, f"bookings/?calendar={holding.calendar.pk}", "figures/?days=365"]


def told(client: Client, workspace: str, paths: list[str]) -> set[str]:
    answers = {path: client.get(f"/w/{workspace}/{path}") for path in paths}
    answers |= {
        f"{kind} file": client.post(f"/w/{workspace}/leads/export.{kind}", {"all": "1"}) for kind in ("csv", "vcf")
    }
    return {path for path, answer in answers.items() if MARK in answer.getvalue().decode()}


def test_no_search_filter_file_or_figure_tells_of_another_workspace(both: tuple[Holding, Holding]):
    """A19: Cleo asks for Ada's words and by Ada's ids; where Ada asks the same, every search and file tells"""
    adas, cleos = both
    paths = asked(adas)
    assert told(signed_in(cleos.owner), "outpost", paths) == set()
    own = told(signed_in(adas.owner), "atelier", paths)
    assert own >= {path for path in paths if "?q=" in path or ".csv" in path} | {"csv file", "vcf file"}


def tables(workspace: Workspace) -> dict[str, list[list[str]]]:
    """Every table that the rooms bring to an export."""
    written = io.BytesIO()
    with inside(workspace), Archive(written) as archive:
        for app in apps.get_app_configs():
            for part in getattr(app, "export", lambda **_said: [])(workspace=workspace):
                part(archive)
    with zipfile.ZipFile(written) as file:
        return {
            name: list(csv.reader(io.StringIO(file.read(name).decode("utf-8-sig"), newline="")))
            for name in file.namelist()
            if name.startswith("tables/")
        }


def test_no_cell_of_any_table_is_computed(both: tuple[Holding, Holding], cast: Cast):
    """A44: leads, bookings, orders, products and figures of an export, and the files of the owner's pages"""
    holding, workspace = both[0], cast.atelier
    with inside(workspace):
        make_lead(
            holding.card,
            name=FORMULA,
            company="+1",
            note="\t=1",
            code=coding.add_code(card=holding.card, label="@1", by=cast.ada),
        )
        Booking.objects.update(name=FORMULA, title="-title", place_text="＝1")
        Order.objects.update(name=FORMULA, note="@SUM(1)")
        type(holding.product).objects.update(title=FORMULA)
    found: dict[str, Any] = tables(workspace)
    cells = {name: [cell for row in rows for cell in row] for name, rows in found.items()}
    assert sorted(cells) == [f"tables/{name}.csv" for name in ("bookings", "figures", "leads", "orders", "products")]
    assert [cell for row in cells.values() for cell in row if COMPUTED.match(cell)] == []
    assert {name for name, row in cells.items() if f"'{FORMULA}" in row} == cells.keys() - {"tables/figures.csv"}
