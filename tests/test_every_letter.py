"""Every letter there is, as it was sent: for all eyes, for narrow windows, and read as text."""

import re
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.browser import axe, no_sideways_scrolling
from tests.letter_writers import account_letters, wanted, written_in
from tests.servers import ROOT, clean_environment

SENDERS: Final = (
    *("audience/leads/test_telling.py", "audience/figures/test_weekly.py", "cards/onboarding/test_claiming.py"),
    *("billing/test_granting.py", "billing/test_change_letters.py", "billing/test_subscribing.py"),
    *("bookings/test_notifying.py", "bookings/test_morning.py", "bookings/test_reading.py"),
    *("cards/reporting/test_reporting.py", "cards/saving/test_save.py"),
    *("storefront/test_notifying.py", "storefront/owner/test_shop_number.py"),
    *(
        f"workspaces/test_{name}.py"
        for name in "account_letters calling_off deleting erasing exporting inviting logging_in mail_links roles "
        "signing_up suspending".split()
    ),
)
AROUND: Final = """() => {
  const main = document.createElement("main");
  main.append(...document.body.childNodes);
  document.body.append(main);
}"""
"""The page of a mail program, which has the landmarks."""
LINK: Final = re.compile(r'href="([^"]+)"')
ODD: Final = re.compile(r"&(?:\w+|#\d+);|\bNone\b|%\(|\{\{|\n{3}|[ \t]\n|<(?:p|br|div|strong)\b")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example of each, by a run of the tests that send them."""
    folder = tmp_path_factory.mktemp("letters")
    tests = [f"tests/{name}" for name in SENDERS]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n0",
        "-m",
        "not browser and not processes",
        "--letters",
        str(folder),
        *tests,
    ]
    run = subprocess.run(command, cwd=ROOT, env=of_its_own(), capture_output=True, text=True, check=False)
    assert (run.returncode, "No test sent these letters" in run.stdout) == (0, False), run.stdout[-3000:]
    return folder


def of_its_own() -> dict[str, str]:
    """The environment of a run that shares nothing with this one."""
    ours = ("TEST_", "PYTEST_", "DJANGO_")
    return {name: value for name, value in clean_environment().items() if not name.startswith(ours)}


def mails(folder: Path) -> Iterator[tuple[str, EmailMessage]]:
    found = sorted(folder.glob("*.eml"))
    assert found
    for path in found:
        made = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(made, EmailMessage)
        yield path.name, made


@pytest.mark.proof
@pytest.mark.browser
@pytest.mark.timeout(1800)
def test_every_letter_can_be_read_by_everybody(kept: Path, shell: Browser):
    """By day and by night, and on the narrowest phone."""
    page = shell.new_page(viewport={"width": 320, "height": 700}, color_scheme="light")
    for path in sorted(kept.glob("*.html")):
        page.emulate_media(color_scheme="light")
        page.set_content(path.read_text())
        page.evaluate(AROUND)
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page, rules=["color-contrast"])
        no_sideways_scrolling(page)
    page.close()


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_every_letter_is_well_set_text_too(kept: Path):
    """Nothing of machines in it, links on lines of their own, and why it came. (Rule 26; RFC 3834)"""
    for name, mail in mails(kept):
        text, html = (body_of(mail, kind) for kind in ("plain", "html"))
        links, lines = {unescape(link) for link in LINK.findall(html)}, text.splitlines()
        assert (name, ODD.findall(text), links - set(lines)) == (name, [], set())
        assert (name, 0 < len(str(mail["Subject"])) < 120, mail["Auto-Submitted"]) == (name, True, "auto-generated")
        *_, foot = text.strip().split("\n\n")
        assert (name, foot[0].isupper() or foot[0] == "¿", foot[-1] in "./?") == (name, True, True)


def body_of(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_letter_nobody_sends_would_be_missed(tmp_path: Path):
    """Functions, the keys of their tables, and templates are all on the list."""
    source = """
TABLE: Final = {"made": "", "ended": ""}
def to_guest(verb):
    return Letter(TABLE[verb])
def tell():
    def write():
        return _plain()
    send(write, lambda: _plain())
def _plain():
    return Letter("")
def other():
    return Letters("")
"""
    path = tmp_path / "wording.py"
    path.write_text(source)
    names = ("to_guest(made)", "to_guest(ended)", "tell.<locals>.write", "tell.<locals>.<lambda>", "_plain")
    assert written_in(path, tmp_path) == {f"wording:{name}" for name in names}
    assert {"bookings.wording:to_guest(made)", "account/email/login_code"} <= wanted()
    assert "mfa/email/totp_activated" in account_letters()
