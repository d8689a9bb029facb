"""The page that helps to keep a contact, and the contact by e-mail (cards 42)."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
import vobject
from django.test import Client
from django.utils import timezone

from cards import coding, publishing
from cards.models import Card, Code
from cardsite.kit.models import Throttle
from tests.bookings.mails import Post, part
from tests.cards.saving.test_browsers import DESK, IPHONE, PHONE
from tests.cast import Cast, make_card
from workspaces.models import Effect
from workspaces.public_form import new_stamp
from workspaces.scoping import inside

INSTAGRAM = " Instagram 300.0.0.29.110"


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada, published=True, language="es", greeting="Unsaid")


@pytest.fixture
def post(settings: Any) -> Post:
    settings.MAIL_CONFIGURED = True
    return Post(settings)


@pytest.fixture
def visitor(card: Card, post: Post) -> Client:
    """From a page of our own, as browsers say it."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def form(*, seconds: float = 10, **over: str) -> dict[str, str]:
    """As sent by a person who opened the page so long ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        stamp = new_stamp()
    return {"email": "gina@guest.example", "stamp": stamp} | over


def main(answer: Any) -> str:
    return unescape(answer.content.decode().partition("<main")[2].partition("</main")[0])


def mails() -> int:
    return Effect.objects.filter(task="workspaces.mail.deliver").count()


def test_the_card_leads_there_plainly(card: Card, client: Client):
    """The notice waits for a script that knows the apps; the link does not."""
    page = client.get("/ada").content.decode()
    assert re.findall(r'<a href="(/ada/save)" data-via>', page) == ["/ada/save", "/ada/save"]
    assert re.findall(r'data-inside="([^"]*)"\s+hidden', page)[0].split("|")[0] == "Instagram"


def test_the_page_is_kept_by_nobody_and_found_by_no_search(card: Card, client: Client):
    """cards 42: it speaks of this browser, so it is this visitor's alone; in the card's language"""
    answer = client.get("/ada/save")
    assert (answer.status_code, answer["Cache-Control"], answer["X-Robots-Tag"]) == (200, "no-store", "noindex")
    assert (answer["Content-Language"], hasattr(answer, "remember")) == ("es", False)
    assert "Guardar el contacto" in main(answer)


@pytest.mark.parametrize(
    ("agent", "intents", "steps"),
    [
        (PHONE + INSTAGRAM, 1, "On Android"),
        (IPHONE + INSTAGRAM, 0, "On an iPhone or iPad"),
        (PHONE, 0, "On Android"),
        (IPHONE, 0, "On an iPhone or iPad"),
        (DESK, 0, "On a computer"),
        ("", 0, "On a computer"),
    ],
)
def test_what_helps_here_stands_open(cast: Cast, client: Client, agent: str, intents: int, steps: str):
    """The way out of the app; the other devices' steps stay within reach."""
    make_card(cast.atelier, by=cast.ada, published=True)
    page = main(client.get("/ada/save", headers={"User-Agent": agent}))
    opened = re.findall(r"<details class=\"save-how\"\s+open>\s*<summary>([^<]*)</summary>", page)
    assert (page.count('href="intent://localhost:8000/ada/save#Intent;scheme=http;'), opened) == (intents, [steps])
    assert ("You are inside Instagram" in page, page.count("<summary>")) == (INSTAGRAM in agent, 3)


def test_contact_chat_and_address(card: Card, client: Client, settings: Any):
    """cards 42: the code through which one came goes along; what is no code does not"""
    code = Code.unscoped.get(card=card).text
    page = main(client.get(f"/ada/save?via={code.lower()}"))
    assert re.findall(r'href="(/ada/contact[^"]*)"', page) == [f"/ada/contact.vcf?via={code}"]
    assert re.findall(r'data-copy="([^"]*)"', page) == [f"{settings.BASE_URL}/ada"]
    assert re.findall(r'href="(https://wa.me/)\?text=Ada%20Byron', page) == ["https://wa.me/"]
    assert "via=" not in main(client.get("/ada/save?via=<script>"))


def test_the_file_is_called_as_browsers_save_it(card: Card, client: Client):
    """cards 35, 42: the name looked for among the downloads is the one that is there."""
    full = re.findall(r"filename\*=UTF-8''(\S+)", client.get("/ada/contact.vcf")["Content-Disposition"])
    assert [unquote(name) for name in full] == ["Ada Byron.vcf"]
    assert re.findall("«([^»]+[.]vcf)»", client.get("/ada/save").content.decode()) == ["Ada Byron.vcf"] * 2


def test_a_picture_can_be_left_out(cast: Cast, client: Client):
    """cards 40: offered where there is one"""
    make_card(cast.atelier, by=cast.ada, published=True, logo="11111111-1111-4111-8111-111111111111")
    page = main(client.get("/ada/save?via=7K3M102"))
    assert re.findall(r'href="(/ada/contact[^"]*)"', page) == [
        "/ada/contact.vcf?via=7K3M102",
        "/ada/contact.vcf?photo=0&via=7K3M102",
    ]


