"""What belongs to one workspace is not there for another, at every address and by every method (rules 1, 4, 5; T7).

Two halves: Ada's prefix as Cleo; Cleo's own prefix with Ada's ids. Then every role, exactly as the table says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from bookings.models.booking import BookingManager, BookingQuerySet
from bookings.models.calendar import CalendarManager, CalendarQuerySet
from bookings.models.service import ServiceManager, ServiceQuerySet
from cards.models import Card, CardEditor, Code, Photo, Publication
from cards.models.album import AlbumManager, AlbumQuerySet
from cards.models.card import CardManager, CardQuerySet
from storefront.models.order import OrderManager, OrderQuerySet
from storefront.models.product import ProductManager, ProductQuerySet
from tests.access_table import WORKSPACE
from tests.cast import Cast, make_card
from tests.holdings import Holding, fingerprint, make_holding
from tests.urlwalk import Address, all_methods, each_method, walk
from workspaces import scoping
from workspaces.models import Membership, Role
from workspaces.models.invitation import InvitationManager, InvitationQuerySet
from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, inside

MARK = "Zitronenfalter"
FORM = "application/x-www-form-urlencoded"
SAFE = {"GET", "HEAD", "OPTIONS"}
OBJECTS = {
    *("card", "code", "number", "booking", "absence", "calendar", "service"),
    *("product", "order", "coupon", "upload", "album", "lead", "row"),
    *("member", "invitation", "export"),
    *("team_list", "bundle"),
}
"""Arguments that name something a workspace owns; the others only choose among its parts."""

ADDRESSES = [address for address in walk() if address.of_workspace]
WITH_OBJECTS = [address for address in ADDRESSES if OBJECTS & set(address.arguments)]
LISTS = [address for address in ADDRESSES if address not in WITH_OBJECTS and "GET" in WORKSPACE[address.name].methods]


@pytest.fixture
def adas(cast: Cast, settings: Any) -> Holding:
    """Everything in it says the mark. Plans are sold here, by a Stripe that does not answer."""
    settings.STRIPE_ENABLED = True
    return make_holding(cast.atelier, cast.ada, MARK, versions=3)


@pytest.fixture
def cleos(cast: Cast) -> Holding:
    return make_holding(cast.outpost, cast.cleo, "Cleopatra")


def signed_in(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def ask(client: Client, method: str, path: str, form: str = "") -> Any:
    """As a browser would; unsafe methods send the form."""
    return client.generic(method, path, "" if method in SAFE else form, content_type=FORM)


def foreign_mixtures(address: Address, own: Holding, theirs: Holding) -> Iterator[str]:
    """Paths below the own prefix in which some or all objects are of another workspace."""
    objects = [name for name in address.arguments if name in OBJECTS]
    for count in range(1, len(objects) + 1):
        for foreign in combinations(objects, count):
            yield address.path(own.values(address) | {name: theirs.values(address)[name] for name in foreign})


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement meanwhile that may change a row."""
    written: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK TO")):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield written


def sweep_with_foreign_ids(own: Holding, theirs: Holding, methods: tuple[str, ...]) -> list[tuple[str, str]]:
    """Offences as (address, what): an answer other than 404, a word of theirs told, a row of theirs changed.

    A method that the address does not take is refused before anything is looked up: 405.
    """
    client, before, found = signed_in(own.owner), fingerprint(theirs.workspace), []
    for address in WITH_OBJECTS:
        for path in foreign_mixtures(address, own, theirs):
            for method in methods:
                with transaction.atomic():
                    with writes() as written:
                        answer = ask(client, method, path, theirs.form(address.name))
                    changed = bool(written) and fingerprint(theirs.workspace) != before
                    transaction.set_rollback(True)
                if answer.status_code != (404 if method in WORKSPACE[address.name].methods else 405):
                    found.append((address.name, "answered"))
                if MARK.encode() in answer.getvalue() or MARK in str(answer.headers):
                    found.append((address.name, "told"))
                if changed:
                    found.append((address.name, "changed"))
    return found


