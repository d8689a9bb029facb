"""Reporting a card: form, receipt, queue, decision (cards 93)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from cards.models import Card, Code, Report
from tests.bookings.mails import Post
from tests.cast import Cast, make_card, make_user
from workspaces.public_form import new_stamp


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada, published=True)


@pytest.fixture
def post(settings: Any) -> Post:
    settings.OPERATOR_EMAIL = "trust@cards.example"
    return Post(settings)


@pytest.fixture
def visitor(card: Card, post: Post) -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def form(**over: str) -> dict[str, str]:
    with time_machine.travel(timezone.now() - timedelta(seconds=10), tick=False):
        stamp = new_stamp()
    said = {"url": "http://localhost:8000/ada", "category": "phishing", "words": "It asks for my PIN.", "honest": "on"}
    return said | {"name": "Gina Guest", "email": "gina@guest.example", "stamp": stamp} | over


def test_every_card_leads_to_the_form_with_its_address(card: Card, client: Client):
    page = client.get("/ada").content.decode()
    assert 'href="/report?url=http%3A%2F%2Flocalhost%3A8000%2Fada"' in page
    assert (
        'value="http://localhost:8000/ada"'
        in client.get("/report?url=http%3A%2F%2Flocalhost%3A8000%2Fada").content.decode()
    )


def test_a_report_is_confirmed_and_shown_to_staff(visitor: Client, card: Card, post: Post):
    assert visitor.post("/report", form())["Location"] == "/report?sent=1"
    report = Report.objects.get()
    assert (report.card, report.category, report.name, report.state) == (card, "phishing", "Gina Guest", "open")
    receipt, notice = sorted(post.delivered(), key=lambda mail: str(mail["To"]))
    assert [receipt["To"], notice["To"]] == ["gina@guest.example", "trust@cards.example"]
    receipt_text, notice_text = (mail.get_body(("plain",)).get_content() for mail in (receipt, notice))  # type: ignore[union-attr]
    assert ("PIN" in receipt_text, "> It asks for my PIN." in notice_text) == (False, True)  # A39


@pytest.mark.parametrize("address", ["localhost:8000/Ada", "http://localhost:8000/ada/shop/x", "code"])
def test_the_card_is_found_at_any_address_of_it(visitor: Client, card: Card, address: str):
    if address == "code":
        address = f"http://localhost:8000/q/{Code.unscoped.get(card=card).text.lower()}"
    visitor.post("/report", form(url=address))
    assert Report.objects.get().card == card


@pytest.mark.parametrize(
    "address", ["http://localhost:8000/nobody", "https://evil.example/", "//", "\u202e", "x" * 400]
)
def test_an_address_without_card_is_taken_all_the_same(visitor: Client, address: str):
    assert visitor.post("/report", form(url=address)).status_code == 303
    assert Report.objects.get().card is None


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"honest": ""}, "honest"),
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"category": "nonsense"}, "category"),
        ({"words": ""}, "words"),
        ({"url": ""}, "url"),
    ],
)
def test_what_is_missing_is_said_and_nothing_stored(visitor: Client, over: dict[str, str], field: str):
    answer = visitor.post("/report", form(**over))
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_who_reports_the_abuse_of_children_need_not_say_who_they_are(visitor: Client, post: Post):
    assert visitor.post("/report", form(category="child", name="", email="")).status_code == 303
    assert [mail["To"] for mail in post.delivered()] == ["trust@cards.example"]


def test_sent_twice_it_is_one_report_and_machines_send_none(visitor: Client):
    twice = form()
    assert [visitor.post("/report", twice).status_code for _time in range(2)] == [303, 303]
    visitor.post("/report", form(company_website="http://spam.example"))
    assert Report.objects.count() == 1


def test_another_site_cannot_report_and_nobody_a_hundred_times(visitor: Client):
    assert visitor.post("/report", form(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert [visitor.post("/report", form()).status_code for _time in range(11)] == [303] * 10 + [429]


def test_the_decision_reaches_who_reported(visitor: Client, card: Card, post: Post):
    """By closing the card, or by the act of the queue; each once."""
    boss = make_user("boss", is_staff=True)
    totp.TOTP.activate(boss, totp.generate_totp_secret())
    staff = Client()
    staff.force_login(boss)
    visitor.post("/report", form())
    visitor.post("/report", form(url="http://localhost:8000/nobody"))
    closed, dismissed = Report.objects.order_by("pk")
    staff.post(f"/staff/cards/card/{card.pk}/suspension/", {"reason": "phishing"})
    for _time in range(2):
        staff.post(
            "/staff/cards/report/", {"action": "dismiss", "_selected_action": [str(closed.pk), str(dismissed.pk)]}
        )
    assert list(Report.objects.order_by("pk").values_list("state", flat=True)) == ["upheld", "dismissed"]
    told = [str(mail["Subject"]) for mail in post.delivered() if mail["To"] == "gina@guest.example"]
    assert told.count("Your report: what was decided") == 2