def test_only_a_published_card_has_one(cast: Cast, client: Client, settings: Any):
    """cards 2, 3, 6: the answers of the card's own page"""
    draft = make_card(cast.atelier, "draft", by=cast.ada, identity={"given": "Secret"})
    answers = [client.get("/draft/save"), client.get("/nobody/save"), client.post("/draft/save")]
    assert [one.status_code for one in answers] == [404, 404, 403]
    assert answers[0].content == answers[1].content
    with inside(cast.atelier):
        publishing.publish(card=draft, by=cast.ada)
    assert client.get("/DRAFT/save?via=1")["Location"] == "/draft/save?via=1"


def test_the_contact_comes_by_mail(card: Card, visitor: Client, post: Post):
    """cards 42: one message, with the file a phone would save; nothing of the address stays"""
    answer = visitor.post("/ada/save", form())
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (303, "/ada/save?sent=1", "no-store")
    received = post()
    assert list(received) == ["gina@guest.example"]
    mail = received["gina@guest.example"]
    assert (mail["Subject"], str(mail["From"]).partition(" <")[0]) == ("Contacto: Ada Byron", "Ada Byron")
    file = part(mail, "text/vcard")
    assert file.get_filename() == "ada.vcf"
    assert vobject.readOne(file.get_content()).fn.value == "Ada Byron"
    rows = [*Effect.objects.values_list("payload", "arguments", "last_error"), *Throttle.objects.values_list("key")]
    assert [row for row in rows if "gina" in str(row)] == []
    assert "en camino" in main(visitor.get(answer["Location"]))


def test_the_mail_names_where_one_met(card: Card, visitor: Client, post: Post, cast: Cast):
    """cards 41"""
    with inside(cast.atelier):
        code = coding.add_code(card=card, label="Feria", by=cast.ada)
    visitor.post(f"/ada/save?via={code.text}", form())
    file = part(post()["gina@guest.example"], "text/vcard").get_content()
    assert "Feria" in vobject.readOne(file).note.value


def test_sent_twice_it_is_one_mail(card: Card, visitor: Client):
    """The second tap is answered like the first."""
    sent = form()
    assert [visitor.post("/ada/save", sent).status_code for _tap in range(3)] == [303] * 3
    assert mails() == 1


@pytest.mark.parametrize("email", ["", "gina", "gina@guest.example, ben@guest.example", "a@b.example<script>"])
def test_what_is_no_address_comes_back_as_it_was_typed(card: Card, visitor: Client, email: str):
    answer = visitor.post("/ada/save", form(email=email))
    assert (answer.status_code, mails()) == (422, 0)
    assert f'value="{email}"' in main(answer) or not email


def test_a_line_end_in_the_address_is_refused(card: Card, visitor: Client):
    """A40"""
    assert visitor.post("/ada/save", form(email="gina@guest.example\r\nBcc: ben@x.example")).status_code == 400
    assert mails() == 0


def test_a_machine_is_told_that_all_is_well(card: Card, visitor: Client):
    """B37: the trap looks like success and sends nothing"""
    answer = visitor.post("/ada/save", form(company_website="https://spam.example"))
    assert (answer.status_code, answer["Location"], mails()) == (303, "/ada/save?sent=1", 0)


@pytest.mark.parametrize("over", [{"seconds": 0.5}, {"seconds": 7300}, {"stamp": ""}, {"stamp": "1-2:3"}])
def test_a_form_of_the_wrong_age_sends_nothing(card: Card, visitor: Client, over: dict[str, Any]):
    """B37: and comes back to be sent once more"""
    answer = visitor.post("/ada/save", form(**over))
    assert (answer.status_code, 'value="gina@guest.example"' in main(answer), mails()) == (422, True, 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Sec-Fetch-Site": "cross-site"}, 403), ({}, 403), ({"Origin": "http://localhost:8000"}, 303)],
)
def test_only_a_page_of_ours_may_send_it(card: Card, post: Post, headers: dict[str, str], status: int):
    """A63"""
    assert Client(headers=headers).post("/ada/save", form()).status_code == status


def test_asking_often_is_limited(card: Card, visitor: Client):
    """A41: from one network, and to one person from many; what was typed is kept"""
    answers = [visitor.post("/ada/save", form(email=f"g{number}@guest.example")) for number in range(7)]
    assert [one.status_code for one in answers] == [303] * 6 + [429]
    assert ('value="g6@guest.example"' in main(answers[-1]), int(answers[-1]["Retry-After"]) > 0) == (True, True)
    many = [visitor.post("/ada/save", form(), REMOTE_ADDR=f"203.0.113.{number}").status_code for number in range(8)]
    assert (many, mails()) == ([303] * 6 + [429] * 2, 12)


def test_without_mail_there_is_no_form(card: Card, client: Client, settings: Any):
    """An installation that cannot send does not offer to."""
    settings.MAIL_CONFIGURED = False
    visitor = Client(headers={"Sec-Fetch-Site": "same-origin"})
    answers = [client.get("/ada/save"), visitor.post("/ada/save", form())]
    assert [(one.status_code, "<form" in main(one)) for one in answers] == [(200, False), (200, False)]
    assert mails() == 0
