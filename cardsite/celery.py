"""The Celery app: Redis when REDIS_URL is set, else memory inside the one web process.

The outbox table is the truth; losing every message here loses no work.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")

from django.conf import settings  # noqa: E402  # needs the line above

app = Celery("cardsite")
app.conf.update(
    broker_url=settings.REDIS_URL or "memory://",
    broker_connection_retry_on_startup=True,
    broker_transport_options={"socket_timeout": 0.5, "socket_connect_timeout": 0.5} if settings.REDIS_URL else {},
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
    },
)
app.set_default()
app.autodiscover_tasks()
