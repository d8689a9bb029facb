"""Leads as files, read back by others: the table by csv, contacts by vobject (cards 36, 41, 75, 87; A42, A44)."""

import csv
import io
from typing import Any

import pytest
import vobject
from django.test import Client

from audience import keeping
from audience.models import Lead, LeadTag
from cards import coding
from tests.audience.people import NOW, make_lead
from tests.bookings.owner.seen import text
from workspaces.models import AuditEntry

LEADS = "/w/atelier/leads/"
IPHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Mobile/15E148 Safari/604.1"}


@pytest.fixture
def hostile(card, cast) -> Lead:
    """Everything a formula, a spreadsheet or an address book could fall for."""
    code = coding.add_code(card=card, label='Fair; "hall", 3', by=cast.ada)
    lead = make_lead(
        card,
        name="Mal\r\nTEL:+1",
        email="mal@lory.example",
        phone="+447700900123",
        company='=HYPERLINK("http://x")',
        note="@SUM(1)\nline; two, three",
        answers=[{"label": "Size", "value": "+1"}],
        code=code,
        assignee=cast.eve,
        status=Lead.Status.OPEN,
    )
    LeadTag.objects.create(lead=lead, name="-tag")
    keeping.note(lead=lead.pk, text="Call her\nafter six", by=cast.ada, now=NOW)
    keeping.note(lead=lead.pk, text="=1+1", by=cast.eve, now=NOW.replace(hour=12))
    return lead


def table(answer: Any) -> list[dict[str, str]]:
    data = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data, newline="")))


def test_a_table_is_inert_and_whole(hostile, ada, cast):
    """A44; cards 87: that it left the house is written down"""
    rows = table(ada.post(f"{LEADS}export.csv", {"lead": hostile.pk}))
    assert [(row["name"], row["company"], row["note"], row["phone"], row["tags"]) for row in rows] == [
        (
            "Mal\r\nTEL:+1",
            '\'=HYPERLINK("http://x")',
            "'@SUM(1)\nline; two, three",
            "(+44) 7700 900123",
            "'-tag",
        )
    ]
    assert rows[0]["team notes"] == "2027-03-12 12:00 Eve: =1+1\n2027-03-12 09:00 Ada: Call her\nafter six"
    assert (rows[0]["received"], rows[0]["given to"], rows[0]["answers"]) == ("2027-03-12 09:00", "Eve", "Size: +1")
    assert rows[0]["status"] == "In touch"
    entry = AuditEntry.objects.get(verb="lead.export")
    assert (entry.actor, entry.target, entry.after) == (cast.ada, f"lead {hostile.pk}", {"kind": "csv", "count": 1})


def test_a_list_is_exported_as_it_was_asked_for(hostile, card, ada):
    """cards 75: what the page shows; without a filter the whole inbox"""
    make_lead(card, name="Kim Park", status=Lead.Status.WON)
    make_lead(card, name="In Spam", folder=Lead.Folder.SPAM)
    found = [
        table(ada.post(f"{LEADS}export.csv", {"all": "1", "back": back})) for back in ("status=won", "folder=spam", "")
    ]
    assert [[row["name"][:8] for row in rows] for rows in found] == [
        ["Kim Park"],
        ["In Spam"],
        ["Kim Park", "Mal\r\nTEL"],
    ]


def test_contacts_in_one_file_are_read_back(hostile, card, ada):
    """A42: one N each and no line of the person's own; cards 41: where one met"""
    make_lead(card, name="", company="Bau KG", email="info@bau.example")
    make_lead(card, name="", email="alone@lead.example")
    make_lead(card, name="In Spam", folder=Lead.Folder.SPAM)
    answer = ada.post(f"{LEADS}export.vcf", {"all": "1"})
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    cards = list(vobject.readComponents(answer.content.decode()))
    assert [one.fn.value for one in cards] == ["alone@lead.example", "Bau KG", "Mal\nTEL:+1"]
    mal = cards[2]
    assert [tel.value for tel in mal.tel_list] == ["+447700900123"]
    assert mal.email.value == "mal@lory.example"
    assert mal.note.value == '@SUM(1)\nline; two, three\nMet: Fair; "hall", 3, 2027-03-12'
    assert answer.content.count(b"\r\nTEL") == 1


def test_one_contact_is_a_file_of_its_own(hostile, ada):
    answer = ada.get(f"{LEADS}{hostile.pk}/contact.vcf")
    assert answer.content.count(b"BEGIN:VCARD") == 1
    assert answer["Content-Disposition"].startswith(f'inline; filename="lead-{hostile.pk}.vcf"')


def test_an_iphone_is_offered_contacts_one_by_one(hostile, card, ada):
    """cards 75; the one file is there all the same"""
    other = make_lead(card)
    form = {"lead": [hostile.pk, other.pk]}
    page = ada.post(f"{LEADS}export.vcf", form, headers=IPHONE)
    links = [f'href="{LEADS}{lead.pk}/contact.vcf"' in page.content.decode() for lead in (hostile, other)]
    assert (page["Content-Type"][:9], links) == ("text/html", [True, True])
    assert ada.post(f"{LEADS}export.vcf", form | {"whole": "1"}, headers=IPHONE).content.count(b"BEGIN:VCARD") == 2
    assert ada.post(f"{LEADS}export.vcf", {"lead": other.pk}, headers=IPHONE).content.count(b"BEGIN:VCARD") == 1


@pytest.mark.parametrize("kind", ["csv", "vcf"])
def test_an_export_holds_nothing_of_another_workspace(hostile, cast, kind):
    """A19: neither by ids nor by asking for all; Ada's own export holds it"""
    cleo, ada = Client(), Client()
    cleo.force_login(cast.cleo)
    ada.force_login(cast.ada)
    answers = [cleo.post(f"/w/outpost/leads/export.{kind}", form) for form in ({"lead": hostile.pk}, {"all": "1"})]
    assert [b"lory.example" in answer.getvalue() for answer in answers] == [False, False]
    assert b"lory.example" in ada.post(f"{LEADS}export.{kind}", {"all": "1"}).getvalue()


def test_nothing_ticked_exports_nothing(hostile, ada):
    answer = ada.post(f"{LEADS}export.csv", follow=True)
    assert "Tick the leads first." in text(answer)
    assert not AuditEntry.objects.filter(verb="lead.export").exists()
