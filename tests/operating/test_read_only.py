"""The database is read and takes no writes: pages are shown, writing says 503 plainly, and it is named (F11)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import InternalError, connection, transaction
from django.test import Client
from django.utils import timezone

from audience.models import Lead, StaleDay
from audience.totalling import freshen
from cardsite import errors
from cardsite.operating import doctor
from tests.access_table import WORKSPACE
from tests.acts import act
from tests.audience.leads.filled import BLOCK, form
from tests.cast import Cast, make_card
from tests.engines import Postgres
from tests.holdings import make_holding
from tests.servers import Server
from tests.test_tenancy import ADDRESSES
from workspaces.models import Membership
from workspaces.scoping import inside

SOME: Final = {"tray", "figures", "leads", "agenda", "orders", "card_edit"}
PUBLIC: Final = (
    "/ada",
    "/ada/contact.vcf",
    "/ada/save",
    "/ada/contact",
    "/ada/card.json",
    "/healthz",
    "/accounts/login/",
)
LEADS: Final = """
from tests.acts import act
from tests.audience.leads.filled import BLOCK
cast = make_cast()
make_card(cast.atelier, "ada", by=cast.ada, published=True, blocks=[BLOCK])
client = Client()
client.force_login(cast.ada)
print(client.cookies["session"].value)
"""


@contextmanager
def read_only() -> Iterator[None]:
    """The engine itself refuses writes; on PostgreSQL till the savepoint is given up."""
    sqlite = connection.vendor == "sqlite"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
            yield
            transaction.set_rollback(True)
    finally:
        if sqlite:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = OFF")


def signed_in(cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.ada)
    return client


@pytest.mark.parametrize("some", [True, pytest.param(False, marks=pytest.mark.proof)])
def test_every_page_of_owners_is_shown(cast: Cast, some: bool):
    """Also those that note their being looked at, and those that count first; each answers as it did before."""
    holding, client = make_holding(cast.atelier, cast.ada, "Atelier"), signed_in(cast)
    asked = [one for one in ADDRESSES if "GET" in WORKSPACE[one.name].methods and (not some or one.name in SOME)]
    paths = [one.path(holding.values(one)) for one in asked]
    before = {path: client.get(path).status_code for path in paths}
    Membership.unscoped.update(last_used_at=timezone.now() - timedelta(hours=1))
    with read_only():
        after = {path: client.get(path).status_code for path in paths}
    assert after == before
    assert len(paths) >= len(SOME)


def test_counting_anew_is_refused(cast: Cast):
    """The control: what the page of figures does without is refused, and is no defect."""
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    with inside(cast.atelier):
        StaleDay.objects.create(card=card, day=timezone.now().date())
        with read_only(), pytest.raises(Exception, match=r"read-?only"):
            freshen()


def test_writing_is_refused_in_plain_words_and_nothing_half(cast: Cast):
    make_card(cast.atelier, "ada", by=cast.ada, published=True, blocks=[BLOCK])
    visitor = Client(raise_request_exception=False, headers={"sec-fetch-site": "same-origin"})
    with read_only():
        answer = visitor.post("/ada/contact", form())
        assert (answer.status_code, answer["Retry-After"]) == (503, str(errors.RETRY_SOON))
        assert "Nothing you saved is lost" in answer.content.decode()
    assert visitor.post("/ada/contact", form()).status_code == 303
    assert Lead.unscoped.count() == 1


def answered(cause: Exception, rf: Any) -> int:
    try:
        raise InternalError("said by the database") from cause
    except InternalError:
        return errors.server_error(rf.get("/")).status_code


def test_other_internal_errors_of_the_database_are_ours(rf: Any):
    """A transaction that was broken before is a defect."""
    causes = (psycopg.errors.ReadOnlySqlTransaction(), psycopg.errors.InFailedSqlTransaction())
    assert [answered(cause, rf) for cause in causes] == [503, 500]


def test_readyz_and_the_doctor_name_it(db: None, client: Client, monkeypatch: pytest.MonkeyPatch):
    """F30; whichever way the engine says it: here by a disk that may only be read"""
    for module in ("cardsite.operations", "cardsite.operating.doctor"):
        monkeypatch.setattr(f"{module}.is_read_only", lambda: True)
    assert client.get("/readyz").json()["missing"]["database"] == "takes no writes: pages are shown, nothing is kept"
    said = {finding.part: finding.wrong for finding in doctor.examine()}
    assert said["database"].startswith("it takes no writes: is its disk mounted read-only")


@pytest.mark.processes
@pytest.mark.proof
def test_a_running_service_is_read_and_heals(make_server: Callable[..., Server], postgres: Postgres):
    """On PostgreSQL, as a standby or a full replica would say it; visits wait, and are counted afterwards."""
    server = make_server(postgres=postgres, SECRET_KEY=django_settings.SECRET_KEY, EMBEDDED_WORKER="0")
    owner = {"Cookie": f"session={act(server, LEADS)}"}
    server.start()
    name = server.env["DATABASE_URL"].rpartition("/")[2]
    turn(postgres, name, "on")
    said = [server.get(path).status for path in PUBLIC]
    assert said == [200] * len(PUBLIC)
    assert [server.get(f"/w/atelier/{page}", headers=owner).status for page in ("", "figures/", "leads/")] == [200] * 3
    refused = [leave(server, number) for number in range(3)]
    assert [(answer.status, answer.headers["Retry-After"]) for answer in refused] == [(503, str(errors.RETRY_SOON))] * 3
    assert "takes no writes" in server.get("/readyz").text
    turn(postgres, name, "off")
    assert leave(server, 9).status == 303
    assert server.rows("SELECT name FROM audience_lead") == [("Carl 9",)]
    time.sleep(2)
    assert server.rows("SELECT count(*) > 0 FROM audience_event WHERE kind = 'view'") == [(True,)]


def turn(postgres: Postgres, database: str, to: str) -> None:
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as there:
        there.execute(f'ALTER DATABASE "{database}" SET default_transaction_read_only = {to}'.encode())
        there.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])


def leave(server: Server, number: int) -> Any:
    typed = form(name=f"Carl {number}", email=f"carl{number}@visitors.example")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return server.request("POST", "/ada/contact", body=urlencode(typed), headers=headers)
