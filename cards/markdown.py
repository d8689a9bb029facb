"""The small Markdown of bios and texts: bold, italic, lists, links, line breaks (cards 18; A05, A08)."""

from functools import lru_cache
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from cards.safe_url import UnsafeUrl, safe_url

TAGS: Final = {"a", "br", "em", "li", "ol", "p", "strong", "ul"}

_parser: Final = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "newline", "escape", "emphasis", "link", "autolink", "entity"]
)


@lru_cache(maxsize=64)  # one page asks twice: for the block and for its description
def to_html(text: str) -> SafeString:
    """Clean HTML. What looks like HTML in the text is shown as text; a link that is not allowed loses its target."""
    clean = nh3.clean(
        _parser.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_checked,
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308  # cleaned by nh3 just above


def to_plain(text: str) -> str:
    """The words alone on one line, for descriptions."""
    words = nh3.clean(to_html(text), tags=set())
    return " ".join(unescaped(words).split())


def unescaped(text: str) -> str:
    """nh3 leaves exactly these entities in text."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _checked(_tag: str, attribute: str, value: str) -> str | None:
    """nh3 asks for `rel` too, which it has set itself."""
    try:
        return safe_url(value) if attribute == "href" else value
    except UnsafeUrl:
        return None
