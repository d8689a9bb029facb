"""What machines ask of the service: is it alive, is it ready, what may be crawled, whom to write to (cards 55)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from cards.head import YOUNG
from cards.models import Card
from cardsite.kit.read_only import is_read_only
from cardsite.operating import metrics
from workspaces import heartbeat, holding
from workspaces.access import public
from workspaces.models import Effect

LAG: Final = timedelta(seconds=60)
SITEMAP_MOST: Final = 50_000
SECURITY_TXT_FOR: Final = timedelta(days=180)
READ_ONLY: Final = "takes no writes: pages are shown, nothing is kept"
PLAIN: Final = "text/plain; charset=utf-8"


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive; asks nothing else."""
    return _fresh(HttpResponse("ok\n", content_type=PLAIN))


@public
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything a customer needs is there, else 503 naming what is missing (F30)."""
    missing = dict(_missing())
    return _fresh(JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200))


def _missing() -> Iterator[tuple[str, str]]:
    """Name and plain words of each lack. Without a database nothing else can be asked."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if is_read_only():
            yield "database", READ_ONLY
    except DatabaseError as error:
        yield "database", type(error).__name__
        return
    checks: list[tuple[str, Callable[[], str]]] = [
        ("migrations", _migrations),
        ("worker", _worker),
        ("outbox", _outbox),
        ("mail", _mail),
    ]
    for name, check in checks:
        try:
            if said := check():
                yield name, said
        except DatabaseError as error:
            yield name, type(error).__name__


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied: run manage.py migrate" if waiting else ""


def _worker() -> str:
    seen = heartbeat.last()
    if seen is None:
        return "no Celery worker with beat has been seen"
    return "" if timezone.now() - seen < LAG else f"no Celery worker with beat since {seen:%Y-%m-%d %H:%M:%S} UTC"


def _outbox() -> str:
    if holding.holds().exists():
        return "a restored copy: nothing leaves until manage.py release"
    late = Effect.objects.overdue(timezone.now() - LAG).count()
    return f"{late} effects wait for more than {LAG.seconds} seconds" if late else ""


def _mail() -> str:
    return "" if settings.MAIL_CONFIGURED else "EMAIL_URL is not set: no mail leaves"


@public
@require_safe
def metrics_text(request: HttpRequest) -> HttpResponse:
    """For Prometheus, which shows `METRICS_TOKEN` as a bearer; to everybody else there is nothing here."""
    shown = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(shown, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return _fresh(HttpResponse(metrics.text(), content_type=PLAIN))


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Cards may be crawled; what belongs to people and to printed codes not."""
    closed = ["/accounts/", "/w/", "/staff/", "/api/", "/q/", "/dev/"]
    sitemap = settings.BASE_URL + reverse("sitemap")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Published cards that want to be found, ask for no password and are older than seven days (cards 55)."""
    places = "".join(
        f"<url><loc>{escape(url)}</loc><lastmod>{changed:%Y-%m-%d}</lastmod></url>"
        for url, changed in _listed(timezone.now())
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
    )
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def _listed(now: datetime) -> list[tuple[str, datetime]]:
    rows = Card.unscoped.filter(
        status=Card.Status.PUBLISHED,
        first_published_at__lte=now - YOUNG,
        published__document__search__listed=True,
        password="",
    ).order_by("pk")
    found = rows.values_list("handle", "published__at")[:SITEMAP_MOST]
    return [(settings.BASE_URL + reverse("card", args=[handle]), at) for handle, at in found]


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness."""
    contact = f"mailto:{settings.OPERATOR_EMAIL}" if settings.OPERATOR_EMAIL else f"{settings.BASE_URL}/help"
    lines = [
        f"Contact: {contact}",
        f"Expires: {timezone.now() + SECURITY_TXT_FOR:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en",
        f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
