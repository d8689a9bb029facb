"""The documentation says what is there, and names nothing that is not."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from PIL import Image

from tests.servers import ROOT

DOCS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/adr/*.md"))
OURS = {"billing", "bookings", "cards", "cardsite", "cardsite.kit", "workspaces"}

SPAN = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^ {4,}(\S.*)$", re.MULTILINE)
PATH = re.compile(r"(?:\.?[\w-]+/)+[\w.-]*|[\w.-]+\.(?:py|md|toml|txt|in|html|css|js|json|png)|Makefile")
MADE_BY_RUNNING = re.compile(r"(?:media|data|\.venv|node_modules)/|backup\.json$")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MAKE = re.compile(r"(?:^|&& |-u cardsite )make ([a-z]+)")
MANAGE = re.compile(r"(?:manage\.py|cardsite-manage) ([a-z_]+)")

READ_BY_DJANGO = re.compile(r"\benv(?:\.\w+)?\(\s*\"([A-Z][A-Z0-9_]*)\"")
READ_BY_PYTHON = re.compile(r"\bos\.(?:environ(?:\.\w+)?[(\[]|getenv\()\s*\"([A-Z][A-Z0-9_]*)\"")
READ_BY_MAKE = re.compile(r"\$\$\{([A-Z][A-Z0-9_]*)|\$\(if \$\(([A-Z][A-Z0-9_]*)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_in(text: str) -> list[str]:
    """Everything set as code: spans in the text, and lines of indented blocks."""
    return SPAN.findall(text) + BLOCK.findall(text)


def all_code() -> str:
    return "\n".join(piece for path in DOCS for piece in code_in(path.read_text()))


def paths_in(text: str) -> set[str]:
    """Files and folders of the checkout that a page names."""
    named = {span for span in SPAN.findall(text) if PATH.fullmatch(span)}
    return {name for name in named if not MADE_BY_RUNNING.match(name)}


def anchor(heading: str) -> str:
    """What a heading is called in a link."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def leads_nowhere(page: Path, link: str) -> bool:
    name, _, place = link.partition("#")
    target = page.parent / name if name else page
    if not target.exists():
        return True
    return bool(place) and place not in map(anchor, HEADING.findall(target.read_text()))


def test_the_searches_find_what_they_are_for():
    """The tests below could not fail otherwise."""
    text = (
        "`cards/qr.py` `Makefile` `card.css` `.ci/run` `media/` `/healthz` `text` [a](b.md#c)\n\n    cd x && make fmt\n"
    )
    assert paths_in(text) == {"cards/qr.py", "Makefile", "card.css", ".ci/run"}
    assert LINK.findall(text) == ["b.md#c"]
    assert [MAKE.findall(piece) for piece in code_in(text) if MAKE.search(piece)] == [["fmt"]]
    assert READ_BY_DJANGO.findall('env.str("A"), env.int(\n    "B_2", default=1), env("C")') == ["A", "B_2", "C"]
    assert READ_BY_PYTHON.findall('os.environ["A"] os.environ.get("B") os.getenv("C")') == ["A", "B", "C"]
    assert len(paths_in("\n".join(path.read_text() for path in DOCS))) > 80


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_file_that_is_named_exists(path: Path):
    assert [name for name in sorted(paths_in(path.read_text())) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_link_leads_somewhere(path: Path):
    links = [link for link in LINK.findall(path.read_text()) if "://" not in link]
    assert [link for link in links if leads_nowhere(path, link)] == []


def test_every_setting_is_explained_and_every_explained_one_is_read():
    django, run, makefile = (ROOT / name for name in ("cardsite/settings.py", "cardsite/run.py", "Makefile"))
    read = {*READ_BY_DJANGO.findall(django.read_text()), *READ_BY_PYTHON.findall(run.read_text())}
    read |= {name for pair in READ_BY_MAKE.findall(makefile.read_text()) for name in pair if name}
    rows = [line.split("|")[1] for line in (ROOT / "docs/settings.md").read_text().splitlines() if line[:3] == "| `"]
    explained = [name for row in rows for name in SPAN.findall(row)]
    assert sorted(explained) == sorted(read)


def make_targets() -> set[str]:
    """Those with a help text, and those that are no files."""
    text = (ROOT / "Makefile").read_text()
    helped = re.findall(r"^([a-z]+):(?!=).*## ", text, re.MULTILINE)
    return {*helped, *re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split()}


def test_every_make_target_is_named_and_every_named_one_is_there():
    named = {name for path in DOCS for piece in code_in(path.read_text()) for name in MAKE.findall(piece)}
    assert named == make_targets()


def test_every_command_of_ours_is_named_for_the_operator():
    ours = {name for name, app in get_commands().items() if app in OURS}
    assert ours >= {"seed", "create_staff"}
    text = "\n".join(code_in((ROOT / "docs/operations.md").read_text()))
    assert [name for name in sorted(ours) if not re.search(rf"\b{name}\b", text)] == []


def test_every_command_of_the_operator_was_run():
    """By some test, with each of its options: what stands on that page was tried"""
    page = (ROOT / "docs/operations.md").read_text()
    named = set(re.findall(r"(?:manage\.py|cardsite-manage) ([a-z_]+)", page))
    options = set(re.findall(r"cardsite-manage [a-z_]+ (--[a-z-]+)", page))
    tests = "\n".join(path.read_text() for path in ROOT.glob("tests/**/*.py"))
    assert {name for name in named if not re.search(rf'(?:call_command|manage)\([^)]*"{name}"', tests)} == set()
    assert (len(named) >= 8, {one for one in options if f'"{one}"' not in tests}) == (True, set())


def test_every_command_that_is_named_is_there():
    named = set(MANAGE.findall(all_code()))
    assert named >= {"create_staff", "migrate"}
    assert named - get_commands().keys() == set()


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_decisions_are_short_and_name_their_price(path: Path):
    text = path.read_text()
    number = path.name.partition("-")[0]
    assert text.startswith(f"# {number} ")
    assert len(text.splitlines()) <= 40
    assert [part for part in ("**Context.**", "**Choice.**", "**Price.**") if part not in text] == []


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_readme_names_the_two_commands():
    blocks = BLOCK.findall((ROOT / "README.md").read_text())
    assert blocks == ["make run", "make test"]


@pytest.mark.parametrize("name", ["card.png", "editor.png"])
def test_the_readme_shows_two_small_pictures(name: str):
    path = ROOT / "docs" / name
    with Image.open(path) as picture:
        assert (picture.format, picture.width <= 1000) == ("PNG", True)
    assert path.stat().st_size <= 100_000
    assert f"(docs/{name})" in (ROOT / "README.md").read_text()
