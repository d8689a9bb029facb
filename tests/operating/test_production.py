"""The production processes as `compose.yaml` and the units start them, without an engine for containers.

Caddy with `deploy/Caddyfile` in front, with TLS by an authority of its own; two web processes, worker, beat,
PostgreSQL, Redis, S3, mail.
"""

import http.client
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Page, expect

from cardsite.mailbox import CODE
from tests import pictures
from tests.browser import PageOpener
from tests.doubles.s3 import ObjectStoreServer
from tests.doubles.smtp import Smtp
from tests.engines import Postgres
from tests.journey import Keys, Newcomer
from tests.processes import Process, free_port
from tests.servers import ROOT, Server
from tests.test_journey import whole_journey

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.proof, pytest.mark.timeout(1200)]

A_MOMENT = 2_100
"""Milliseconds a person needs at the least to fill in a form (B37)."""
GOODS = """
from cards.content import Phone
from tests.bookings.diary import make_calendar, make_service
from tests.cast import make_card, make_cast
from tests.storefront.stall import make_product, make_shop
from workspaces.scoping import inside
people = make_cast()
kinds = ("booking", "services", "products", "shop")
phones = (Phone(number="+4930901820", whatsapp=True),)
blocks = [{"id": kind, "kind": kind} for kind in kinds]
make_card(people.atelier, by=people.ada, published=True, phones=phones, blocks=blocks, main_act="book")
week = [["09:00-17:00"]] * 7
with inside(people.atelier):
    make_service(make_calendar(zone="Europe/Berlin", week=week), duration=120)
    make_shop(zone="Europe/Berlin", pickup_week=week)
    make_product("Bread", 480)
"""


LINK = "from cardsite.kit import signing; print(signing.token('lead', 7, 1))"
CADDYFILE = """
{{
	skip_install_trust
	http_port {plain}
	https_port {port}
}}
import {root}/deploy/Caddyfile
"""
"""What a test of many on one machine changes: the ports, and nothing is installed."""
NEARLY_THE_LIMIT = 39_000_000


@pytest.fixture
def smtp() -> Iterator[Smtp]:
    smtp = Smtp()
    yield smtp
    smtp.stop()


