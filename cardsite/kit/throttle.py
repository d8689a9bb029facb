"""Limits kept in the database by one upsert, so that they hold in every process and fail closed (rules 21, 22)."""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from socket import AF_INET, inet_pton

from django.db import connection
from django.db.models import F
from django.utils import timezone

from cardsite.kit.models import Throttle

_UPSERT = (
    'INSERT INTO kit_throttle (key, "window", count, expires_at) VALUES (%s, %s, 1, %s) '
    'ON CONFLICT (key, "window") DO UPDATE SET count = kit_throttle.count + 1 RETURNING count'
)


@dataclass(frozen=True)
class TooMany(Exception):
    """The limit is used up; `retry_after` is in whole seconds."""

    retry_after: int


def count(key: str, *, limit: int, per: timedelta, now: datetime | None = None) -> int:
    """Count one more and return the count in this window. Raises `TooMany` past the limit."""
    at = (now or timezone.now()).astimezone(UTC)
    seconds = int(per.total_seconds())
    window = int(at.timestamp()) // seconds
    ends = datetime.fromtimestamp((window + 1) * seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [key[:200], window, connection.ops.adapt_datetimefield_value(ends)])
        (used,) = cursor.fetchone()
    if used > limit:
        raise TooMany(retry_after=max(1, int((ends - at).total_seconds())))
    return int(used)


def give_back(key: str, *, per: timedelta, now: datetime | None = None) -> None:
    """One that was counted turned out not to count."""
    at = (now or timezone.now()).astimezone(UTC)
    window = int(at.timestamp()) // int(per.total_seconds())
    Throttle.objects.filter(key=key[:200], window=window, count__gt=0).update(count=F("count") - 1)


def address_key(address: str) -> str:
    """One visitor: the whole IPv4 address, the /64 of an IPv6 address."""
    with suppress(OSError, ValueError):
        inet_pton(AF_INET, address)  # most are such, and this tells it in a tenth of the time
        return address
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.version == 6:
        return str(ipaddress.ip_network((ip, 64), strict=False).network_address)
    return str(ip)


def forget_old(now: datetime | None = None) -> None:
    """Drop windows that have ended."""
    Throttle.objects.filter(expires_at__lt=now or timezone.now()).delete()
