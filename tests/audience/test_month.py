"""A month of traffic gives exactly what was counted by hand, and keeps nothing of anybody (cards 64-68; A19)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
import time_machine
from django.apps import apps

from audience import totalling, upkeep
from audience.models import Event, Salt
from cards import coding
from cards.models import Card, Code
from tests.audience import agents
from tests.audience.traffic import Street, logged_in, totals, utc
from tests.bookings.diary import make_booking, make_calendar, make_service
from tests.cast import Cast, make_card
from tests.storefront.stall import make_order, make_product, make_shop, wanted
from workspaces import zoning
from workspaces.scoping import inside

ROSA: Final = {"REMOTE_ADDR": "203.0.113.77", "agent": agents.IPHONE}
TOM: Final = {"REMOTE_ADDR": "203.0.113.78", "agent": agents.FIREFOX + " CanaryBrowser/77"}
GRETA: Final = {"REMOTE_ADDR": "2001:db8:cafe::77", "agent": agents.PIXEL, "HTTP_SEC_GPC": "1"}
TRACKED: Final = {"HTTP_COOKIE": "tracker=canary-cookie-77"}
CANARIES: Final = ("203.0.113.7", "2001:db8:cafe", "CanaryBrowser", agents.IPHONE, agents.PIXEL, "canary-cookie-77")


@pytest.fixture
def ada(cast: Cast) -> Card:
    with time_machine.travel(utc(1, 8), tick=False):
        phones = [{"number": "+447700900123", "whatsapp": True}]
        return make_card(cast.atelier, by=cast.ada, published=True, phones=phones)


@pytest.fixture
def codes(ada: Card, cast: Cast) -> tuple[Code, Code]:
    """The default one, and one that lies on a table."""
    with inside(ada.workspace):
        table = coding.add_code(card=ada, label="Table", by=cast.ada)
        return Code.objects.get(card=ada, is_default=True), table


def script(street: Street, cast: Cast, default: Code, table: Code) -> None:
    monday(street, cast, table)
    reply = street.ask(f"/q/{default.text}", "20 23:50", **ROSA)
    street.ask(reply.headers["Location"], "20 23:50", **ROSA)
    street.ask("/ada", "21 00:10", **ROSA)  # another day, another digest


def monday(street: Street, cast: Cast, table: Code) -> None:
    reply = street.ask(f"/q/{table.text.lower()}", "04 09:00", **ROSA)
    page = street.ask(reply.headers["Location"], "04 09:00", **ROSA)
    again = street.ask("/ada", "04 09:10", **ROSA, HTTP_IF_NONE_MATCH=page.headers["ETag"])
    assert (reply.status, page.status, again.status) == (302, 200, 304)
    street.ask("/ada", "04 09:41", **ROSA)  # 31 minutes after the last load
    street.ask(f"/ada/contact.vcf?via={table.text}", "04 09:42", **ROSA)
    assert street.beacon("click", "tel:+447700900123", "04 09:43", **ROSA).status == 204
    machines(street, cast)
    street.ask("/ada", "04 11:00", **TOM, **TRACKED, HTTP_REFERER="https://www.instagram.com/x?who=canary-cookie-77")
    street.beacon("share", "copy", "04 11:05", **TOM, **TRACKED)
    street.ask("/ada", "04 12:00", **GRETA)
    street.ask("/ada", "04 12:01", **GRETA)
    street.ask("/cleo", "04 12:02", **TOM)


def machines(street: Street, cast: Cast) -> None:
    """Seven that are left out, and what is no visit at all."""
    street.ask("/ada", "04 10:00", "HEAD", **ROSA)
    street.ask("/ada", "04 10:00", "OPTIONS", **ROSA)
    street.ask("/ada", "04 10:01", agent=agents.WHATSAPP)
    street.ask("/ada", "04 10:02", agent=agents.TWITTERBOT)
    street.ask("/ada", "04 10:03", agent=agents.IMESSAGE)
    street.ask("/ada", "04 10:04", agent=agents.GPTBOT)
    street.ask("/ada", "04 10:05", **TOM, HTTP_SEC_PURPOSE="prefetch;prerender")
    street.ask("/ada", "04 10:06", agent=None)
    street.ask("/ada", "04 10:07", HTTP_COOKIE=logged_in(cast.vera))
    street.ask("/nobody", "04 10:08", **ROSA)
    street.ask("/ada/card.json", "04 10:09", **ROSA)


def acts(ada: Card) -> None:
    """What domain functions write by themselves: an appointment and an order."""
    service = make_service(make_calendar())
    make_shop()
    make_booking(service, utc(22, 10), card=ada, now=utc(21, 15))
    make_order(wanted(make_product()), card=ada, now=utc(21, 16))


def by_hand(default: Code, table: Code) -> dict[date, Any]:
    """On the clock of London."""
    direct = {"views by referrer": {"": 1}, "views by country": {"": 1}, "views by device": {"phone": 1}}
    return {
        date(2027, 1, 4): {
            "people": 2,  # Rosa and Tom
            "views": 5,  # Rosa twice, Tom, Greta twice
            "views by referrer": {"": 4, "instagram.com": 1},
            "views by country": {"": 5},
            "views by device": {"phone": 4, "desktop": 1},
            "views by hour": {"9": 2, "11": 1, "12": 2},
            "views by code": {str(table.pk): 1},
            "scans": 1,
            "scans by code": {str(table.pk): 1},
            "saves": 1,
            "saves by code": {str(table.pk): 1},
            "clicks": 1,
            "clicks by target": {"tel": 1},
            "shares": 1,
            "shares by target": {"copy": 1},
            "filtered": 7,
            "filtered by reason": {"preview": 3, "crawler": 1, "prefetch": 1, "no-agent": 1, "member": 1},
        },
        date(2027, 1, 20): {
            "people": 1,
            "views": 1,
            **direct,
            "views by hour": {"23": 1},
            "views by code": {str(default.pk): 1},
            "scans": 1,
            "scans by code": {str(default.pk): 1},
        },
        date(2027, 1, 21): {"people": 1, "views": 1, **direct, "views by hour": {"0": 1}, "bookings": 1, "orders": 1},
    }


def by_hand_in_auckland(default: Code, table: Code) -> dict[date, Any]:
    """Thirteen hours later: what was before eleven stays on the 4th, everything else moves to the next day."""
    return {
        date(2027, 1, 4): {
            "people": 1,  # Rosa
            "views": 2,
            "views by referrer": {"": 2},
            "views by country": {"": 2},
            "views by device": {"phone": 2},
            "views by hour": {"22": 2},
            "views by code": {str(table.pk): 1},
            "scans": 1,
            "scans by code": {str(table.pk): 1},
            "saves": 1,
            "saves by code": {str(table.pk): 1},
            "clicks": 1,
            "clicks by target": {"tel": 1},
            "filtered": 7,
            "filtered by reason": {"preview": 3, "crawler": 1, "prefetch": 1, "no-agent": 1, "member": 1},
        },
        date(2027, 1, 5): {
            "people": 1,  # Tom
            "views": 3,  # Tom, Greta twice
            "views by referrer": {"": 2, "instagram.com": 1},
            "views by country": {"": 3},
            "views by device": {"phone": 2, "desktop": 1},
            "views by hour": {"0": 1, "1": 2},
            "shares": 1,
            "shares by target": {"copy": 1},
        },
        date(2027, 1, 21): {
            "people": 2,  # Rosa, over a midnight of UTC
            "views": 2,
            "views by referrer": {"": 2},
            "views by country": {"": 2},
            "views by device": {"phone": 2},
            "views by hour": {"12": 1, "13": 1},
            "views by code": {str(default.pk): 1},
            "scans": 1,
            "scans by code": {str(default.pk): 1},
        },
        date(2027, 1, 22): {"bookings": 1, "orders": 1},
    }


def everything_kept() -> Iterator[str]:
    """Every value of every row of every table."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            yield from map(str, row)


