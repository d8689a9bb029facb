"""A workspace and the double of Stripe side by side: pay, let time pass, pass events on in any order."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from stripe import HTTPClient

from billing import subscribing, webhooks
from billing.choices import Choice
from billing.models import Subscription
from tests.doubles.stripe.api import Api
from tests.doubles.stripe.delivery import body_of, signature
from workspaces import outbox
from workspaces.models import User, Workspace
from workspaces.scoping import inside

PRO, PRO_YEAR, TEAM = Choice("pro", "month"), Choice("pro", "year"), Choice("team", "month", 5)
BACK = {"back": "http://localhost/back", "away": "http://localhost/away"}


class Wire(HTTPClient):
    """Carries the SDK's calls to the double without a socket."""

    name = "wire"

    def __init__(self, api: Api) -> None:
        super().__init__()
        self.api = api

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_more: Any
    ) -> Any:
        status, found, body = self.api.answer(method.upper(), url, headers or {}, post_data or "")
        return body, status, found

    def _sleep_time_seconds(self, *_args: Any, **_more: Any) -> float:
        return 0

    def close(self) -> None:
        """Nothing is open."""


class Till:
    """`seen` is how many of the double's events were passed on."""

    def __init__(self, api: Api, workspace: Workspace, owner: User) -> None:
        self.api, self.books, self.workspace, self.owner, self.seen = api, api.books, workspace, owner, 0

    def transport(self) -> Wire:
        return Wire(self.api)

    @property
    def row(self) -> Subscription:
        with inside(self.workspace):
            return Subscription.objects.select_related("workspace").get()

    @property
    def plan(self) -> tuple[str, int]:
        self.workspace.refresh_from_db()
        return self.workspace.plan_key, self.workspace.paid_members

    def begin(self, choice: Choice = PRO) -> str:
        """The id of the session where it is paid."""
        with inside(self.workspace):
            url = subscribing.begin(workspace=self.workspace, choice=choice, by=self.owner, **BACK)
        return url.rpartition("/")[2]

    def buy(self, choice: Choice = PRO) -> str:
        """The id of the subscription, which is known here."""
        self.books.pay_session(self.begin(choice))
        self.pass_on()
        return self.row.subscription_id

    def act(self, name: str, **given: Any) -> Subscription:
        with inside(self.workspace):
            done: Subscription = getattr(subscribing, name)(row=self.row, by=self.owner, **given)
        return done

    def new_events(self) -> list[dict[str, Any]]:
        found = self.books.events[self.seen :]
        self.seen = len(self.books.events)
        return found

    def pass_on(self, events: Iterable[dict[str, Any]] | None = None) -> None:
        """Take them in and do what follows; by default the new ones, in their order."""
        for event in self.new_events() if events is None else events:
            body = body_of(event)
            webhooks.receive(body, signature(body))
        outbox.perform_due()


def sent(client: Any, event: dict[str, Any], stamp: str | None = None, **over: Any) -> int:
    """The status of an event sent by HTTP."""
    body = json.dumps(event).encode()
    headers = {"HTTP_STRIPE_SIGNATURE": signature(body) if stamp is None else stamp}
    answer = client.post("/webhooks/stripe", body, **{"content_type": "application/json", **headers, **over})
    return int(answer.status_code)
