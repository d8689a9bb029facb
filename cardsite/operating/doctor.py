"""`manage.py doctor`: is this installation well? One line for each part, in plain words with the remedy."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

import httpx
import redis
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from billing import reconciling
from cards.models import Code
from cardsite.kit.read_only import is_read_only
from cardsite.operating.backup import stores
from workspaces import guards, heartbeat, holding
from workspaces.models import Effect

SPACE: Final = 1_000_000_000
DRIFT: Final = 5.0
SILENCE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Finding:
    """What was looked at; `wrong` is empty when it is well."""

    part: str
    wrong: str = ""


class Ill(Exception):
    """What is wrong, with its remedy."""


Check = Callable[[], None]


def examine(mail_to: str = "") -> Iterator[Finding]:
    """Every part in turn. What cannot be asked because the database is away is said to be so."""
    for part, check in checks(mail_to).items():
        try:
            check()
        except Ill as ill:
            yield Finding(part, str(ill))
        except (DatabaseError, OSError) as error:
            yield Finding(part, f"{type(error).__name__}: {str(error).strip()}")
        else:
            yield Finding(part)


def checks(mail_to: str) -> dict[str, Check]:
    found: dict[str, Check] = {
        "settings": _settings,
        "address": _address,
        "database": _database,
        "migrations": _migrations,
        "guards": _guards,
        "clock": _clock,
        "files": _files,
        "disk": _disk,
        "broker": _broker,
        "worker": _worker,
        "work that waits": _waiting,
        "work that fails": _failing,
        "work given up": _dead,
        "restored copy": _held,
        "codes": _codes,
        "payments": _payments,
    }
    return found | ({"mail": lambda: _mail(mail_to)} if mail_to else {})


def _settings() -> None:
    if settings.DEMO and not settings.LOOPBACK:
        raise Ill("DEMO=1: everybody reads everybody's mail. Write DEMO=0.")
    if not settings.LOOPBACK and not settings.HTTPS:
        raise Ill("BASE_URL says http: passwords travel readable. Put a proxy with HTTPS in front, and say https.")
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        raise Ill("TRUSTED_PROXIES is 0, so every visitor seems to come from the proxy: limits meet all at once.")
    if not settings.MAIL_CONFIGURED:
        raise Ill("EMAIL_URL is not set: no mail leaves, and nobody can sign up.")


def _address() -> None:
    """What stands in every code leads here, and not by way of somewhere else."""
    try:
        answer = httpx.get(f"{settings.BASE_URL}/healthz", timeout=5)
    except httpx.HTTPError as error:
        raise Ill(
            f"{settings.BASE_URL} does not answer from here ({type(error).__name__}): service and proxy?"
        ) from error
    if answer.is_redirect:
        to = answer.headers["Location"]
        raise Ill(f"{settings.BASE_URL} redirects to {to}: BASE_URL must be where that ends, for codes say it")
    if answer.status_code != httpx.codes.OK:
        raise Ill(f"{settings.BASE_URL}/healthz answers {answer.status_code}: another service, or another host name?")


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if is_read_only():
        raise Ill(
            "it takes no writes: is its disk mounted read-only, is it a standby, is default_transaction_read_only on?"
        )
    try:
        with transaction.atomic():  # on SQLite this asks for the one place for writing
            pass
    except OperationalError as error:
        raise Ill(f"nothing can be written ({str(error).strip()}): does another process hold it?") from error


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Ill(f"{len(waiting)} are not applied: manage.py migrate")


def _guards() -> None:
    if absent := set(guards.expected()) - set(guards.present(connection)):
        raise Ill(f"the database lacks {', '.join(sorted(absent))}: manage.py migrate makes them")


def _clock() -> None:
    """Against the database's, where that is another machine's; and never before the newest act."""
    newest = Effect.objects.order_by("-pk").values_list("created_at", flat=True).first()
    if newest is not None and newest - timezone.now() > timedelta(minutes=5):
        raise Ill(
            f"the clock says {timezone.now():%Y-%m-%d %H:%M} UTC, but work was written at {newest:%Y-%m-%d %H:%M}"
        )
    if (apart := abs(clocks_apart())) > DRIFT:
        raise Ill(f"this machine and the database are {apart:.0f} seconds apart: do both run NTP?")


def clocks_apart() -> float:
    """By how many seconds the database's clock is ahead of ours; on SQLite they are one."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    return theirs.timestamp() - time.time()


