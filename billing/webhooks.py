"""Taking in what Stripe sends: verified, stored once, answered; worked on afterwards (rule 18; P4; A50, A51)."""

from typing import Any, Final

import structlog
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing import gateway
from billing.handling import HANDLERS, handle
from billing.models import StripeEvent
from workspaces.access import public

log = structlog.get_logger(__name__)

LARGEST: Final = 1_000_000
"""Bytes of a body; Stripe's are a hundredth of it."""


@csrf_exempt  # the signature over the whole body says who sends it
@public
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """400 and nothing stored for what Stripe did not sign for us in the last five minutes; else 200, once or again."""
    if not settings.STRIPE_ENABLED:
        raise Http404
    if request.content_type != "application/json" or int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse("not an event", status=400, content_type="text/plain")
    try:
        receive(request.body, request.headers.get("Stripe-Signature", ""))
    except gateway.BadEvent:
        return HttpResponse("not an event", status=400, content_type="text/plain")
    return HttpResponse("taken", content_type="text/plain")


def receive(body: bytes, signature: str) -> None:
    """Store a good event and what follows from it in one transaction. Raises `BadEvent`.

    One of the other mode is taken and forgotten: test objects never touch live ones (P13).
    """
    event = gateway.event(body, signature)
    if event.livemode is not gateway.is_live_mode():
        log.warning("event_of_other_mode", type=event.type)
        return
    known = event.type in HANDLERS
    facts: dict[str, Any] = {"type": event.type, "customer_id": event.customer, "new_card": event.new_card}
    facts["processed_at"] = None if known else timezone.now()
    with transaction.atomic():
        row, new = StripeEvent.objects.get_or_create(event_id=event.id, defaults=facts)
        if new and known:
            handle.enqueue(workspace=None, event=row.pk)