def test_the_walk_is_not_empty():
    """What follows proves something only if it visits every place."""
    assert {"card_edit", "card_code", "card_version_restore", "card_photo"} <= {a.name for a in WITH_OBJECTS}
    assert {a.name for a in ADDRESSES} - {a.name for a in WITH_OBJECTS} == {
        "figures",
        "tray",
        "workspace_settings",
        "workspace_export",
        "workspace_deletion",
        "lead_settings",
        "notifications",
        "members",
        "member_leave",
        "audit_log",
        "card_new",
        "cards_import",
        "cards_titles",
        "company",
        "company_logo",
        "company_cards",
        "cards_chosen",
        "cards_print",
        "handle_check",
        "albums",
        "agenda",
        "booking_new",
        "absence_new",
        "why",
        "services",
        "service_new",
        "calendars",
        "calendar_new",
        "orders",
        "orders_export",
        "products",
        "product_new",
        "categories",
        "products_export",
        "products_import",
        "shop_settings",
        "shop_number",
        "shop_hours",
        "shop_pause",
        "shop_delivery",
        "coupons",
        "coupon_new",
        "leads",
        "leads_delete",
        "leads_export_csv",
        "leads_export_vcf",
        "people",
        "billing",
        "billing_change",
        "billing_cancel",
        "billing_done",
    }
    assert {name for a in ADDRESSES for name in a.arguments} == OBJECTS | {
        "workspace",
        "kind",
        "design",
        "layout",
        "sheet",
        "purpose",
        "what",
        "source",
    }


@each_method
def test_another_workspaces_prefix_is_not_there(adas: Holding, cleos: Holding, method: str):
    """A16, first half: Cleo, owner elsewhere, at Ada's addresses with real ids"""
    client, before = signed_in(cleos.owner), fingerprint(adas.workspace)
    for address in ADDRESSES:
        answer = ask(client, method, address.path(adas.values(address)), adas.form(address.name))
        assert (address.name, answer.status_code) == (address.name, 404)
        assert MARK.encode() not in answer.getvalue()
    assert fingerprint(adas.workspace) == before


@all_methods
def test_another_workspaces_objects_are_not_there(adas: Holding, cleos: Holding, methods: tuple[str, ...]):
    """A16, second half: Cleo below her own prefix, with Ada's ids alone and mixed with her own"""
    assert sweep_with_foreign_ids(cleos, adas, methods) == []


@pytest.mark.proof
def test_without_the_scope_the_sweep_finds_offences_everywhere(adas, cleos, monkeypatch):
    """The control: with the filter off every address answers, and pages tell Ada's words."""
    leave_scope_open(monkeypatch)
    found = sweep_with_foreign_ids(cleos, adas, ("GET", "POST"))
    assert {name for name, _what in found} == {address.name for address in WITH_OBJECTS}
    assert {"answered", "told"} <= {what for _name, what in found}


@pytest.mark.proof
def test_without_scope_and_check_the_sweep_finds_changed_rows(adas, cleos, monkeypatch):
    """The control of the comparison: nothing but the database's own guards is left."""
    leave_scope_open(monkeypatch)
    monkeypatch.setattr(scoping, "_check", fill_in_only)
    found = sweep_with_foreign_ids(cleos, adas, ("POST",))
    changed = {name for name, what in found if what == "changed"}
    assert {"card_pause", "card_delete", "card_restore", "card_code"} <= changed
    assert {"card_save", "card_handle"} & changed == set()  # steps and handles of another's card: refused by guards


def fill_in_only(row: Any) -> None:
    """New rows still learn their workspace, as their writers rely on; none is refused."""
    if row.workspace_id is None:
        row.workspace_id = scoping.current_workspace_id()


