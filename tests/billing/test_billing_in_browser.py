"""An owner's whole way with a plan, clicked through: our program, the real SDK, the double's pages, signed events."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.acts import act
from tests.browser import Contexts, look_over
from tests.doubles.stripe.delivery import SECRET
from tests.doubles.stripe_server import StripeServer
from tests.servers import Server

PAGE = "/w/atelier/billing/"
SIGN_IN = "c = Client()\nc.force_login(make_cast().ada)\nprint(c.cookies['session'].value)"


@pytest.fixture
def double() -> Iterator[StripeServer]:
    made = StripeServer()
    yield made
    made.stop()


@pytest.fixture
def owner(make_server: Callable[..., Server], double: StripeServer, contexts: Contexts) -> Iterator[Page]:
    """Ada before her plan, in a browser that may go to Stripe and back."""
    keys = {"STRIPE_SECRET_KEY": "sk_test_double", "STRIPE_WEBHOOK_SECRET": SECRET, "STRIPE_API_BASE": double.url}
    server = make_server(**keys).start()
    session = act(server, SIGN_IN).splitlines()[-1]
    double.deliver_to(f"{server.url}/webhooks/stripe")
    key, context = contexts.take(server.url, has_touch=True, java_script_enabled=True, reduced_motion="reduce")
    context.add_cookies([{"url": server.url, "name": "session", "value": session}])
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if "Content Security" in said.text else None)
    page.goto(PAGE)
    yield page
    contexts.give_back(key, context)
    assert troubles == []


def click(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def reload_until(page: Page, place: str, words: str) -> None:
    """The event has come."""
    until = page.locator(place).first
    for _try in range(60):
        page.goto(PAGE)
        if until.count() and until.inner_text() == words:
            return
        page.wait_for_timeout(250)
    expect(until).to_have_text(words)


def plan_is(page: Page, words: str) -> None:
    reload_until(page, "dd strong", words)


def banner_is(page: Page, words: str) -> None:
    reload_until(page, ".message-title", words)


def no_banner_is_left(page: Page) -> None:
    for _try in range(60):
        page.goto(PAGE)
        if not page.locator(".message").count():
            return
        page.wait_for_timeout(250)
    raise AssertionError("the payment is still said to be open")


@pytest.mark.proof
def test_a_plan_from_the_first_payment_to_the_refund(owner: Page, double: StripeServer):
    """P3, P7, P8, P10: upgrade, downgrade, cancel, resume, failed renewal, the bank asks, refund"""
    page, books = owner, double.books

    def with_books(do: Callable[..., Any], *given: Any) -> None:
        with double.api.lock:
            do(*given)

    look_over(page)
    click(page, "Choose Pro by the month")
    click(page, "Pay with a card that is declined")
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    click(page, "Pay")
    page.wait_for_url(f"**{PAGE}")
    plan_is(page, "Pro, by the month")
    (key,) = books.subscriptions
    customer = books.subscriptions[key]["customer"]

    page.get_by_role("spinbutton", name="Members").fill("4")
    click(page, "Choose Team by the month")
    look_over(page)
    page.locator("main form button").click()
    expect(page.locator(".message")).to_contain_text("Your plan is Team for 4 members, by the month now.")

    click(page, "Choose Pro by the month")
    click(page, "Change at the end of the period")
    expect(page.get_by_text("After that")).to_be_visible()
    page.get_by_role("link", name="Cancel the plan").click()
    look_over(page)
    page.get_by_role("button", name=re.compile("^End Team on ")).click()
    expect(page.get_by_text("Ends on", exact=True)).to_be_visible()
    click(page, "Keep Team")
    expect(page.get_by_text("Paid until")).to_be_visible()

    click(page, "Invoices and payment card")
    click(page, "Card that is declined")
    page.wait_for_url(f"**{PAGE}")
    with_books(books.renew, key)
    banner_is(page, "The payment for your plan did not go through")
    look_over(page)

    with_books(books.set_card, customer, "asks")
    banner_is(page, "Your bank asks you to confirm a payment")
    page.get_by_role("link", name="Confirm the payment").click()
    click(page, "Confirm and pay")
    expect(page.get_by_role("heading", name="Invoice paid")).to_be_visible()
    no_banner_is_left(page)
    plan_is(page, "Team for 4 members, by the month")

    page.goto(f"{double.url}/desk")
    click(page, "Refund the last payment")
    plan_is(page, "Team for 4 members, by the month")
    assert [one["amount"] for one in books.refunds.values()] == [2400]
