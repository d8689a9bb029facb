"""One frame for all mails: as text and as HTML, by day and by night, without anything that watches the reader."""

import re
from dataclasses import replace
from typing import Any

from django.utils import translation

from tests.cast import Cast
from tests.workspaces.accounts import ask_for_code, code_in
from workspaces import account_letters, letters, service_mail
from workspaces.letters import Letter

LETTER = Letter(
    subject="Booked",
    heading="Hello <b>Gina</b>",
    said=["Your appointment is booked.", "Bring a coat."],
    rows=[("What", "Cut")],
    links=[("Move or cancel", "https://cards.example/b/1")],
    signed="Atelier",
)


def test_a_letter_says_the_same_as_text_and_as_html():
    made = letters.mail(LETTER, "hello@cards.example", "gina@guest.example")
    words = "Your appointment is booked.\n\nBring a coat.\n\nWhat: Cut\n\nMove or cancel:\nhttps://cards.example/b/1"
    assert made.body == f"Hello <b>Gina</b>\n\n{words}\n\nAtelier\n"
    html = str(made.alternatives[0][0])
    assert ("Hello &lt;b&gt;Gina" in html, "<b>Gina" in html, "List-Unsubscribe" in made.extra_headers) == (
        True,
        False,
        False,
    )


def test_whatever_somebody_is_called_stays_text(settings):
    """A06, A43: in the headers, in every place of both bodies; and an answer reaches the operator"""
    settings.OPERATOR_EMAIL = "boss@example.com"
    evil = "<b>&\"'\r\nBcc: x@evil.example"
    named: Any = {"subject": letters.subject(evil), "heading": evil, "quoted": evil, "signed": evil, "because": evil}
    letter = replace(LETTER, rows=[(evil, evil)], links=[(evil, 'https://cards.example/?a=1&b="2')], **named)
    made = letters.mail(letter, "hello@cards.example", "gina@guest.example")
    message, html = made.message(), str(made.alternatives[0][0])
    said = (message["Subject"], message["Bcc"], message["Reply-To"], message["To"])
    assert said == ("<b>&\"' Bcc: x@evil.example", None, "boss@example.com", "gina@guest.example")
    assert ("<b>" in html, html.count("&lt;b&gt;&amp;&quot;&#x27;")) == (False, 11)
    assert 'href="https://cards.example/?a=1&amp;b=&quot;2"' in html


def test_what_cannot_be_turned_off_says_so(post):
    service_mail.send(LETTER, "ada@example.com", answers="ben@example.com")
    service_mail.send(replace(LETTER, because="You asked."), "ada@example.com")
    first, second = post()
    always = "This is about your account or a workspace of yours, so it is always sent.\n"
    assert (first.body.endswith(f"\n\n{always}"), first.reply_to) == (True, ["ben@example.com"])
    assert (second.body.endswith("\n\nYou asked.\n"), second.reply_to, second.from_email) == (
        True,
        [],
        "Cardsite <hello@localhost>",
    )


def test_nothing_in_a_letter_is_fetched_when_it_is_read():
    """No tracking: no picture, no sheet, no script, no address but those one taps"""
    html = letters.html(replace(LETTER, off="https://cards.example/unsubscribe/x/1"))
    assert re.findall(r"<(?:img|link|script|iframe|object|video)\b|url\(|@import|src=", html) == []
    assert set(re.findall(r'https?://[^"\s<]+', html)) == {
        "https://cards.example/b/1",
        "https://cards.example/unsubscribe/x/1",
    }


def test_lists_of_mails_show_how_it_begins_cut_at_a_word():
    assert LETTER.preheader == "Your appointment is booked. Bring a coat. What: Cut"
    long = replace(LETTER, said=["word " * 60]).preheader
    assert (long.endswith("word…"), len(long) <= letters.PREHEADER) == (True, True)


def test_what_can_be_turned_off_says_so_to_mail_programs_and_people():
    """RFC 8058"""
    letter = replace(LETTER, because="Why.", off="https://cards.example/off", choose="https://cards.example/choose")
    made = letters.mail(letter, "hello@cards.example", "ada@example.com")
    assert made.extra_headers["List-Unsubscribe"] == "<https://cards.example/off>"
    assert made.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with translation.override("de"):
        assert letter.text.endswith(
            "Why.\nMails wie diese nicht mehr schicken:\nhttps://cards.example/off\n"
            "Wählen, was Sie per Mail bekommen:\nhttps://cards.example/choose\n"
        )


def test_a_mail_of_accounts_is_read_into_a_letter():
    body = (
        "Type this code:\n\nABCD-EFGH\n\nIt works once.\n\nOr open\nhere:\nhttps://cards.example/in\n\n"
        "It was done from:\n\n- Browser: Firefox\n\n-- \nCardsite · https://cards.example"
    )
    labels = {"https://cards.example/in": "Log in"}
    read = account_letters.read("Your code", body, labels, otherwise="Open the page", signed="Cardsite")
    assert (read.code, read.said) == (
        "ABCD-EFGH",
        ["Type this code:", "It works once.", "Or open here:", "It was done from:"],
    )
    assert (read.links, read.rows) == ([("Log in", "https://cards.example/in")], [("Browser", "Firefox")])


def test_the_code_to_log_in_stands_large_in_the_same_frame(cast: Cast, client, post):
    ask_for_code(client, "ada@example.com")
    (mail,) = post()
    code = code_in(mail)
    assert re.search(rf'class="well"[^>]*>{code}</p>', str(mail.alternatives[0][0]))