def leave_scope_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Managers stop filtering; the rest of the program stays as it is."""
    monkeypatch.setattr(ScopedManager, "get_queryset", lambda self: ScopedQuerySet(self.model, using=self._db))
    monkeypatch.setattr(CardManager, "get_queryset", lambda self: CardQuerySet(self.model, using=self._db))
    monkeypatch.setattr(BookingManager, "get_queryset", lambda self: BookingQuerySet(self.model, using=self._db))
    monkeypatch.setattr(CalendarManager, "get_queryset", lambda self: CalendarQuerySet(self.model, using=self._db))
    monkeypatch.setattr(ServiceManager, "get_queryset", lambda self: ServiceQuerySet(self.model, using=self._db))
    monkeypatch.setattr(AlbumManager, "get_queryset", lambda self: AlbumQuerySet(self.model, using=self._db))
    monkeypatch.setattr(InvitationManager, "get_queryset", lambda self: InvitationQuerySet(self.model, using=self._db))
    monkeypatch.setattr(OrderManager, "get_queryset", lambda self: OrderQuerySet(self.model, using=self._db))
    monkeypatch.setattr(ProductManager, "get_queryset", lambda self: ProductQuerySet(self.model, using=self._db))


def test_the_filter_is_what_hides_the_rows(adas, cleos, monkeypatch):
    """Each model's manager is filtered, also one that brings its own; with the filter off it shows both."""
    owned: list[type[WorkspaceOwned]] = [Card, Code, Photo, Publication]
    with inside(cleos.workspace):
        assert {model.objects.filter(workspace=adas.workspace).count() for model in owned} == {0}
        leave_scope_open(monkeypatch)
        assert 0 not in {model.objects.filter(workspace=adas.workspace).count() for model in owned}


def test_own_lists_hold_nothing_of_others(adas: Holding, cleos: Holding):
    """A19: pages without an id in their address; Ada's own say the mark, so it could have leaked."""
    told = {}
    for holding in (adas, cleos):
        client = signed_in(holding.owner)
        paths = [a.path(holding.values(a)) for a in LISTS]
        pages = [client.get(path, follow=True) for path in (*paths, "/w/", "/w/new/", "/accounts/me/")]
        assert {page.status_code for page in pages} == {200}
        told[holding.workspace.slug] = sum(MARK.encode() in page.getvalue() for page in pages)
    assert told["atelier"] > 0
    assert told["outpost"] == 0


def test_a_foreign_photo_in_an_own_document_is_not_shown(adas: Holding, cleos: Holding):
    """A18: Cleo's card names Ada's photo by its id; her own photo in the same place is shown."""
    pages = []
    for handle, photo in (("borrowed", adas.photo), ("honest", cleos.photo)):
        make_card(cleos.workspace, handle, by=cleos.owner, published=True, portrait=photo.pk)
        pages.append(Client().get(f"/{handle}").content.decode())
    assert [MARK in page for page in pages] == [False, False]
    assert ["Cleopatra-160.jpg" in page for page in pages] == [False, True]


@each_method
def test_strangers_are_sent_to_the_log_in_and_told_nothing(adas: Holding, method: str):
    """A20, with real ids"""
    before, client = fingerprint(adas.workspace), Client()
    for address in ADDRESSES:
        answer = ask(client, method, address.path(adas.values(address)), adas.form(address.name))
        place = answer.headers["Location"].partition("?")[0]
        assert (address.name, answer.status_code, place) == (address.name, 302, "/accounts/login/")
        assert MARK.encode() not in answer.getvalue()
    assert fingerprint(adas.workspace) == before


@all_methods
@pytest.mark.parametrize("role", Role.values)
def test_each_role_may_exactly_what_the_table_says(cast: Cast, adas: Holding, role: str, methods: tuple[str, ...]):
    """Rule 5; cards 79: 403 to who may see but not do, 405 for a method the address does not take, else an answer."""
    client, expected, got = signed_in(cast.by_role(Role(role))), {}, {}
    for address in ADDRESSES:
        row = WORKSPACE[address.name]
        for method in methods:
            asked = (address.name, method)
            allowed = role in (row.read if method in SAFE else row.write)
            bare = 0 if method in SAFE else row.bare
            expected[asked] = 403 if not allowed else (bare or "answer") if method in row.methods else 405
            with transaction.atomic():
                answer = ask(client, method, address.path(adas.values(address)), adas.form(address.name))
                transaction.set_rollback(True)
            got[asked] = "answer" if answer.status_code < 400 else answer.status_code
    assert {asked: status for asked, status in got.items() if status != expected[asked]} == {}


