"""Calendars in the owner's hands: made, changed, their hours, special days, zone, archive (B2, B4, B17)."""

import re
from typing import Any

import pytest
from django.test import Client

from bookings.models import Calendar, Offering, Override, Service
from tests.bookings.diary import WORKDAYS, at, make_booking, make_calendar, make_service
from tests.bookings.owner.seen import text
from workspaces.scoping import inside

HOME = "/w/atelier/calendars/"


def page(calendar: Calendar, part: str = "") -> str:
    return f"{HOME}{calendar.pk}/{part}"


def week(**days: list[str]) -> dict[str, Any]:
    """A form: `d0=["09:00-12:00"]` is Monday."""
    form: dict[str, Any] = {"act": "save"}
    for name, windows in days.items():
        form[f"since-{name[1:]}"] = [one.split("-")[0] for one in windows]
        form[f"until-{name[1:]}"] = [one.split("-")[1] for one in windows]
    return form


def test_an_empty_workspace_is_told_what_a_calendar_is(ada: Client):
    assert "It needs no log-in" in text(ada.get(HOME))


def test_a_calendar_is_made_and_leads_to_its_hours(card, ada: Client):
    """people.md 1: colleagues as further calendars without log-ins"""
    rosa = make_calendar(week=[["10:00-12:00"]] * 7)
    service = make_service(rosa)
    revision = card.workspace.revision
    answer = ada.post(f"{HOME}new/", {"name": "Sol", "begin": str(rosa.pk), "services": [service.pk]})
    sol = Calendar.objects.get(name="Sol")
    assert (answer.status_code, answer["Location"]) == (302, page(sol, "hours/"))
    assert (sol.week, sol.zone, sol.position > rosa.position) == (rosa.week, "UTC", True)
    assert Offering.objects.filter(calendar=sol, service=service).exists()
    card.workspace.refresh_from_db()
    assert card.workspace.revision > revision


def test_a_new_calendar_takes_the_clock_of_its_hours(card, ada: Client):
    """B17: the same hours are on the same clock; others on that of the first calendar in use, else the workspace's"""
    card.workspace.zone = "Europe/London"
    card.workspace.save()
    for name, begin in (("First", "usual"), ("Second", "closed")):
        ada.post(f"{HOME}new/", {"name": name, "begin": begin})
    second = Calendar.objects.get(name="Second")
    Calendar.objects.filter(name="First").update(zone="America/New_York")
    Calendar.objects.filter(pk=second.pk).update(zone="Europe/Madrid")
    for name, begin in (("Same", str(second.pk)), ("Usual", "usual"), ("Closed", "closed")):
        ada.post(f"{HOME}new/", {"name": name, "begin": begin})
    zones = dict(Calendar.objects.filter(name__in=["Same", "Usual", "Closed"]).values_list("name", "zone"))
    assert (second.zone, zones) == (
        "Europe/London",
        {"Same": "Europe/Madrid", "Usual": "America/New_York", "Closed": "America/New_York"},
    )


def test_the_settings_list_calendars_on_another_clock(card, ada: Client, cast):
    """And lead to them; those of other workspaces are not there (B31)."""
    make_calendar("Rosa", zone="UTC")
    sol = make_calendar("Sol", zone="Europe/Madrid")
    make_calendar("Gone", zone="Europe/Madrid", archived_at=at(9))
    with inside(cast.outpost):
        make_calendar("Foreign", zone="Europe/Madrid")
    assert card.workspace.zone == "UTC"
    answer = ada.get("/w/atelier/settings/")
    assert answer.context["elsewhere"] == [("Sol", "Europe/Madrid", page(sol))]
    assert "On another clock Sol Europe/Madrid" in text(answer)


