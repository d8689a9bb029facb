"""The main job, whole: from the landing page to the contact in a phone, on both profiles."""

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cardsite.mailbox import CODE
from tests.browser import PageOpener
from tests.doubles.smtp import Smtp
from tests.journey import Keys, Newcomer, Thumb, contact_of, decoded, read_by_ical_js, read_by_vobject, visitor
from tests.processes import Process, free_port
from tests.servers import ROOT, clean_environment

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(240)]

HANDLE, AFTERWARDS, PHONE = "nela-hair", "nela-brandt", "+34 612 34 56 78"


@pytest.fixture
def smtp() -> Iterator[Smtp]:
    smtp = Smtp()
    yield smtp
    smtp.stop()


@pytest.fixture
def bare_machine(tmp_path: Path) -> Iterator[str]:
    """What `make run` starts, with nothing else on the machine: no npm in the path, no Redis, no PostgreSQL."""
    port = free_port()
    url = f"http://localhost:{port}"
    (tmp_path / "bin").mkdir()
    own = {"PATH": str(tmp_path / "bin"), "DATA_DIR": str(tmp_path / "data"), "PORT": str(port), "BASE_URL": url}
    run = Process([sys.executable, "-m", "cardsite.run"], tmp_path / "run.log", clean_environment() | own, cwd=ROOT)
    run.start()
    try:
        run.wait_until(lambda: "Ctrl-C stops it." in run.log, seconds=90)
        yield url
        for _ in range(20):  # whoever presses Ctrl-C presses it often
            if run.running:
                run.send(signal.SIGINT)
    finally:
        code = run.stop(seconds=30)  # a worker that does not hear its signal is killed after ten
    assert code == 0
    assert "Traceback" not in run.log


def whole_journey(newcomer: Newcomer, page_at: PageOpener, base_url: str, followed: Callable[[Page], None]) -> None:
    """cards 2, 6, 7, 11, 35–37, 44, 48: nothing but the browser and what it is given is looked at."""
    page = newcomer.page
    newcomer.sign_up(HANDLE, "newcomer@post.example")
    newcomer.make_card("Nela Brandt", HANDLE, PHONE)
    newcomer.edit_and_publish("Hairdresser", lambda: followed(page))

    phone = visitor(page_at, base_url, f"/{HANDLE}")
    expect(phone.get_by_role("heading", name="Nela Brandt")).to_be_visible()
    contact = contact_of(phone).body()
    read = read_by_vobject(contact)
    assert read == read_by_ical_js(contact)
    assert (read["fn"], read["tel"], read["title"]) == ("Nela Brandt", "+34612345678", "Hairdresser")

    pictures = newcomer.codes()
    links = {kind: decoded(kind, file) for kind, file in pictures.items()}
    assert links == {"png": [read["url"]], "svg": [read["url"]], "pdf": [read["url"]]}
    short = urlsplit(read["url"]).path
    assert opens(page_at, base_url, short) == (f"/{HANDLE}", "Nela Brandt")

    newcomer.rename(AFTERWARDS)
    assert opens(page_at, base_url, short) == (f"/{AFTERWARDS}", "Nela Brandt")
    assert opens(page_at, base_url, f"/{HANDLE}") == (f"/{AFTERWARDS}", "Nela Brandt")


def opens(page_at: PageOpener, base_url: str, path: str) -> tuple[str, str]:
    """Where a visitor lands, and whose card that is."""
    page = visitor(page_at, base_url, path)
    return urlsplit(page.url).path, page.get_by_role("heading", level=1).inner_text()


def test_by_thumb_on_a_bare_machine(bare_machine: str, page_at: PageOpener):
    """The embedded profile as `make run` starts it, at 360 px, by touch alone; the code comes from `/dev/mail/`."""
    page = page_at(bare_machine, "/", width=360)

    def mailed_code() -> str:
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="its mailbox").tap()
        code: str = opened.value.locator("dd strong").first.inner_text(timeout=60_000)  # a busy machine posts late
        opened.value.close()
        return code

    def followed(page: Page) -> None:
        page.get_by_role("button", name="Preview").tap()
        expect(page.frame_locator("#preview").get_by_text("Hairdresser")).to_be_visible()
        page.get_by_role("button", name="Edit").tap()

    whole_journey(Newcomer(page, Thumb(), mailed_code), page_at, bare_machine, followed)


@pytest.mark.proof
def test_by_keyboard_on_postgresql_and_redis(make_server, postgres, redis_url: str, smtp: Smtp, page_at: PageOpener):
    """Web and Celery worker as separate processes, mail by SMTP; no mouse, no touch."""
    server = make_server(postgres=postgres, REDIS_URL=redis_url, EMAIL_URL=smtp.url)
    server.start()
    server.start_worker()
    page = page_at(server.url, "/", width=1280)

    def mailed_code() -> str:
        server.web.wait_until(lambda: bool(smtp.mails))
        body = smtp.mails[-1].get_body(("plain",))
        found = CODE.search(body.get_content().replace("\r", "")) if body else None
        assert found, smtp.mails[-1].as_string()
        return found[1]

    def followed(page: Page) -> None:
        page.keyboard.press("Tab")
        expect(page.frame_locator("#preview").get_by_text("Hairdresser")).to_be_visible()

    whole_journey(Newcomer(page, Keys(page), mailed_code), page_at, server.url, followed)