@pytest.fixture
def production(
    make_server, postgres: Postgres, redis_url: str, smtp: Smtp, object_store: ObjectStoreServer, tmp_path: Path
) -> Iterator[Server]:
    """Its address (`BASE_URL`) is Caddy's."""
    port, plain = free_port(), free_port()
    own = {"BASE_URL": f"https://localhost:{port}", "TRUSTED_PROXIES": "1", "METRICS_TOKEN": "a-long-token"}
    own |= {"SSL_CERT_FILE": str(tmp_path / "caddy" / "pki" / "authorities" / "local" / "root.crt")}
    server = make_server(
        postgres=postgres, workers=2, REDIS_URL=redis_url, EMAIL_URL=smtp.url, **own, **object_store.env
    )
    server.manage("shell", "--no-imports", "--command", GOODS)
    server.start()
    server.start_worker()
    server.start_beat()
    told = {
        "CARDSITE_SITE": own["BASE_URL"],
        "CARDSITE_WEB": f"127.0.0.1:{server.port}",
        "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    (file := tmp_path / "Caddyfile").write_text(CADDYFILE.format(plain=plain, port=port, root=ROOT))
    command = [str(Path(sys.executable).parent / "caddy"), "run", "--config", str(file), "--adapter", "caddyfile"]
    caddy = Process(command, tmp_path / "caddy.log", os.environ | told)
    caddy.start()
    caddy.wait_until(lambda: "serving initial configuration" in caddy.log)
    server.env["PLAIN"] = str(plain)
    yield server
    caddy.stop()


def asked(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """By somebody at 127.0.0.7, through the proxy, who believes its certificate: status and headers."""
    trust = ssl.create_default_context(cafile=server.env["SSL_CERT_FILE"])
    port = urlsplit(server.env["BASE_URL"]).port
    connection = http.client.HTTPSConnection(
        "localhost", port, timeout=60, context=trust, source_address=("127.0.0.7", 0)
    )
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def book(page: Page) -> None:
    page.get_by_role("link", name="Book", exact=True).first.tap()
    day = page.locator(".day").nth(1)
    if day.get_attribute("open") is None:
        day.locator("summary").tap()
    day.get_by_role("link").first.tap()
    page.get_by_label("Your name").fill("Gina Guest")
    page.get_by_label("E-mail").fill("gina@guest.example")
    page.wait_for_timeout(A_MOMENT)
    page.get_by_role("button", name="Book", exact=True).tap()
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()


def order(page: Page) -> None:
    page.get_by_role("link", name="Bread", exact=True).tap()
    page.get_by_role("button", name="Add to cart").tap()
    page.get_by_role("button", name="Order", exact=True).tap()
    page.get_by_label("When").select_option(index=1)
    page.get_by_label("Your name").fill("Bea Buyer")
    page.get_by_label("Phone").fill("+44 7700 900461")
    page.wait_for_timeout(A_MOMENT)
    page.get_by_role("button", name="Place the order").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Order 1001")


def upload(page: Page, base_url: str, folder: Path) -> str:
    """A picture of oneself, nearly as large as may be (40 MB); where it is shown from."""
    (file := folder / "me.jpg").write_bytes(pictures.jpeg() + bytes(NEARLY_THE_LIMIT))
    page.goto(f"{base_url}/accounts/me/")
    page.locator("input[name=picture]").set_input_files(file)
    page.locator("button[name=picture-action][value=keep]").click()
    shown = page.locator("img[src^='/media/u/']").first.get_attribute("src")
    assert shown
    return shown


def test_journeys(production: Server, object_store: ObjectStoreServer, smtp: Smtp, page_at: PageOpener):
    """Sign up, publish, scan; book; order; upload: all behind the proxy, all work done by the worker."""
    base_url, page_at = production.env["BASE_URL"], partial(page_at, ignore_https_errors=True)
    page = page_at(base_url, "/", width=1280)

    def mailed_code() -> str:
        production.web.wait_until(lambda: bool(smtp.mails))
        body = smtp.mails[-1].get_body(("plain",))
        found = CODE.search(body.get_content().replace("\r", "")) if body else None
        assert found, smtp.mails[-1].as_string()
        return found[1]

    def followed(page: Page) -> None:
        page.keyboard.press("Tab")
        expect(page.frame_locator("#preview").get_by_text("Hairdresser")).to_be_visible()

    whole_journey(Newcomer(page, Keys(page), mailed_code), page_at, base_url, followed)
    shown = upload(page, base_url, production.data_dir)
    assert shown.removeprefix("/") in object_store.names()
    answer = page.request.get(base_url + shown)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert not list((production.data_dir / "media").rglob("*.*"))
    cookies = {one.get("name"): (one.get("secure"), one.get("path")) for one in page.context.cookies()}
    assert cookies == dict.fromkeys(("__Host-session", "__Host-csrf"), (True, "/"))

    book(page_at(base_url, "/ada", width=360, scripts=False))
    order(shop := page_at(base_url, "/ada/shop", width=360, scripts=False))
    assert [one.get("secure") for one in shop.context.cookies()] == [True]  # the cart's
    production.web.wait_until(lambda: any("gina@guest.example" in str(mail["To"]) for mail in smtp.mails))
    at_the_edge(production)

    said = production.get("/metrics", headers={"Authorization": "Bearer a-long-token"}).text
    counted = {line.split()[0]: float(line.split()[1]) for line in said.splitlines() if line[:9] == "cardsite_"}
    assert counted["cardsite_database_up"] == 1
    assert counted['cardsite_requests_total{by="django",method="POST",status="303"}'] >= 2  # of both processes
    assert production.manage("doctor").splitlines()[-1] == "All is well."


def at_the_edge(production: Server) -> None:
    """Plain http leads to https; who asks is known, and cannot lie about it."""
    ((code,),) = production.rows("SELECT text FROM cards_code ORDER BY id LIMIT 1")
    status, headers = asked(production, f"/q/{code}")
    assert (status, headers["location"], headers["cache-control"]) == (302, f"/ada?via={code}", "no-store")
    assert headers["strict-transport-security"] == "max-age=31536000"
    containers = yaml.safe_load((ROOT / "compose.yaml").read_text())
    (_cmd, _python, *words) = containers["services"]["web"]["healthcheck"]["test"]
    look = [sys.executable, *(word.replace("8000", str(production.port)) for word in words)]
    assert subprocess.run(look, check=False, env=production.env).returncode == 0
    plain = http.client.HTTPConnection("localhost", int(production.env["PLAIN"]), timeout=20)
    plain.request("GET", f"/q/{code}")
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, f"https://localhost/q/{code}")  # at 443, elsewhere
    plain.close()
    token = production.manage("shell", "--no-imports", "--command", LINK).strip()
    lie = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
    assert asked(production, f"/l/{token}", **lie)[0] == 404
    keys = [key for (key,) in production.rows("SELECT key FROM kit_throttle")]
    assert any("127.0.0.7" in key for key in keys)
    assert [key for key in keys if "203.0.113" in key] == []