def test_the_hours_say_their_clock_and_lead_to_change_it(card, cast, ada: Client, client: Client):
    rosa = make_calendar(zone="Europe/Madrid")
    answer = ada.get(page(rosa, "hours/"))
    assert "Times as on the clock of Europe/Madrid. Change the time zone" in text(answer)
    assert f'href="{page(rosa, "zone/")}"' in answer.content.decode()
    client.force_login(cast.vera)
    assert "Change the time zone" not in text(client.get(page(rosa, "hours/")))


def test_a_calendar_without_a_name_comes_back(ada: Client):
    answer = ada.post(f"{HOME}new/", {"name": "", "begin": "closed", "notify": "sol@salon.example"})
    assert (answer.status_code, "sol@salon.example" in answer.content.decode()) == (422, True)
    assert not Calendar.objects.exists()


def test_what_it_offers_decides_whether_it_can_be_booked(card, ada: Client):
    rosa = make_calendar()
    service = make_service(rosa)
    ada.post(page(rosa), {"name": "Rosa Q.", "notify": "rosa@salon.example", "cap_day": "4"})
    rosa.refresh_from_db()
    assert (rosa.name, rosa.notify, rosa.cap_day) == ("Rosa Q.", "rosa@salon.example", 4)
    assert not Service.objects.get_queryset().offered().exists()
    assert "Offers no service yet" in text(ada.get(HOME))
    ada.post(page(rosa), {"name": "Rosa Q.", "services": [service.pk]})
    assert list(Service.objects.get_queryset().offered()) == [service]


def test_the_week_of_people_md_is_typed_and_kept(card, ada: Client):
    """people.md 1: closed Monday, late Thursday; in the order of the clock"""
    rosa = make_calendar()
    form = week(d1=["14:00-18:00", "09:00-13:00"], d3=["12:00-20:00"], d5=["10:00-00:00"])
    answer = ada.post(page(rosa, "hours/"), form)
    rosa.refresh_from_db()
    assert (answer.status_code, rosa.week) == (
        302,
        [[], ["09:00-13:00", "14:00-18:00"], [], ["12:00-20:00"], [], ["10:00-24:00"], []],
    )
    assert "Thu 12:00–20:00" in text(ada.get(page(rosa)))


@pytest.mark.parametrize(
    ("act", "seen"),
    [("add 6", 6), ("remove 0 0", 4), ("copy 0", 6)],
)
def test_a_step_shows_the_week_and_saves_nothing(card, ada: Client, act: str, seen: int):
    """Without script too"""
    rosa = make_calendar()
    form = week(**{f"d{day}": windows for day, windows in enumerate(WORKDAYS)}) | {"act": act, "to-0": ["5"]}
    answer = ada.post(page(rosa, "hours/"), form)
    assert (answer.status_code, "Not saved yet" in text(answer)) == (200, True)
    assert len(re.findall(r'name="since-\d"', answer.content.decode())) == seen
    rosa.refresh_from_db()
    assert rosa.week == WORKDAYS


def test_a_wrong_time_keeps_everything_typed(card, ada: Client):
    """B2: equal ends are refused"""
    rosa = make_calendar()
    answer = ada.post(page(rosa, "hours/"), week(d0=["09:00-09:00"], d4=["11:11-12:12"]))
    assert (answer.status_code, 'value="11:11"' in answer.content.decode()) == (422, True)
    rosa.refresh_from_db()
    assert rosa.week == WORKDAYS
    assert ada.post(page(rosa, "hours/"), {"act": "explode 0"}).status_code == 400


def test_holidays_are_entered_at_once_and_say_who_is_booked(card, ada: Client):
    rosa = make_calendar()
    make_booking(make_service(rosa), at(10), card=card)
    form = {"first": "2027-01-05", "last": "2027-01-07", "state": "closed", "label": "Skiing"}
    answer = ada.post(page(rosa, "days/"), form, follow=True)
    assert [(one.date.day, one.windows, one.label) for one in Override.objects.all()] == [
        (5, [], "Skiing"),
        (6, [], "Skiing"),
        (7, [], "Skiing"),
    ]
    assert "1 booking lies on these days. It stays" in text(answer)
    assert "Tuesday, 5 January: Skiing: closed" in text(ada.get(HOME))


