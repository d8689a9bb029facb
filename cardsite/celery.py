"""The Celery app: Redis when REDIS_URL is set, else memory inside the one web process.

The outbox table is the truth; losing every message here loses no work.
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")

from django.conf import settings  # needs the line above

app = Celery("cardsite")
app.conf.update(
    broker_url=settings.REDIS_URL or "memory://localhost//",
    broker_connection_retry_on_startup=True,
    broker_transport_options=(
        {"socket_timeout": 0.5, "socket_connect_timeout": 0.5} if settings.REDIS_URL else {"polling_interval": 0.1}
    ),
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_prefetch_multiplier=4,
    timezone="UTC",
    beat_schedule={
        "sweep-effects": {"task": "workspaces.sweep_effects", "schedule": 10.0, "options": {"expires": 9}},
        "purge-effects": {"task": "workspaces.purge_effects", "schedule": 24 * 3600.0},
        "forget-throttles": {"task": "workspaces.forget_throttles", "schedule": 3600.0},
        "erase-due": {"task": "cards.erase_due", "schedule": 3600.0},
        "erase-workspaces": {"task": "workspaces.erase_due", "schedule": 3600.0, "options": {"expires": 3500}},
        "purge-audit": {"task": "workspaces.purge_audit", "schedule": crontab(hour="3", minute="40")},
        "purge-sessions": {"task": "workspaces.purge_sessions", "schedule": crontab(hour="3", minute="50")},
        "purge-digests": {"task": "workspaces.purge_digests", "schedule": crontab(hour="3", minute="55")},
        "purge-exports": {"task": "workspaces.purge_exports", "schedule": 3600.0},
        "purge-lists": {"task": "cards.purge_lists", "schedule": 3600.0},
        "digest-leads": {"task": "audience.digest_leads", "schedule": crontab(minute="5")},
        "forget-leads": {"task": "audience.forget_leads", "schedule": crontab(hour="3", minute="40")},
        "freshen-figures": {"task": "audience.freshen_stale", "schedule": 60.0, "options": {"expires": 55}},
        "forget-visits": {"task": "audience.forget_old", "schedule": 3600.0},
        "read-feeds": {"task": "bookings.read_feeds", "schedule": 600.0, "options": {"expires": 590}},
        "begin-day": {"task": "bookings.begin_day", "schedule": crontab(minute="0")},
        "expire-bookings": {"task": "bookings.expire_due", "schedule": 60.0, "options": {"expires": 55}},
        "complete-bookings": {"task": "bookings.complete_past", "schedule": 3600.0},
        "lapse-reservations": {"task": "storefront.lapse_due", "schedule": 60.0, "options": {"expires": 55}},
        "expire-orders": {"task": "storefront.expire_unanswered", "schedule": 3600.0},
        "summarise-orders": {"task": "storefront.summarise", "schedule": crontab(minute="0")},
        "begin-week": {"task": "audience.begin_week", "schedule": crontab(minute="5")},
        "collect-orphans": {"task": "cards.collect_orphans", "schedule": crontab(hour="3", minute="20")},
        "settle-plans": {"task": "billing.settle_due", "schedule": 3600.0},
        "read-prices": {"task": "billing.read_prices", "schedule": 3600.0},
        "reconcile-billing": {"task": "billing.reconcile", "schedule": crontab(hour="4", minute="10")},
        "stale-drawings": {"task": "cards.request_stale_drawings", "schedule": 3600.0},
    },
)
app.set_default()
app.autodiscover_tasks()


@worker_ready.connect
def look_at_codes(**_signal: Any) -> None:
    """After a start with another `BASE_URL` every code says the old one: have them redrawn at once (cards 44)."""
    app.send_task("cards.request_stale_drawings")


@worker_ready.connect
def look_at_plans(**_signal: Any) -> None:
    """After a start with Stripe, or without it, plans are sold, or are not any more."""
    app.send_task("billing.settle_due")
    app.send_task("billing.read_prices")
