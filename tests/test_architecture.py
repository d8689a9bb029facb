"""The house: sizes, where dangerous words may stand, and that nothing lies about unused.

The order of the rooms is `make check`'s (import-linter); models and guards have tests of their own.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests.servers import ROOT
from workspaces.scoping import WorkspaceOwned

LINES, FUNCTION_LINES, SHARE = 400, 25, 0.9
OURS = ("audience", "billing", "bookings", "cards", "cardsite", "storefront", "workspaces")
NO_SUBJECT = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}

MAY_SAY = {
    "unscoped": {
        "audience/lead_upkeep.py",  # what is due, whose ever it is
        "audience/visitor/finding.py",  # a signed address belongs to some lead: whose, is the question
        "billing/handling.py",  # an event names a customer: whose, is the question
        "billing/reconciling.py",  # every subscription, whose ever it is
        "billing/upkeep.py",  # what is due, whose ever it is
        "audience/models/total.py",  # what was seen in one second at cards of all workspaces
        "audience/upkeep.py",  # what is stale or old, whose ever it is
        "audience/writing.py",  # what was seen in one second at cards of all workspaces
        "bookings/feeds.py",  # an address belongs to some calendar: whose, is the question
        "bookings/forgetting.py",  # a person's address in whichever calendar
        "bookings/guest/finding.py",  # a signed address belongs to some booking: whose, is the question
        "bookings/upkeep.py",  # what is due, whose ever it is
        "cards/admin.py",  # staff
        "cards/addresses.py",  # a name belongs to some workspace: which, is the question
        "cards/coding.py",  # after BASE_URL changed every code is drawn anew
        "cards/deleting.py",  # erasing what is due, whose ever it is
        "cards/gallery/originals.py",  # uploads that no row of any workspace names
        "cards/handles.py",  # a name is taken or free for everybody
        "cards/models/card.py",
        "cards/erasing.py",  # whether another workspace shows the same drawing
        "cards/files.py",  # PDFs that nothing names, whose ever they are
        "cards/onboarding/importing.py",  # lists whose time is over, whose ever they are
        "cards/printing/making.py",  # files whose time is over, whose ever they are
        "cards/photo_use.py",  # pictures that nothing names, whose ever they are
        "cards/photos.py",  # files that no row of any workspace names
        "cards/reporting/receiving.py",  # a reported code says nothing of a workspace
        "cards/public.py",  # a printed code says nothing of a workspace
        "cards/revisions.py",  # what changed, for the pages remembered here
        "cardsite/context.py",  # a person's own workspaces
        "cardsite/examples.py",  # the cards of the demonstration
        "cardsite/home.py",  # a person's own workspaces
        "cardsite/operating/doctor.py",  # codes that cannot be read, whose ever they are
        "cardsite/operations.py",  # the sitemap
        "storefront/guest/follow_views.py",  # a signed address belongs to some order: whose, is the question
        "storefront/upkeep.py",  # what is due, whose ever it is
        "workspaces/accounts.py",  # a person's own memberships
        "workspaces/back_office.py",  # staff
        "workspaces/erasing.py",  # every row of a workspace, by its own hand
        "workspaces/export_making.py",  # files whose time is over, whose ever they are
        "workspaces/export_rows.py",  # any model's rows, by the workspace's id
        "workspaces/paces.py",  # a signed address turns off letters of some member: whose, is the question
        "workspaces/looking.py",  # whether one of our own people is a member
        "workspaces/insiders.py",  # whose session it is, at cards of all workspaces
        "workspaces/inviting.py",  # a link belongs to some workspace: which, is the question
        "workspaces/middleware.py",  # which workspace is it?
        "workspaces/retention.py",  # what is old, whose ever it is
        "workspaces/scoping.py",
        "workspaces/signing_up.py",  # a person's own workspaces
    },
    "connection.cursor": {  # no scope is asked
        "audience/inserting.py",  # what was seen in one second at cards of all workspaces; the guards look
        "cardsite/kit/apps.py",  # how long the connection that migrates may take
        "cardsite/kit/read_only.py",  # whether it takes writes
        "cardsite/kit/throttle.py",  # limits belong to nobody
        "cardsite/operating/doctor.py",
        "cardsite/operating/moving.py",  # every row, to another database
        "cardsite/operations.py",  # whether the database answers
        "workspaces/erasing.py",  # every row of a workspace, by its own hand
        "workspaces/guards.py",  # the guards themselves
    },
    "mark_safe": {
        "cards/blocks/marks.py",
        "cards/head.py",
        "cards/markdown.py",
        "cards/showing.py",
        "storefront/guest/product_page.py",
    },
    "csrf_exempt": {
        "billing/webhooks.py",  # which verifies a signature instead
        "workspaces/public_form.py",  # which asks for the same origin instead
    },
    "import stripe": {"billing/gateway.py"},
    "format_html": set(),
    ".extra(": set(),
    "RawSQL": set(),
    "pickle": set(),
    ".written": {  # everything an owner wrote; visitors are shown `content`, the contact file `to_save` (cards 19)
        "cards/editor/history_views.py",  # what changed between versions
        "cards/models/card.py",
    },
    "page_memory import memory": {"cards/apps.py", "cards/models/card.py", "cardsite/wsgi.py"},
}
"""Words that open a wall, and the only files where each may stand."""

SAFE_TEMPLATES = {"templates/ui/field_notes.html"}  # help texts are ours, some of Django's hold a list

GLOBAL_MODELS = {
    "Effect",  # account mail belongs to no workspace
    "ReservedHandle",  # a name that nobody may have
    "Report",  # is about a workspace, and none of its business
    "Salt",  # of a day, for everybody
    "StripeEvent",  # whose it is, is known only when it is read
    "Throttle",
    "User",
    "Workspace",
}


def tracked(*suffixes: str) -> list[Path]:
    """Files of the checkout, with those not yet added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    return [path for name in names if name.endswith(suffixes) and (path := ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources() -> list[Path]:
    """Python of the program itself."""
    return [path for path in tracked(".py") if name_of(path).startswith(tuple(f"{room}/" for room in OURS))]


def test_there_is_something_to_look_at():
    assert len(sources()) > 100
    assert len(tracked(".html", ".css", ".js")) > 100


def test_no_hand_written_file_is_too_long():
    """architecture.md: 400 lines, never more"""
    written = [path for path in tracked(".py", ".js", ".css", ".html") if "migrations" not in path.parts]
    assert {name_of(path): count for path in written if (count := len(path.read_text().splitlines())) > LINES} == {}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno
    return function.end_lineno - function.lineno + 1


def test_nine_functions_of_ten_are_short():
    lengths = [length(function) for path in sources() for function in functions(path)]
    assert sum(count <= FUNCTION_LINES for count in lengths) / len(lengths) >= SHARE


def test_modules_are_named_by_their_subject():
    found = {name_of(path) for path in sources() if path.stem in NO_SUBJECT}
    assert found == {"cardsite/kit/postgresql/base.py"}  # where Django looks for an engine


def test_every_module_says_its_subject():
    silent = [
        name_of(path)
        for path in sources()
        if "migrations" not in path.parts
        and path.read_text().strip()
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_no_import_hides_in_a_function():
    """`AppConfig.ready` alone may import late."""
    hidden = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not (path.name == "apps.py" and function.name == "ready")
    ]
    assert hidden == []


MONEY = (
    "billing/",
    "storefront/",
    "cardsite/kit/money.py",
    "cardsite/kit/spreadsheet.py",
    "cardsite/kit/stripe_amounts.py",
)


def floats(code: str) -> list[str]:
    """What makes or is a number that is not exact: literals, `float`, true division."""
    found = []
    for node in ast.walk(ast.parse(code)):
        divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        named = isinstance(node, ast.Name) and node.id == "float"
        if isinstance(node, ast.expr | ast.stmt) and (divides or literal or named):
            found.append(f"{node.lineno}: {ast.unparse(node)}")
    return sorted(found)


def test_the_search_for_floats_finds_them():
    """The control of the next test."""
    code = "a = 1.5\nb = float(c)\nd = e / f\ng /= 2\nh = i // j\nk = 3\nl = '1.5 / 2'\n"
    assert floats(code) == ["1: 1.5", "2: float", "3: e / f", "4: g /= 2"]


def test_no_float_touches_money():
    """rule 29: integers in minor units, rates in basis points"""
    money = [path for path in tracked(".py") if name_of(path).startswith(MONEY)]
    assert len(money) > 40
    assert {name_of(path): found for path in money if (found := floats(path.read_text()))} == {}


@pytest.mark.parametrize("word", MAY_SAY)
def test_dangerous_words_stand_only_where_they_may(word: str):
    """rules 1, 6, 20; a file that no longer needs its word leaves the list"""
    assert {name_of(path) for path in sources() if word in path.read_text()} == MAY_SAY[word]


def test_templates_escape_what_they_show():
    unescaped = {name_of(path) for path in tracked(".html") if re.search(r"\|safe\b|autoescape off", path.read_text())}
    assert unescaped == SAFE_TEMPLATES


TRANSLATED = re.compile(
    r"{% (blocktranslate|comment).*?{% end\1 %}|<(svg|style|code|kbd)\b.*?</\2>"
    r"|{% block (?:body_class|body_attributes|width) %}.*?{% endblock[^%]*%}",
    re.DOTALL,
)
MARKS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(r"\b(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-z]{2,}")
SAID_ALIKE_EVERYWHERE = {"WhatsApp", "PDF", "SVG", "PNG", "MB", "QR", "Stripe", "Google", "Apple", "https", "ada"}


def untranslated(template: str) -> set[str]:
    """Words of a template that a person would read and no catalogue can change."""
    left = MARKS.sub("", TRANSLATED.sub("", template))
    spoken = " ".join(SPOKEN.findall(left))
    return set(WORD.findall(re.sub(r"<[^>]*>", " ", left) + " " + spoken)) - SAID_ALIKE_EVERYWHERE


def test_the_search_for_untranslated_words_finds_them():
    """The control of the next test."""
    assert untranslated('<p class="x">Bare {{ name }} {% translate "kept" %}</p><img alt="Spoken">') == {
        "Bare",
        "Spoken",
    }


def test_every_word_of_a_template_can_be_translated():
    """product.md: from the first day; the page of components is for ourselves"""
    pages = [path for path in tracked(".html") if path.name != "ui.html"]
    assert {name_of(path): words for path in pages if (words := untranslated(path.read_text()))} == {}


def test_every_model_belongs_to_a_workspace_or_is_listed():
    """rule 2"""
    ours = [model for model in apps.get_models() if model.__module__.startswith(tuple(f"{room}." for room in OURS))]
    assert {model.__name__ for model in ours if not issubclass(model, WorkspaceOwned)} == GLOBAL_MODELS


def all_text(*suffixes: str) -> str:
    return "\n".join(path.read_text() for path in tracked(*suffixes) if "tests" not in path.parts)


def test_every_migration_of_rows_works_on_the_database_it_is_given():
    """Or a move to PostgreSQL would ask the SQLite file that it comes from."""
    moving = [path for path in ROOT.glob("*/migrations/*.py") if "RunPython(" in path.read_text()]
    assert (len(moving) >= 6, [path.name for path in moving if "connection.alias" not in path.read_text()]) == (
        True,
        [],
    )


def test_every_template_is_used():
    """By its name somewhere, or because allauth has one of the same name."""
    said = all_text(".py", ".html")
    allauth = Path(apps.get_app_config("account").path).parent / "templates"
    unused = []
    for path in (ROOT / "templates").rglob("*.html"):
        name = path.relative_to(ROOT / "templates").as_posix()
        by_rule = name[:3].isdecimal() or name.startswith(("ui/icons/", "allauth/"))
        if not by_rule and name not in said and path.stem not in said and not (allauth / name).exists():
            unused.append(name)
    assert unused == []


def test_every_static_file_is_used():
    said = all_text(".py", ".html", ".js", ".css")
    ours = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    unused = [path.name for path in ours if path.name not in said and not path.stem.startswith("card-")]
    assert (len(ours) > 30, unused) == (True, [])


def test_nothing_names_a_registry_or_this_machine():
    """Written so that this file does not find itself."""
    words = [
        "pypi" + ".org/simple",
        "registry" + ".npmjs.org",
        "files" + ".pythonhosted.org",
        "/wo" + "rk/",
    ]
    text = tracked(
        ".py", ".md", ".txt", ".in", ".toml", ".json", ".html", ".js", ".css", "Makefile", ".npmrc", "run", ".po"
    )
    assert [f"{name_of(path)}: {word}" for path in text for word in words if word in path.read_text()] == []