def test_a_special_day_replaces_what_was_said_of_it_and_can_be_taken_back(card, ada: Client):
    rosa = make_calendar()
    ada.post(page(rosa, "days/"), {"first": "2027-01-05", "state": "closed"})
    times = {"since-day": ["12:00", ""], "until-day": ["00:00", ""]}
    ada.post(page(rosa, "days/"), {"first": "2027-01-05", "state": "open", "label": "Late", **times})
    day = Override.objects.get()
    assert (day.windows, day.label) == (["12:00-24:00"], "Late")
    removed = ada.post(page(rosa, "days/"), {"act": "remove", "day": day.pk}, follow=True)
    assert not Override.objects.exists()
    undo = dict(re.findall(r'<input type="hidden" name="([a-z-]+)" value="([^"]*)">', removed.content.decode()))
    del undo["csrfmiddlewaretoken"]
    ada.post(page(rosa, "days/"), undo | {"act": "add"})
    assert (Override.objects.get().windows, Override.objects.get().label) == (["12:00-24:00"], "Late")


@pytest.mark.parametrize(
    "over",
    [
        {"last": "2027-01-01"},
        {"last": "2029-01-01"},
        {"first": ""},
        {"state": "open"},
        {"state": "open", "since-day": "9:00", "until-day": "9:00"},
        {"first": "9999-12-31"},
    ],
)
def test_special_days_that_make_no_sense_are_refused(card, ada: Client, over: dict[str, str]):
    rosa = make_calendar()
    form = {"first": "2027-01-05", "state": "closed", "label": "Kept"} | over
    answer = ada.post(page(rosa, "days/"), form)
    assert (answer.status_code, 'value="Kept"' in answer.content.decode(), Override.objects.exists()) == (
        422,
        True,
        False,
    )


def test_another_zone_says_first_who_would_lie_outside(card, ada: Client):
    """B17: hours move, bookings never"""
    rosa = make_calendar()
    service = make_service(rosa)
    early, late = (make_booking(service, at(hour), card=card, name=name) for hour, name in ((9, "Early"), (16, "Late")))
    preview = text(ada.get(page(rosa, "zone/"), {"zone": "Europe/Berlin"}))
    assert "1 booking would lie outside the opening hours" in preview
    assert "Late, Cut Tuesday, 5 January, 16:00 now, Tuesday, 5 January, 17:00 on the new clock" in preview
    assert "Early" not in preview
    rosa.refresh_from_db()
    assert rosa.zone == "UTC"
    ada.post(page(rosa, "zone/"), {"zone": "Europe/Berlin"})
    for booking in (early, late):
        booking.refresh_from_db()
    rosa.refresh_from_db()
    assert (rosa.zone, early.start, late.start) == ("Europe/Berlin", at(9), at(16))


def test_an_unknown_zone_is_refused(card, ada: Client):
    rosa = make_calendar()
    assert ada.post(page(rosa, "zone/"), {"zone": "Mars/Olympus"}).status_code == 422


def test_out_of_use_and_back(card, ada: Client):
    """Its bookings stay."""
    rosa = make_calendar()
    service = make_service(rosa)
    booking = make_booking(service, at(10), card=card)
    assert "1 booking is still to come. It stays." in text(ada.get(page(rosa, "archive/")))
    ada.post(page(rosa, "archive/"), {"act": "archive"})
    booking.refresh_from_db()
    assert (booking.state, ada.get(page(rosa)).status_code) == ("confirmed", 404)
    assert not Service.objects.get_queryset().offered().exists()
    assert "Use again : Rosa" in text(ada.get(HOME))
    ada.post(page(rosa, "archive/"), {"act": "restore"})
    assert list(Service.objects.get_queryset().offered()) == [service]