def _files() -> None:
    """Written, read, erased, in each store."""
    for where, store in stores().items():
        content = uuid4().bytes
        name = store.save(f"doctor/{uuid4().hex}", ContentFile(content))
        try:
            with store.open(name) as file:
                if file.read() != content:
                    raise Ill(f"{where}: what was written is not what is read")
        finally:
            store.delete(name)


def _disk() -> None:
    if (free := shutil.disk_usage(settings.DATA_DIR).free) < SPACE:
        raise Ill(f"only {free // 1_000_000} MB are free on the disk of {settings.DATA_DIR}")


def _broker() -> None:
    if not settings.REDIS_URL:
        return
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        client.ping()
    except redis.RedisError as error:
        raise Ill(f"Redis does not answer ({error}): work starts up to ten seconds late") from error
    finally:
        client.close()


def _worker() -> None:
    seen = heartbeat.last()
    if seen is None or timezone.now() - seen > SILENCE:
        raise Ill("no worker with beat has been seen for a minute: is the service (or its worker unit) running?")


def _waiting() -> None:
    late = Effect.objects.overdue(timezone.now() - SILENCE).exclude(task=holding.TASK).count()
    if late and not holding.holds().exists():
        raise Ill(f"{late} effects wait for more than a minute: are the workers too few, or stopped?")


def _failing() -> None:
    """What failed and will be tried again; mail first, for people wait for it."""
    failing = Effect.objects.failing()
    tasks = Counter(failing.values_list("task", flat=True))
    if not tasks:
        return
    task = holding.MAIL if holding.MAIL in tasks else tasks.most_common(1)[0][0]
    said = failing.filter(task=task).order_by("-pk").values_list("last_error", flat=True)[0]
    remedy = "EMAIL_URL, or the mail server?" if task == holding.MAIL else "See Effects in the back office."
    raise Ill(f"{tasks.total()} effects failed and will be tried again; {tasks[task]} x {task}: {said}. {remedy}")


def _dead() -> None:
    dead = Effect.objects.filter(state=Effect.State.DEAD)
    if count := dead.count():
        last = dead.order_by("-pk").values_list("task", "last_error").first()
        assert last
        raise Ill(f"{count} effects were given up; the last, {last[0]}: {last[1]}. See Effects in the back office.")


def _held() -> None:
    if holding.holds().exists():
        raise Ill("nothing leaves: manage.py release, when no other copy of this installation is alive")


def _codes() -> None:
    if failed := Code.unscoped.filter(state=Code.State.FAILED).count():
        raise Ill(f"{failed} could not be read back, so they are not offered; their owners are told what to change")


def _payments() -> None:
    """What the nightly look found, and events nobody works on (P6)."""
    if not settings.STRIPE_ENABLED:
        return
    if count := reconciling.waiting():
        raise Ill(f"{count} events of Stripe wait for more than an hour: see Stripe events and Effects, back office")
    if count := reconciling.drifted():
        raise Ill(
            f"{count} plans were put right by the nightly look: no event had told. Does Stripe reach "
            f"{settings.BASE_URL}/webhooks/stripe? See billing.drift among the audit entries of the back office."
        )


def _mail(to: str) -> None:
    """At once, past the outbox: the question is whether the way is open."""
    message = EmailMessage(f"{settings.SITE_NAME}: a trial", f"Mail of {settings.BASE_URL} arrives.", to=[to])
    message.connection = get_connection(**settings.MAIL_DELIVERY)
    message.send()
