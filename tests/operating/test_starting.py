"""What `cardsite.run` says when it cannot start: one plain line, and no traceback (F16, F30)."""

import subprocess
import sys

import pytest

from tests.servers import ROOT, clean_environment


def said(**env: str) -> tuple[int, str]:
    """Exit code, and what stood on standard error."""
    ended = subprocess.run(
        [sys.executable, "-m", "cardsite.run"],
        check=False,
        cwd=ROOT,
        env=clean_environment() | env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ended.returncode, ended.stderr.strip()


def test_a_folder_that_cannot_be_made_is_named():
    code, words = said(DATA_DIR="/dev/null/data")
    assert (code, words) == (1, "DATA_DIR /dev/null/data cannot be made: Not a directory. Name another folder.")


@pytest.mark.proof
@pytest.mark.timeout(300)
def test_what_cannot_be_used_is_named(tmp_path):
    """A database that is away or no file, a port that is no number, an address that is another machine's."""
    (tmp_path / "cardsite.sqlite3").mkdir()
    expected = {
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/cards"): "The database cards cannot be used: ",
        ("PORT", "eighty"): "PORT must be a number",
        ("HOST", "203.0.113.1"): "Cannot listen on 203.0.113.1:8000 (Cannot assign requested address).",
        ("LOG_LEVEL", "INFO"): f"The database {tmp_path}/cardsite.sqlite3 cannot be used: unable to open",
    }
    for (name, value), words in expected.items():
        code, lines = said(DATA_DIR=str(tmp_path), **{name: value})
        assert (code, lines.splitlines()[-1][: len(words)], "Traceback" in lines) == (1, words, False), lines
