"""A real browser (Debian's Chromium) in front of the real server: pages, accessibility, keyboard."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

expect.set_options(timeout=20_000)  # a busy machine is no failure
HEIGHTS = {360: 740, 768: 1024, 1280: 800}
#: What would have renderers of its own: pages in advance, frames of other sites, the address bar.
UNSEEN = [
    *("SpareRendererForSitePerProcess", "IsolateOrigins", "site-per-process"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One renderer for all pages of a context: starting them took most of the time of the browser tests.
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    f"--disable-features={','.join(UNSEEN)}",
]
KEPT: Final = 8
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
RUN_AXE = """([within, rules]) => axe.run(within ?? document, {
  resultTypes: ["violations"], ...(rules.length ? { runOnly: { type: "rule", values: rules } } : {}),
})"""
TURNED = """([direction, size]) => {
  document.documentElement.dir = direction;
  document.documentElement.style.fontSize = size;
}"""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium per test worker, with all that people have; for tests that open their own contexts."""
    yield from launched(playwright, "chromium")


@pytest.fixture(scope="session")
def shell(playwright: Playwright) -> Iterator[Browser]:
    """The same without windows that nobody sees, where it is installed: a third less work."""
    yield from launched(playwright, "chromium-headless-shell", "chromium")


def launched(playwright: Playwright, *names: str) -> Iterator[Browser]:
    """The first of them that is installed. A missing one is a failure, never a skip."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("The browser tests need Chromium: sudo apt-get install chromium")
    browser = playwright.chromium.launch(executable_path=path, args=QUIET)
    yield browser
    browser.close()


class Troubles(list[str]):
    """What went wrong on a page without anybody asking: script errors, refused content, foreign hosts."""

    def watch(self, page: Page, own_url: str) -> None:
        own_host = urlsplit(own_url).netloc
        page.on("pageerror", lambda error: self.append(f"script error: {error}"))

        def read_console(message: ConsoleMessage) -> None:
            # An answer of 4xx is logged as an error too, and is often just what a test wants to see.
            if message.type == "error" and "the server responded with a status of 4" not in message.text:
                self.append(f"console: {message.text}")

        def read_request(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme in {"http", "https"} and parts.netloc != own_host:
                self.append(f"request to a foreign host: {request.url}")

        page.on("console", read_console)
        page.on("request", read_request)


class Contexts:
    """Browser contexts kept from test to test, given out without cookies and storage.

    A new one costs a second of the processor, a page in a kept one a tenth: an idle page holds its renderer.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.idle: list[tuple[str, BrowserContext]] = []

    def take(self, base_url: str, **options: Any) -> tuple[str, BrowserContext]:
        """One for these options that nobody uses, with its key for `give_back`."""
        key = f"{base_url} {sorted(options.items())}"
        for entry in self.idle:
            if entry[0] == key:
                self.idle.remove(entry)
                return entry
        context = self.browser.new_context(base_url=base_url, **options)
        context.set_default_timeout(15_000)
        context.new_page().goto("/healthz")
        return key, context

    def give_back(self, key: str, context: BrowserContext) -> None:
        keeper, *pages = context.pages
        for page in pages:
            page.close()
        context.set_offline(False)
        origin = key.partition(" ")[0]
        devtools = context.new_cdp_session(keeper)
        devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        devtools.detach()
        context.clear_cookies()
        self.idle.append((key, context))
        for _, oldest in self.idle[:-KEPT]:
            oldest.close()
        del self.idle[:-KEPT]


@pytest.fixture(scope="session")
def contexts(shell: Browser) -> Contexts:
    return Contexts(shell)


PageOpener = Callable[..., Page]


@pytest.fixture
def page_at(contexts: Contexts) -> Iterator[PageOpener]:
    """Opens pages: `page_at(server.url, "/ada", width=360, scheme="dark", scripts=False, cookies=[…])`.

    Each is a browser of its own. At the end the test fails if any page had a script error, a refused resource or
    asked a foreign host.
    """
    taken = []
    troubles = Troubles()

    def open_page(
        base_url: str,
        path: str = "/",
        *,
        width: int = 360,
        scheme: Any = "light",
        scripts: bool = True,
        cookies: Sequence[Any] = (),
        **context_options: Any,
    ) -> Page:
        usual = {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}
        key, context = contexts.take(
            base_url, has_touch=width < 768, java_script_enabled=scripts, **usual | context_options
        )
        taken.append((key, context))
        own_cookies: list[Any] = [{"url": base_url, **cookie} for cookie in cookies]
        context.add_cookies(own_cookies)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
        page.emulate_media(color_scheme=scheme)
        troubles.watch(page, base_url)
        page.goto(path)
        return page

    yield open_page
    for entry in taken:
        contexts.give_back(*entry)
    assert troubles == []


def axe(page: Page, *, within: str | None = None, rules: Sequence[str] = ()) -> None:
    """Asserts that axe finds nothing by all rules, or by these; each finding is shown with the elements it names."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE, [within, list(rules)])["violations"]
    readable = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    "
        + "\n    ".join(f"{' '.join(map(str, node['target']))}  {node['html'][:160]}" for node in violation["nodes"])
        for violation in found
    ]
    assert not readable, "\n" + "\n".join(readable)


STICKING_OUT: Final = """() => [...document.querySelectorAll("main *")]
  .filter((one) => {
    for (let around = one.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowX !== "visible" && around !== document.body) return false;
    }
    const box = one.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > document.documentElement.clientWidth + 1);
  })
  .map((one) => one.outerHTML.slice(0, 90))
  .slice(0, 9)"""
"""What makes a page too wide, for whoever reads the failure."""


def no_sideways_scrolling(page: Page) -> None:
    """In the page's own type; what a new width changes by container queries settles with the next frame."""
    page.evaluate("document.fonts.ready.then(() => true)")
    patience = 20
    while (wide := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")) > 0:
        assert patience, f"{page.url} is {wide} px wider than its window: {page.evaluate(STICKING_OUT)}"
        patience -= 1
        page.wait_for_timeout(50)


def look_over(page: Page, *, within: str | None = None, enlarged: bool = True) -> None:
    """Accessible, and legible by day and by night; in its window also when narrow, mirrored and `enlarged` twice."""
    before, size = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"), page.viewport_size
    assert size is not None
    assert page.locator("h1").count() == 1
    axe(page, within=within)
    page.emulate_media(color_scheme="light" if before else "dark")
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => true)")
    axe(page, within=within, rules=["color-contrast"])
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        no_sideways_scrolling(page)
    for width, letters in ((320, "100%"), (360, "200%"))[: 1 + enlarged]:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(TURNED, ["rtl", letters])
        no_sideways_scrolling(page)
    page.evaluate(TURNED, ["", ""])
    page.emulate_media(color_scheme="dark" if before else "light")
    page.set_viewport_size(size)


class Keyboard:
    """A person who has only a keyboard: moves by Tab and sees where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator, presses: int = 100) -> None:
        """Tab until `target` has the focus, and the focus can be seen."""
        for _ in range(presses):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                assert target.evaluate(FOCUS_IS_VISIBLE), f"the focus on {target} cannot be seen"
                return
        raise AssertionError(f"{target} was not reached by {presses} presses of Tab")

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.reach(target)
        self.page.keyboard.press(key)

    def type_into(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)


FOCUS_IS_VISIBLE = """element => {
  const shown = [element, element.parentElement, element.nextElementSibling].filter(Boolean);
  return shown.some(one => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
}"""
