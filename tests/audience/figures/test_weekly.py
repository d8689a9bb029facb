"""The letter of Monday morning: to whom, when, what it says, once, and how it is turned off (cards 68)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from audience import weekly, weekly_mail
from audience.models import WeeklyLetter
from audience.topics import FIGURES
from cards import coding
from cards.models import Card
from tests.audience.figures.days import put
from tests.bookings.mails import Post, part
from tests.cast import Cast, make_card
from workspaces import paces
from workspaces.models import Membership, User, Workspace
from workspaces.scoping import inside

SEVEN = datetime(2027, 2, 1, 7, 5, tzinfo=UTC)
"""On a Monday; the week before is 25 to 31 January."""


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    made = Post(settings)
    yield made
    made.server.stop()


@pytest.fixture
def card(cast: Cast) -> Card:
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    Card.unscoped.update(first_published_at=SEVEN - timedelta(days=90))
    return card


def fill(cast: Cast, card: Card) -> None:
    with inside(cast.atelier):
        code = coding.add_code(card=card, label="Door\r\nBcc: x@y.example", by=cast.ada)
        put(card, "2027-01-24", people=3, views=4, orders=1)
        put(card, "2027-01-25", people=5, views=6, scans={"code": {str(code.pk): 2}})
        put(card, "2027-01-31", people=4, saves=1)
        put(card, "2027-02-01", people=1000)


def chosen(user: User) -> dict[str, str]:
    kept: dict[str, str] = Membership.unscoped.get(user=user).paces
    return kept


def words(mail: EmailMessage) -> str:
    return str(part(mail, "text/plain").get_content()).replace("\r\n", "\n")


def off_path(mail: EmailMessage) -> str:
    found = re.fullmatch(r"<(\S+)>", str(mail["List-Unsubscribe"]).strip())
    assert found
    assert found[1].startswith(f"{settings.BASE_URL}/unsubscribe/")
    return found[1].removeprefix(settings.BASE_URL)


def test_owners_and_admins_read_what_changed(cast: Cast, card: Card, post: Post):
    """Of the week before, Monday to Sunday, beside the one before it"""
    fill(cast, card)
    weekly.begin(SEVEN)
    mails = post()
    assert sorted(mails) == ["ada@example.com", "ben@example.com"]
    mail = mails["ada@example.com"]
    assert str(mail["Subject"]) == "9 people opened your cards last week · Atelier"
    assert words(mail).split("\n\n")[:3] == [
        "9 people opened your cards last week",
        "6 more than the week before.",
        (
            "People: 9 (the week before: 3)\nViews: 6 (the week before: 4)\n"
            "Contact saved: 1 (the week before: 0)\nScans: 2 (the week before: 0)\nOrders: 0 (the week before: 1)\n"
            "Scanned most: Door Bcc: x@y.example (2)"
        ),
    ]
    assert "\n\nCardsite\n\nYou get this as a member of Atelier.\nDo not send me mails like this any more:\n" in words(
        mail
    )
    assert f"{settings.BASE_URL}/w/atelier/figures/?from=2027-01-25&to=2027-01-31" in words(mail)
    assert (mail["List-Unsubscribe-Post"], mail["Bcc"]) == ("List-Unsubscribe=One-Click", None)
    assert ">9 (the week before: 3)</strong>" in part(mail, "text/html").get_content()


def test_it_is_sent_once_however_often_and_late_beat_comes(cast: Cast, card: Card, post: Post):
    """F4: by the row; and where nothing ran at seven, at eleven"""
    fill(cast, card)
    counts = []
    for hours in (-1, 0, 0, 1, 4):
        weekly.begin(SEVEN + timedelta(hours=hours))
        counts.append(len(post()))
    assert counts == [0, 2, 0, 0, 0]
    with inside(cast.atelier):
        weekly_mail.send(WeeklyLetter.objects.values_list("pk", flat=True)[0])
        assert (len(post()), WeeklyLetter.objects.filter(said="figures").count()) == (0, 2)
    weekly.begin(SEVEN + timedelta(days=7, hours=4))
    assert len(post()) == 2


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("UTC", "2027-02-01T07:05"),
        ("Asia/Tokyo", "2027-01-31T22:05"),
        ("America/Los_Angeles", "2027-02-01T15:05"),
        ("Asia/Kolkata", "2027-02-01T02:05"),
    ],
)
def test_it_is_morning_on_the_workspaces_clock(cast: Cast, card: Card, zone: str, first: str):
    Workspace.objects.filter(pk=cast.atelier.pk).update(zone=zone)
    begun = []
    for hour in range(96):
        now = datetime(2027, 1, 30, 0, 5, tzinfo=UTC) + timedelta(hours=hour)
        weekly.begin(now)
        with inside(cast.atelier):
            if WeeklyLetter.objects.exists():
                begun.append(f"{now:%Y-%m-%dT%H:%M}")
    with inside(cast.atelier):
        mondays = set(WeeklyLetter.objects.values_list("monday", flat=True))
    assert (begun[0], {f"{monday}" for monday in mondays}) == (first, {"2027-02-01"})


def test_who_cannot_or_does_not_want_to_read_it_gets_none(cast: Cast, card: Card, post: Post):
    """Editors and viewers, who turned it off, who left or fell in rights after it was begun, who is not active"""
    fill(cast, card)
    with inside(cast.atelier):
        Membership.objects.filter(user=cast.ben).update(paces={"figures": "never"})
        Membership.objects.filter(user=cast.eve).update(role="admin")
        Membership.objects.filter(user=cast.vera).update(role="owner")
    User.objects.filter(pk=cast.vera.pk).update(is_active=False)
    weekly.begin(SEVEN)
    with inside(cast.atelier):
        Membership.objects.filter(user=cast.eve).update(role="viewer")
    assert sorted(post()) == ["ada@example.com"]


def test_nobody_came_is_said_once_with_what_helps(cast: Cast, card: Card, post: Post):
    """And nothing to whose card nobody could have seen"""
    said = []
    for week in range(3):
        weekly.begin(SEVEN + timedelta(days=7 * week))
        said.append({to: str(mail["Subject"]).strip() for to, mail in post().items() if to.startswith("ada")})
    told = "Nobody opened your card last week. Three things that help · Atelier"
    assert said == [{"ada@example.com": told}, {}, {}]
    with inside(cast.outpost):
        assert list(WeeklyLetter.objects.values_list("said", flat=True)) == ["nothing"] * 3


def test_a_week_without_anybody_after_one_with_somebody_is_a_change(cast: Cast, card: Card, post: Post):
    with inside(cast.atelier):
        put(card, "2027-01-20", people=3)
    weekly.begin(SEVEN)
    mail = post()["ada@example.com"]
    assert words(mail).split("\n\n")[:2] == ["Nobody opened your cards last week", "3 fewer than the week before."]


@pytest.mark.parametrize(("language", "said"), [("es", "abrieron tus tarjetas"), ("de", "haben 9 Personen")])
def test_it_speaks_the_readers_language(cast: Cast, card: Card, post: Post, language: str, said: str):
    User.objects.filter(pk=cast.ada.pk).update(language=language)
    fill(cast, card)
    weekly.begin(SEVEN)
    mail = post()["ada@example.com"]
    assert said in str(mail["Subject"])
    page = Client().get(off_path(mail)).content.decode()
    assert f'<html lang="{language}"' in page


def test_it_is_turned_off_from_the_mail_without_logging_in(cast: Cast, card: Card, post: Post):
    """RFC 8058: one click of a mail program, which says nothing of where it comes from; a look changes nothing"""
    fill(cast, card)
    weekly.begin(SEVEN)
    path = off_path(post()["ada@example.com"])
    visitor = Client(enforce_csrf_checks=True)
    states = []
    for data in (None, {"List-Unsubscribe": "One-Click"}, {"on": "weekly"}, {}):
        answer = visitor.get(path) if data is None else visitor.post(path, data)
        states.append((answer.status_code, chosen(cast.ada)))
        assert (answer.cookies, answer["Cache-Control"]) == ({}, "no-store")
    never = {"figures": "never"}
    assert states == [(200, {}), (200, never), (200, {}), (200, never)]
    assert chosen(cast.ben) == {}
    weekly.begin(SEVEN + timedelta(days=7))
    assert sorted(post()) == ["ben@example.com"]


@pytest.mark.parametrize("change", ["x", "-1", ".", ""])
def test_a_wrong_token_leads_nowhere(cast: Cast, client: Client, change: str):
    """rule 26: nobody turns off another's letters by counting"""
    pk = Membership.unscoped.get(user=cast.ada).pk
    path = paces.off_url(FIGURES, pk).removeprefix(settings.BASE_URL)
    wrong = path.replace(f"/{pk}-", f"/{pk + 1}-") if not change else f"{path}{change}"
    tried = [wrong, path.replace("/figures/", "/leads/"), path.replace("/figures/", "/nothing/")]
    assert ([client.post(one).status_code for one in tried], chosen(cast.ada)) == ([404] * 3, {})
