"""The clock of the machine is put back by two hours (A78, F24): what was used stays used, and people can go on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from audience.models import Lead
from cards.models import Card
from tests.audience.leads.filled import BLOCK, form
from tests.cast import PASSWORD, Cast, make_card
from tests.workspaces.accounts import ask_for_code, code_in, enter_code, signed_in
from tests.workspaces.team import invited, link_in, roles_in
from workspaces import outbox
from workspaces.models import Effect, Membership, Role

BACK = timedelta(hours=-2)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=True) as clock:
        yield clock


@pytest.fixture
def card(cast: Cast, settings: Any) -> Card:
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
    return make_card(cast.atelier, "ada", by=cast.ada, published=True, blocks=[BLOCK])


def mailed(to: str) -> EmailMessage:
    """The newest mail to somebody."""
    outbox.perform_due()
    return [message for message in mail.outbox if message.to == [to]][-1]


def test_an_invitation_that_was_used_stays_used(card: Card, cast: Cast, clock: Any):
    invited(cast.atelier, "nina@example.com", Role.EDITOR, by=cast.ada)
    where = link_in(mailed("nina@example.com"))
    assert Client().post(where, {"name": "Nina", "password": PASSWORD}).status_code == 302
    Membership.unscoped.filter(user__email="nina@example.com").delete()
    clock.shift(BACK)
    assert [Client().get(where).status_code, Client().post(where, {"name": "Nina"}).status_code] == [410, 410]
    assert "nina@example.com" not in roles_in(cast.atelier)


def test_a_mailed_code_that_was_used_logs_nobody_in(card: Card, cast: Cast, clock: Any):
    """Neither in the browser that used it, which lies open, nor in one that asks anew."""
    client, other = Client(), Client()
    ask_for_code(client, cast.ada.email)
    code = code_in(mailed(cast.ada.email))
    enter_code(client, code)
    assert signed_in(client)
    client.logout()
    clock.shift(BACK)
    enter_code(client, code)
    ask_for_code(other, cast.ada.email)
    enter_code(other, code)
    assert [signed_in(client), signed_in(other)] == [False, False]
    enter_code(other, code_in(mailed(cast.ada.email)))
    assert signed_in(other)  # who asks anew gets in


def test_a_form_that_was_sent_counts_once_and_one_that_lay_open_can_be_sent(card: Card, clock: Any):
    """rule 17; B37: its stamp is of the future now, but ours"""
    sent, open_one = form(), form(name="Dora", email="dora@visitors.example")
    visitor = Client(headers={"sec-fetch-site": "same-origin"})
    assert visitor.post("/ada/contact", sent).status_code == 303
    clock.shift(BACK)
    assert visitor.post("/ada/contact", sent | {"email": "other@visitors.example"}).status_code == 303
    assert visitor.post("/ada/contact", open_one).status_code == 303
    assert sorted(Lead.unscoped.values_list("name", "email")) == [
        ("Carl Visitor", "carl@visitors.example"),
        ("Dora", "dora@visitors.example"),
    ]


def test_what_was_done_is_not_done_again_and_what_is_new_is_done_at_once(card: Card, cast: Cast, clock: Any):
    """No storm, and no standing still but for what is due later by the clock."""
    EmailMessage("first", "Words", to=["guest@post.example"]).send()
    outbox.perform_due()
    clock.shift(BACK)
    EmailMessage("second", "Words", to=["guest@post.example"]).send()
    outbox.perform_due()
    outbox.perform_due()
    assert [message.subject for message in mail.outbox if message.to == ["guest@post.example"]] == ["first", "second"]
    assert Effect.objects.filter(state=Effect.State.DEAD).count() == 0
