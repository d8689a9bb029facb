"""Our own stylesheets: colours in one place, no unknown property, nothing an old browser cannot read (rule 7)."""

import re

import pytest

from cards.inks import INKS, shades
from cards.stocks import TOKENS_DARK, TOKENS_LIGHT, Tokens
from tests.servers import ROOT

CSS = ROOT / "static" / "css"
TOKENS = {"light": CSS / "tokens-light.css", "dark": CSS / "tokens-dark.css"}
# Cards have their own colours and tests; the editor is for owners only.
CHROME = sorted(path for path in CSS.glob("*.css") if not path.name.startswith(("absent", "card", "editor", "tokens")))
LAYERS = "@layer reset, tokens, base, components, pages, utilities;"

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|hwb|color)a?\(|:[^;{}]*\b(?:black|white|red|blue|grey|gray)\b",
    re.IGNORECASE,
)
DECLARED = re.compile(r"(--[a-z][a-z0-9-]*)\s*:")
USED = re.compile(r"var\(\s*(--[a-z][a-z0-9-]*)\s*([,)])")
TOO_NEW = re.compile(
    r"light-dark\(|color-mix\(|:has\(|@container|@scope|@starting-style|\b\d+[dsl]v(?:h|w|b|i|min|max)\b"
    r"|\((?:width|height)\s*[<>]|^\s*(?:translate|rotate|scale)\s*:|@property|\bsubgrid\b|:user-(?:in)?valid",
    re.MULTILINE,
)


def source(path):
    return COMMENT.sub("", path.read_text())


def tokens(scheme):
    """The properties of `:root` in one token file."""
    root = re.search(r":root \{(.*?)\}", source(TOKENS[scheme]), re.DOTALL)
    assert root
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+);", root[1]))


def nested_rules(css):
    """Selectors of rules that stand inside another rule; rules inside at-rules are no nesting."""
    open_blocks: list[str] = []
    found: list[str] = []
    for prelude, brace in re.findall(r"([^{};]*)([{};])", css):
        if brace == "{":
            if open_blocks and not open_blocks[-1].startswith("@"):
                found.append(prelude.strip())
            open_blocks.append(prelude.strip())
        elif brace == "}":
            open_blocks.pop()
    return found


def test_the_two_searches_find_what_they_are_for():
    """The tests below could not fail otherwise."""
    assert nested_rules("@layer a { .b { color: var(--c); .d { top: 0 } } } .e { top: 0; }") == [".d"]
    assert TOO_NEW.findall(".a:has(b) { block-size: 100dvh;\n rotate: 2deg; }") == [":has(", "100dvh", " rotate:"]
    assert COLOUR.findall("a { color: #fff; fill: rgb(0 0 0); border: 1px solid red }") == [
        "#fff",
        "rgb(",
        ": 1px solid red",
    ]


@pytest.mark.parametrize("path", CHROME, ids=lambda path: path.name)
def test_colours_stand_in_the_token_files_only(path):
    """look.md: each colour said once"""
    assert COLOUR.findall(source(path)) == []


@pytest.mark.parametrize("path", [*CHROME, *TOKENS.values()], ids=lambda path: path.name)
def test_stylesheets_keep_the_floor_of_visitors(path):
    """product.md: Chrome 100 and Safari 15.4"""
    assert TOO_NEW.findall(source(path)) == []
    assert nested_rules(source(path)) == []


@pytest.mark.parametrize("path", [*CHROME, *TOKENS.values()], ids=lambda path: path.name)
def test_every_stylesheet_states_the_order_of_layers_first(path):
    assert source(path).lstrip().startswith(LAYERS)


def test_every_custom_property_is_defined():
    everything = "".join(source(path) for path in [*CHROME, TOKENS["light"]])
    used = {name for name, end in USED.findall(everything) if end == ")"}
    assert used - set(DECLARED.findall(everything)) == set()


def test_every_custom_property_is_used_in_one_of_our_files():
    """A token nobody uses is a colour nobody checks."""
    everything = "".join(source(path) for path in CSS.glob("*.css"))
    used = {name for name, _ in USED.findall(everything)}
    assert {f"--{name}" for name in tokens("light")} - used - {"--on-edge"} == set()


def test_both_schemes_name_the_same_properties():
    light, dark = (DECLARED.findall(source(path)) for path in TOKENS.values())
    assert light == dark


@pytest.mark.parametrize(("scheme", "house"), [("light", TOKENS_LIGHT), ("dark", TOKENS_DARK)])
def test_the_house_tokens_are_those_of_the_cards(scheme: str, house: Tokens):
    """look.md: one table of colours for our chrome and for cards"""
    assert {name: tokens(scheme)[name] for name in house} == house


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_has_its_rule(scheme):
    """cards 25"""
    rule = r'\[data-ink="([a-z]+)"\] \{ --act: (\S+); --edge: (\S+); --on-edge: (\S+); \}'
    expected = {
        name: tuple(getattr(shades(ink), f"{part}_{scheme}") for part in ("act", "edge", "on_edge"))
        for name, ink in INKS.items()
    }
    assert {name: tuple(rest) for name, *rest in re.findall(rule, source(TOKENS[scheme]))} == expected


def test_the_browser_frame_has_the_colour_of_the_page():
    """The two colours that HTML must repeat."""
    base = (ROOT / "templates" / "layouts" / "base.html").read_text()
    assert set(re.findall(r"#[0-9a-f]{6}", base)) == {TOKENS_LIGHT["stock"], TOKENS_DARK["stock"]}


def test_scripts_of_the_chrome_are_short():
    """architecture.md: modules of at most 120 lines"""
    lengths = {path.name: len(path.read_text().splitlines()) for path in (ROOT / "static" / "js").glob("*.js")}
    assert {name: lines for name, lines in lengths.items() if lines > 120} == {}


def test_templates_carry_no_inline_script_or_style():
    """rule 7; a card's page writes its own style element and data; mails know inline styles only"""
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\b(?:src=|type=\"application/))", re.IGNORECASE)
    pages = [path for path in (ROOT / "templates").rglob("*.html") if not {"public", "mail"} & set(path.parts)]
    assert {str(path): found for path in pages if (found := inline.findall(path.read_text()))} == {}
