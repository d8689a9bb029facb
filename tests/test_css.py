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
CARDS = [*sorted(CSS.glob("card*.css")), CSS / "absent.css"]
LAYERS = "@layer reset, tokens, base, components, pages, utilities;"

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|hwb|color)a?\(|:[^;{}]*\b(?:black|white|red|blue|grey|gray)\b",
    re.IGNORECASE,
)
DECLARED = re.compile(r"(--[a-z][a-z0-9-]*)\s*:")
USED = re.compile(r"var\(\s*(--[a-z][a-z0-9-]*)\s*([,)])")
#: What Chrome 100 or Safari 15.4 do not know, and what does harm there. What only loses an ornament may stand:
#: `text-wrap`, `hyphens`, `scrollbar-width`, `overscroll-behavior`, and `overflow-x: clip` for the time of a movement.
TOO_NEW = re.compile(
    r"\b(?:light-dark|color-mix|color|oklch|oklab|lch|lab|linear|sin|cos|tan|atan2?|round|mod|rem|pow|sqrt|hypot|abs|sign"
    r"|anchor)\("
    r"|:(?:has|dir|host-context|modal|popover-open|state|open)\b|:user-(?:in)?valid|:nth-(?:last-)?child\([^)]*\bof\b"
    r"|@(?:container|scope|starting-style|property|position-try|view-transition|custom-media)\b"
    r"|\b\d*\.?\d+(?:[dsl]v(?:h|w|b|i|min|max)|cq(?:w|h|i|b|min|max)|lh|rlh|cap)\b"
    r"|\((?:width|height|inline-size|block-size|aspect-ratio)\s*[<>]|[<>]=?\s*(?:width|height)"
    r"|^\s*(?:translate|rotate|scale|mask[a-z-]*|backdrop-filter|container[a-z-]*|anchor-name|position-area|text-box[a-z-]*"
    r"|field-sizing|interpolate-size|animation-timeline|offset-path)\s*:"
    r"|\bsubgrid\b|\boverflow:\s*clip\b|^\s*&",
    re.MULTILINE,
)


def source(path):
    return COMMENT.sub("", path.read_text())


def tokens(scheme):
    """The properties of `:root` in one token file."""
    root = re.search(r":root \{(.*?)\}", source(TOKENS[scheme]), re.DOTALL)
    assert root
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+);", root[1]))


def nested_rules(css: str) -> list[str]:
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


def beyond_the_floor(css: str) -> list[str]:
    """What Chrome 100 or Safari 15.4 would not read as it is meant."""
    bare = COMMENT.sub("", css)
    found: list[str] = TOO_NEW.findall(re.sub(r"([{;])\s*", r"\1\n", bare))
    return found + nested_rules(bare)


def test_the_two_searches_find_what_they_are_for():
    """The tests below could not fail otherwise."""
    assert nested_rules("@layer a { .b { color: var(--c); .d { top: 0 } } } .e { top: 0; }") == [".d"]
    new = """.a:has(b) { block-size: 100dvh; rotate: 2deg } @container (width > 3em) { .b { inline-size: 3cqi } }
      @media (width >= 40rem) { .c { color: oklch(50% 0 0); mask: none; overflow: clip } .d:dir(rtl) { top: 1.5lh } }
      .e { & .f { grid-template-rows: subgrid } } @property --g { syntax: "*" }"""
    assert [found.strip() for found in beyond_the_floor(new)] == [
        *(
            ":has",
            "100dvh",
            "rotate:",
            "@container",
            "(width >",
            "3cqi",
            "(width >",
            "oklch(",
            "mask:",
            "overflow: clip",
        ),
        *(":dir", "1.5lh", "&", "subgrid", "@property", "& .f"),
    ]
    old = """@media (max-width: 30rem) { .a:not(.b, .c):is(d) { inset: 0; color: rgb(0 0 0 / .5) } }
      @layer x { .e { width: min(100vw, calc(3rem + 1px)); background: linear-gradient(red, blue); } }"""
    assert beyond_the_floor(old) == []
    assert COLOUR.findall("a { color: #fff; fill: rgb(0 0 0); border: 1px solid red }") == [
        "#fff",
        "rgb(",
        ": 1px solid red",
    ]


@pytest.mark.parametrize("path", CHROME, ids=lambda path: path.name)
def test_colours_stand_in_the_token_files_only(path):
    """look.md: each colour said once"""
    assert COLOUR.findall(source(path)) == []


@pytest.mark.parametrize("path", [*CHROME, *CARDS, *TOKENS.values()], ids=lambda path: path.name)
def test_stylesheets_keep_the_floor_of_visitors(path):
    """product.md: Chrome 100 and Safari 15.4"""
    assert beyond_the_floor(path.read_text()) == []


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