def test_a_month_of_traffic_gives_what_was_counted_by_hand(ada, codes, cast, caplog):
    """cards 64-68, A07, A19; the days move with the clock of the workspace"""
    with time_machine.travel(utc(1, 8), tick=False):
        cleo = make_card(cast.outpost, "cleo", by=cast.cleo, published=True)
    street = Street()
    script(street, cast, *codes)
    street.write()
    with time_machine.travel(datetime(2027, 1, 23, 12, 30, tzinfo=UTC), tick=False), inside(ada.workspace):
        acts(ada)
        totalling.freshen()
        assert totals(ada) == by_hand(*codes)
        assert totals(cleo) == {}, "another workspace's are made when that one is open"
        upkeep.freshen_all()
        assert [day["views"] for day in totals(cleo).values()] == [1]
        ada.workspace.zone = "Pacific/Auckland"
        ada.workspace.save()
        zoning.tell_rooms(ada.workspace)
        totalling.freshen([ada])
        assert totals(ada) == by_hand_in_auckland(*codes)
        assert {salt.day for salt in Salt.objects.all()} == {date(2027, 1, day) for day in (4, 20, 21)}
        upkeep.forget_old()
    nothing_of_anybody_is_kept(street, caplog.text)


def nothing_of_anybody_is_kept(street: Street, log: str) -> None:
    """cards 66: counting sets no cookie; no address, no agent, no cookie in rows, log or answers."""
    assert list(Salt.objects.values_list("day", flat=True)) == []
    kept = "\n".join(everything_kept())
    said = "\n".join(f"{reply.headers} {reply.body.decode(errors='replace')}" for reply in street.replies)
    assert "instagram.com" in kept, "the search finds what is there"
    assert {canary for canary in CANARIES for where in (kept, said, log) if canary in where} == set()
    assert [reply.headers for reply in street.replies if "Set-Cookie" in reply.headers] == []
    assert Event.unscoped.filter(filtered="").exclude(visitor="").count() == 12


def test_where_a_proxy_says_the_country_it_is_counted(ada, settings):
    """cards 64; only behind a trusted proxy"""
    asked = {"HTTP_CF_IPCOUNTRY": "PT", "HTTP_X_FORWARDED_FOR": "198.51.100.4"}
    settings.COUNTRY_HEADER = "CF-IPCountry"
    for proxies in (0, 1):
        settings.TRUSTED_PROXIES = proxies
        street = Street()
        street.ask("/ada", "05 09:00", **asked)
        street.write()
    assert list(Event.unscoped.order_by("pk").values_list("country", flat=True)) == ["", "PT"]


def test_behind_a_proxy_visitors_are_told_apart_by_what_it_says(ada, settings):
    settings.TRUSTED_PROXIES = 1
    street = Street()
    for address in ("198.51.100.4", "198.51.100.5", "6.6.6.6, 198.51.100.5"):
        street.ask("/ada", "05 09:00", HTTP_X_FORWARDED_FOR=address)
    street.write()
    first, second, third = Event.unscoped.order_by("pk").values_list("visitor", flat=True)
    assert (first == second, second == third, len(first)) == (False, True, 22)