def test_an_editor_edits_the_cards_given_to_them_alone(cast: Cast, adas: Holding):
    """cards 79: at every address of a card, by every method; Eve reads this one still, and edits it once it is hers."""
    client, given = signed_in(cast.eve), CardEditor.unscoped.filter(card__in=[adas.card, adas.deleted])
    refused: dict[bool, set[tuple[str, str]]] = {}
    expected = set()
    with inside(adas.workspace):
        for mine in (True, False):
            if not mine:
                given.delete()
            refused[mine] = set()
            for address in ADDRESSES:
                row = WORKSPACE[address.name]
                if "card" not in address.arguments or "editor" not in row.write:
                    continue
                for method in row.methods - {"HEAD"}:
                    if "editor" in row.write and "viewer" not in (row.read if method in SAFE else row.write):
                        expected.add((address.name, method))
                    with transaction.atomic():
                        answer = ask(client, method, address.path(adas.values(address)), adas.form(address.name))
                        transaction.set_rollback(True)
                    if answer.status_code == 403:
                        refused[mine].add((address.name, method))
    assert len(expected) > 15
    assert refused == {True: set(), False: expected}


def test_no_cache_keeps_what_a_workspace_shows(adas: Holding):
    """A61, T25: neither a shared cache nor the one behind the browser's Back"""
    client = signed_in(adas.owner)
    kept = {}
    for address in ADDRESSES:
        answer = ask(client, "GET", address.path(adas.values(address)))
        kept[address.name] = answer.headers.get("Cache-Control", "")
    assert {name: kind for name, kind in kept.items() if "no-store" not in kind} == {}


@each_method
def test_a_removed_member_is_a_stranger_at_the_next_request(cast: Cast, adas: Holding, method: str):
    """A23, for the session: membership is read on every request."""
    client = signed_in(cast.ben)
    edit = next(address for address in ADDRESSES if address.name == "card_edit").path(adas.values(ADDRESSES[0]))
    assert client.get(edit).status_code == 200
    Membership.unscoped.filter(user=cast.ben).delete()
    assert ask(client, method, edit).status_code == 404


def test_a_public_page_gives_no_picture_of_a_foreign_code(adas: Holding, cleos: Holding):
    """cards 10, T7: Cleo's address with Ada's code is as unknown as a code that never was; her own code is known."""
    client, texts = Client(), [adas.code.text, "0000000", cleos.code.text]
    answers = [client.get(f"/cleopatra/qr.{kind}?code={text}") for kind in ("svg", "png", "pdf") for text in texts]
    assert [answer.status_code for answer in answers] == [404, 404, 202] * 3
    assert answers[0].content == answers[1].content


def test_a_contact_file_knows_no_foreign_code(adas: Holding, cleos: Holding):
    """cards 7, 41: the label of Ada's code stays hers; Cleo's own label is in her file."""
    files = [Client().get(f"/cleopatra/contact.vcf?via={code.text}") for code in (adas.code, cleos.code)]
    assert [file.status_code for file in files] == [200, 200]
    told = [(MARK in file.content.decode(), "Met: Cleopatra" in file.content.decode()) for file in files]
    assert told == [(False, False), (False, True)]


def test_each_card_is_public_under_its_own_address_only(adas: Holding, cleos: Holding):
    """The two public pages hold their own words and none of the other's."""
    pages = [Client().get(f"/{card.handle}").content.decode() for card in (adas.card, cleos.card)]
    assert [(MARK in page, "Cleopatra" in page) for page in pages] == [(True, False), (False, True)]
    assert Card.unscoped.filter(pk__in=[adas.deleted.pk, cleos.deleted.pk]).count() == 2
    assert {Client().get(f"/{card.handle}").status_code for card in (adas.deleted, cleos.deleted)} == {410}
