"""What an owner does about the plan: begin, change, end, go on (P3, P8). Stripe is asked outside any transaction.

Every act ends in `syncing.sync`: what was asked for counts once Stripe says so, and the page never guesses.
"""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from billing import bills, gateway, offers, reading, standing
from billing.choices import Choice, is_more
from billing.models import Subscription
from billing.snapshots import Preview, Snapshot
from billing.syncing import sync
from workspaces import audit
from workspaces.models import User, Workspace

SHOWN_FOR: Final = timedelta(hours=1)
"""How long an amount that was shown may be agreed to."""


class AlreadySubscribed(Exception):
    """There is a subscription: it is changed, never a second one begun."""


class NothingToChange(Exception):
    """No subscription goes on here."""


class AlreadySo(NothingToChange):
    """It says just this."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice)
        self.choice = choice


class Overtaken(Exception):
    """Another choice was made meanwhile, in another window."""


def mine(workspace: Workspace) -> Subscription:
    """The row of the open workspace; made when it is first asked for."""
    row, _made = Subscription.objects.get_or_create(defaults={"workspace": workspace})
    row.workspace = workspace
    return row


def begin(*, workspace: Workspace, choice: Choice, by: User, back: str, away: str) -> str:
    """The address where Stripe takes the payment. However often and wherever it is asked, one can be paid.

    Raises `AlreadySubscribed`, `Overtaken`, `NotOffered`, `StripeTrouble`.
    """
    row = sync(_with_customer(workspace, by))
    if row.is_live:
        raise AlreadySubscribed
    price = offers.price(choice)
    number = _turn(row, choice)
    session = gateway.checkout(
        customer=row.customer_id,
        price=price,
        choice=choice,
        workspace=workspace.slug,
        key=f"checkout-{row.uid}-{number}",
        back=back,
        away=away,
    )
    if not _keep(row, number, session.id):
        _close(session.id)
        raise Overtaken
    return str(session.url)


def _with_customer(workspace: Workspace, by: User) -> Subscription:
    """One customer a workspace, whoever asks at once: Stripe makes one for one key (P3)."""
    row = mine(workspace)
    live = gateway.is_live_mode()
    if row.customer_id and row.livemode is live:
        return row
    key = f"customer-{row.uid}-{'live' if live else 'test'}"
    customer = gateway.new_customer(name=workspace.name, email=by.email, workspace=workspace.slug, key=key)
    with transaction.atomic():
        row.lock()
        row.customer_id, row.livemode = customer, live
        row.save(update_fields=["customer_id", "livemode"])
    return row


def _turn(row: Subscription, choice: Choice) -> int:
    """The number of this checkout. The same choice goes on with the one that is open; another closes that first."""
    open_one = gateway.checkout_again(row.checkout_id) if row.checkout_id else None
    if open_one is not None and open_one.status == "complete" and sync(row).is_live:
        raise AlreadySubscribed
    going_on = open_one is None or open_one.status == "open"
    if going_on and row.checkout_choice in {str(choice), ""}:
        return _number(row, row.checkout_number, choice, new=row.checkout_choice == "")
    if open_one is not None and open_one.status == "open":
        _close(open_one.id)
    return _number(row, row.checkout_number, choice, new=True)


@transaction.atomic
def _number(row: Subscription, seen: int, choice: Choice, *, new: bool) -> int:
    """The next number, or the one there is. Raises `Overtaken` where it is no longer the one that was seen."""
    row.lock()
    if row.checkout_number != seen:
        if row.checkout_choice == str(choice):
            return row.checkout_number
        raise Overtaken
    if new:
        row.checkout_number, row.checkout_choice, row.checkout_id = seen + 1, str(choice), ""
        row.save(update_fields=["checkout_number", "checkout_choice", "checkout_id"])
    return row.checkout_number


@transaction.atomic
def _keep(row: Subscription, number: int, session: str) -> bool:
    """Remember the session, unless another choice came first."""
    row.lock()
    if row.checkout_number != number:
        return False
    row.checkout_id = session
    row.save(update_fields=["checkout_id"])
    return True


def is_coming(row: Subscription) -> bool:
    """Whether a checkout was paid that is no plan yet. Raises `StripeTrouble`."""
    if row.is_live:
        return row.status == "incomplete"
    session = gateway.checkout_again(row.checkout_id) if row.checkout_id else None
    return session is not None and session.status == "complete" and session.subscription != row.subscription_id


@transaction.atomic
def finish(row: Subscription) -> bool:
    """Put away the checkout that became a plan which is paid; True for the one call that did."""
    row.lock()
    if not row.checkout_id or row.status not in standing.PAID:
        return False
    row.checkout_choice = row.checkout_id = ""
    row.save(update_fields=["checkout_choice", "checkout_id"])
    return True


def _close(session: str) -> None:
    """Raises `AlreadySubscribed` where it was paid at the last moment."""
    try:
        gateway.close_checkout(session)
    except gateway.Refused:
        if gateway.checkout_again(session).status == "complete":
            raise AlreadySubscribed from None


def preview(*, row: Subscription, choice: Choice, at: int) -> Preview:
    """What the change costs today, counted from the second `at`. Raises `NothingToChange`, `StripeTrouble`."""
    now = _now(row, choice)
    price = offers.price(choice)
    return bills.preview(now, customer=row.customer_id, price=price, seats=choice.seats, at=at)


def change(*, row: Subscription, choice: Choice, at: int, by: User) -> Subscription:
    """More counts at once and is billed as it was shown at `at`; less counts from the end of the period (P8).

    Raises `NothingToChange`, `Overtaken` when `at` is too long ago, `NotOffered`, `StripeTrouble`.
    """
    now = _now(row, choice)
    price = offers.price(choice)
    if is_more(choice, now.choice):
        seen = int(timezone.now().timestamp()) - at
        if not 0 <= seen <= SHOWN_FOR.total_seconds():
            raise Overtaken
        _release(now)
        gateway.change(now, price=price, seats=choice.seats, at=at, key=f"change-{row.uid}-{choice}-{at}")
    else:
        if now.ends:
            gateway.set_end(now.subscription, ends=False)
        gateway.change_later(now, price=price, seats=choice.seats)
    return _done(row, "billing.change", by, {"from": str(now.choice), "to": str(choice)})


def keep(*, row: Subscription, by: User) -> Subscription:
    """Take back a change that was to come."""
    now = _now(row)
    _release(now)
    return _done(row, "billing.keep", by, {"kept": str(now.choice)})


def cancel(*, row: Subscription, by: User) -> Subscription:
    """No more payments; what is paid for goes on to the end of its period."""
    now = _now(row)
    _release(now)
    gateway.set_end(now.subscription, ends=True)
    return _done(row, "billing.cancel", by, {"ends": now.period_end.isoformat()})


def resume(*, row: Subscription, by: User) -> Subscription:
    """Go on after all."""
    now = _now(row)
    gateway.set_end(now.subscription, ends=False)
    return _done(row, "billing.resume", by, {"goes_on": str(now.choice)})


def _now(row: Subscription, choice: Choice | None = None) -> Snapshot:
    """What Stripe says, not what we remember. Raises `NothingToChange`."""
    said = reading.said(row)
    if said is None or said.status not in standing.RUNNING:
        raise NothingToChange
    if said.choice == choice:
        raise AlreadySo(choice)
    return said


def _release(now: Snapshot) -> None:
    if now.schedule:
        gateway.release(now.schedule)


def _done(row: Subscription, verb: str, by: User, after: dict[str, Any]) -> Subscription:
    audit.record(verb, f"subscription {row.subscription_id}", actor=by, after=after)
    return sync(row)
