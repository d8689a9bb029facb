"""The documentation says what is there, and names nothing that is not."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from PIL import Image

from tests.servers import ROOT

DOCS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
PATHS = re.compile(r"`((?:[a-z_]+/)+[a-z_.0-9-]*)`")
LINKS = re.compile(r"\]\(([^)#:]+)\)")
TARGETS = re.compile(r"^([a-z]+):(?!=).*## ", re.MULTILINE)
READ = re.compile(r"\benv\.\w+\(\s*\"([A-Z_]+)\"")
NAMED = re.compile(r"`([A-Z_]+)`")
RUNTIME_FOLDERS = ("media/", "data/")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def everything_said() -> str:
    return "\n".join(path.read_text() for path in DOCS)


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_file_that_is_named_exists(path: Path):
    named = {name for name in PATHS.findall(path.read_text()) if not name.startswith(RUNTIME_FOLDERS)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_link_leads_somewhere(path: Path):
    links = LINKS.findall(path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_setting_is_explained_and_every_explained_one_is_read():
    read = set(READ.findall((ROOT / "cardsite/settings.py").read_text()))
    table = (ROOT / "docs/settings.md").read_text()
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in NAMED.findall(row)}
    assert len(read) > 15
    assert explained == read


def test_every_make_target_is_named():
    targets = TARGETS.findall((ROOT / "Makefile").read_text())
    said = everything_said()
    assert {"run", "test", "check"} <= set(targets)
    assert [target for target in targets if f"make {target}" not in said] == []


def test_every_command_of_ours_is_named():
    ours = {name for name, app in get_commands().items() if app in {"workspaces", "cards", "cardsite"}}
    said = everything_said()
    assert {"seed", "create_staff"} <= ours
    assert [name for name in sorted(ours) if name not in said] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/adr/*.md")), ids=name_of)
def test_decisions_are_short_and_name_their_price(path: Path):
    text = path.read_text()
    number = path.name.partition("-")[0]
    assert text.startswith(f"# {number} ")
    assert len(text.splitlines()) <= 40
    assert [part for part in ("**Context.**", "**Choice.**", "**Price.**") if part not in text] == []


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in sorted(ROOT.glob("docs/adr/*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", ["card.png", "editor.png"])
def test_the_readme_shows_two_small_pictures(name: str):
    path = ROOT / "docs" / name
    with Image.open(path) as picture:
        assert (picture.format, picture.width <= 900) == ("PNG", True)
    assert path.stat().st_size < 100_000
    assert f"(docs/{name})" in (ROOT / "README.md").read_text()
