"""The number orders go to: another one only after a fresh log-in, told to every owner, shown for a day (S4, A30)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cards.phones import readable
from storefront.models import Shop
from tests.bookings.mails import Post
from tests.bookings.owner.seen import text
from tests.cast import PASSWORD
from tests.workspaces.accounts import code_in
from workspaces.models import AuditEntry, Effect, Membership

PAGE = "/w/atelier/shop/number/"
OLD, NEW = "+447700900123", "+447700900999"
MINUTES = 60
AGAIN = "/accounts/reauthenticate/?next=%2Fw%2Fatelier%2Fshop%2Fnumber%2F"


@pytest.fixture
def post(settings) -> Post:
    return Post(settings)


def prove(client: Client) -> Any:
    """As the page that asks for the password is answered."""
    return client.post(AGAIN, {"password": PASSWORD, "next": PAGE})


def send(client: Client, number: str = NEW) -> Any:
    return client.post(PAGE, {"act": "save", "whatsapp": number})


def test_an_old_session_is_asked_again(ada: Client, shop, cast):
    """A30: nothing is changed, nobody is told"""
    before = Effect.objects.count()
    asked = send(ada)
    assert (asked.status_code, asked["Location"], Shop.objects.get().whatsapp) == (302, AGAIN, OLD)
    assert (AuditEntry.objects.filter(verb="shop.number").exists(), Effect.objects.count()) == (False, before)


def test_an_old_session_sees_the_number_and_no_field(ada: Client, shop):
    page = ada.get(PAGE)
    assert ("+44 7700 900123" in text(page), "show once more that it is you" in text(page)) == (True, True)
    assert b'name="whatsapp"' not in page.content
    assert ada.post(PAGE, {"act": "again"})["Location"] == AGAIN


def test_after_the_password_the_number_is_changed(ada: Client, shop, cast):
    """A30; and the way back leads to the form"""
    assert prove(ada)["Location"] == PAGE
    assert b'name="whatsapp"' in ada.get(PAGE).content
    assert send(ada, "07700 900999").status_code == 422  # without a country, on a clock that is nobody's
    assert send(ada)["Location"] == "/w/atelier/shop/"
    entry = AuditEntry.objects.get(verb="shop.number")
    assert (Shop.objects.get().whatsapp, entry.actor, entry.before, entry.after) == (
        NEW,
        cast.ada,
        {"whatsapp": OLD},
        {"whatsapp": NEW},
    )


def test_a_proof_is_old_after_five_minutes(ada: Client, shop, clock):
    """A30"""
    prove(ada)
    clock.shift(timedelta(seconds=5 * MINUTES))
    assert (send(ada)["Location"], Shop.objects.get().whatsapp) == (AGAIN, OLD)


def test_a_log_in_of_just_now_is_fresh(client: Client, shop, cast):
    """A30"""
    client.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})
    assert (send(client).status_code, Shop.objects.get().whatsapp) == (302, NEW)


def test_an_account_without_password_logs_in_anew(ada: Client, shop, cast):
    """A30: allauth would take this old session for fresh; instead it ends"""
    cast.ada.set_unusable_password()
    cast.ada.save()
    ada.force_login(cast.ada)
    assert send(ada)["Location"] == "/accounts/login/?next=%2Fw%2Fatelier%2Fshop%2Fnumber%2F"
    assert (Shop.objects.get().whatsapp, ada.get(PAGE).status_code) == (OLD, 302)


def test_an_account_without_password_is_fresh_after_a_code(ada: Client, shop, cast, mailoutbox):
    """A30"""
    cast.ada.set_unusable_password()
    cast.ada.save()
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "ada@example.com"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert (send(client).status_code, Shop.objects.get().whatsapp) == (302, NEW)


def test_the_first_number_is_not_asked_about(ada: Client, shop):
    """One that was taken out was there: the next one asks."""
    Shop.objects.update(whatsapp="")
    assert (send(ada)["Location"], Shop.objects.get().whatsapp) == ("/w/atelier/shop/", NEW)
    assert b"shop-banner" not in ada.get("/w/atelier/shop/").content
    prove(ada)
    assert (send(ada, "").status_code, Shop.objects.get().whatsapp) == (302, "")
    ada.cookies.clear()
    ada.force_login(Membership.objects.get(role="owner").user)
    assert (send(ada)["Location"], Shop.objects.get().whatsapp) == (AGAIN, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("+44 7700 90", "Digits are missing"),
        ("+44 7700 900123 4567 8", "too many digits"),
        ("nobody", "This is not a phone number."),
        ("+44 7700 900123 ext. 5", "Leave the extension out"),
        ("+290 2345", "8 to 15 digits"),
    ],
)
def test_what_opens_no_chat_is_refused(ada: Client, shop, typed: str, said: str):
    """S4"""
    prove(ada)
    answer = send(ada, typed)
    assert (answer.status_code, said in text(answer), f'value="{typed}"' in answer.content.decode()) == (
        422,
        True,
        True,
    )
    assert Shop.objects.get().whatsapp == OLD


def test_a_number_without_country_is_of_the_shops_place(ada: Client, shop):
    """S4"""
    Shop.objects.update(zone="Europe/London")
    prove(ada)
    send(ada, "07700 900999")
    assert Shop.objects.get().whatsapp == NEW


def test_every_owner_gets_a_mail(ada: Client, shop, cast, post: Post):
    """A30: also who has nothing to do with it; editors do not"""
    Membership.objects.filter(user=cast.ben).update(role="owner")
    prove(ada)
    send(ada)
    mails = {to: mail for to, mail in post().items() if "another number" in str(mail["Subject"])}
    assert sorted(mails) == ["ada@example.com", "ben@example.com"]
    body = mails["ben@example.com"].get_body(("plain",))
    assert body is not None
    assert [said in body.get_content() for said in (readable(NEW), "Changed by: ada@example.com")] == [True, True]


def test_for_a_day_every_page_of_the_shop_says_so(ada: Client, shop, cast, clock):
    """A30: who, when, and the way back; then it is over"""
    prove(ada)
    send(ada)
    pages = ("", "number/", "hours/pickup/", "pause/", "delivery/", "coupons/")
    seen = {page: text(ada.get(f"/w/atelier/shop/{page}")) for page in pages}
    assert [page for page, words in seen.items() if "New orders open a chat with +44 7700 900999" not in words] == []
    assert f"Changed by Ada, {date_format(localtime(), 'SHORT_DATETIME_FORMAT')}." in seen[""]
    assert "Before it was +44 7700 900123 . Change it back" in seen[""]
    clock.shift(timedelta(hours=23, minutes=59))
    ada.force_login(cast.ada)
    assert b"shop-banner" in ada.get("/w/atelier/shop/").content
    clock.shift(timedelta(minutes=1))
    assert b"shop-banner" not in ada.get("/w/atelier/shop/").content


def test_it_is_changed_back_in_one_step_and_still_said(ada: Client, shop):
    """A30: whoever swaps it for an hour does not swap the notice away"""
    prove(ada)
    send(ada)
    assert "Change it back to +44 7700 900123" in text(ada.get(PAGE))
    send(ada, OLD)
    page = text(ada.get("/w/atelier/shop/"))
    assert ("New orders open a chat with +44 7700 900123" in page, "Change it back" in page) == (True, False)


def test_who_may_only_look_reads_number_and_notice(ada: Client, client: Client, shop, cast):
    prove(ada)
    send(ada)
    client.force_login(cast.vera)
    page = client.get(PAGE)
    main = page.content.decode().partition("<main")[2]
    assert ("+44 7700 900999" in main, "<form" in main, "Change it back" in main) == (True, False, False)
    assert (send(client, OLD).status_code, Shop.objects.get().whatsapp) == (403, NEW)


def test_an_unknown_act_is_refused(ada: Client, shop):
    assert ada.post(PAGE, {"act": "burn"}).status_code == 400
