"""Bio and texts: a small Markdown subset, and nothing else (cards 18; A05, A08)."""

import pytest

from cards.markdown import to_html, to_plain

LINK = '<a href="https://example.org/" rel="nofollow ugc noopener">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("**bold** and *slanted*", "<p><strong>bold</strong> and <em>slanted</em></p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"),
        ("[here](https://example.org/)", f"<p>{LINK}here</a></p>\n"),
        ("<https://example.org/>", f"<p>{LINK}https://example.org/</a></p>\n"),
        ("# no heading", "<p># no heading</p>\n"),
        ("", ""),
    ],
)
def test_the_subset_is_shown(text, html):
    """cards 18"""
    assert to_html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("{{7*7}}{% debug %}{0.real}", "<p>{{7*7}}{% debug %}{0.real}</p>\n"),
        (
            "![x](https://example.org/a.png)",
            '<p>!<a href="https://example.org/a.png" rel="nofollow ugc noopener">x</a></p>\n',
        ),
    ],
)
def test_anything_else_is_text(text, html):
    """A05, A08; cards 18: raw HTML appears as text, and no picture is fetched from elsewhere."""
    assert to_html(text) == html


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "/w/atelier/",
        "java&#x73;cript:alert(1)",
        "https://user@evil.example/",
    ],
)
def test_a_refused_target_is_never_linked(target):
    """cards 15: refused at save and never rendered."""
    assert "href" not in to_html(f"[tap]({target})")


def test_plain_words_for_descriptions():
    """cards 53"""
    assert to_plain("**A & B** <br>\n\n- [one](https://example.org/)\n- two") == "A & B <br> one two"
