"""Plans are sold here by a double of Stripe inside this process, spoken to by the real SDK."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.doubles.stripe.api import Api
from tests.doubles.stripe.books import Books
from tests.doubles.stripe.delivery import SECRET

if TYPE_CHECKING:
    from tests.billing.till import Till
    from tests.cast import Cast


@pytest.fixture
def sold(settings: Any) -> None:
    settings.STRIPE_ENABLED = True
    settings.STRIPE_SECRET_KEY = "sk_test_double"
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    settings.STRIPE_API_BASE = "http://stripe.test"
    settings.STRIPE_PAGES = ["http://stripe.test"]
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}


@pytest.fixture
def till(sold: None, cast: "Cast", monkeypatch: pytest.MonkeyPatch) -> "Iterator[Till]":
    """Ada's workspace and Stripe; nothing crosses a wire."""
    from billing import gateway  # noqa: PLC0415  # needs Django set up, which comes after this file
    from tests.billing.till import Till  # noqa: PLC0415

    made = Till(Api(Books(clock=1_800_000_000)), cast.atelier, cast.ada)
    monkeypatch.setattr(gateway, "new_transport", made.transport)
    gateway._client_for.cache_clear()
    yield made
    gateway._client_for.cache_clear()
