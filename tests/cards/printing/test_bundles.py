"""Codes and sheets of many cards in one zip (cards 48; plan feature bulk print)."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cards import coding, drawing
from cards.models import PrintBundle
from cards.printing import bundling, making, parts
from tests.cast import Cast, make_card
from tests.workspaces.team import on_plan
from workspaces import export_making, export_shelf, outbox
from workspaces.models import Effect
from workspaces.scoping import inside

PRINT = "/w/atelier/cards/print/"


@pytest.fixture
def ada(cast: Cast, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(making, "GIVES_WAY", 0)
    settings.EXPORTS_ROOT, settings.MEDIA_ROOT = tmp_path / "exports", tmp_path / "media"
    client = Client()
    client.force_login(cast.ada)
    return client


def make(cast: Cast) -> PrintBundle:
    """As a worker does."""
    with inside(cast.atelier):
        found = PrintBundle.objects.get()
        bundling.make_bundle.function(bundle=found.pk)
        found.refresh_from_db()
    return found


def test_a_folder_for_each_card_with_what_was_ticked(cast: Cast, ada: Client):
    """Codes that nobody has drawn yet are drawn first; each with its own code, and a list of all."""
    one = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    two = make_card(cast.atelier, "mueller", by=cast.ada, identity={"given": "Jörg", "family": "Müller/Ltd."})
    make_card(cast.atelier, "left-out", by=cast.ada)
    with inside(cast.atelier):
        coding.add_code(card=one, label="Fair: 2027", by=cast.ada)
    page = ada.get(PRINT, {"card": [one.pk, two.pk]}).content.decode()
    assert ("each of 2 cards" in page, "1 of them is not published yet" in " ".join(page.split())) == (True, True)
    answer = ada.post(PRINT, {"card": [one.pk, two.pk], "part": ["svg", "cards"]})
    assert answer["Location"] == PRINT
    assert "0 of 2 cards" in " ".join(ada.get(PRINT).content.decode().split())
    found = make(cast)
    assert (found.state, found.total, found.missing) == ("ready", 2, [])
    answer = ada.get(f"{PRINT}{found.pk}.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert sorted(archive.namelist()) == [
            "Ada Byron (ada)/Fair 2027 business-cards.pdf",
            "Ada Byron (ada)/Fair 2027 code.svg",
            "Ada Byron (ada)/business-cards.pdf",
            "Ada Byron (ada)/code.svg",
            "Jörg Müller Ltd (mueller)/business-cards.pdf",
            "Jörg Müller Ltd (mueller)/code.svg",
            "cards.csv",
        ]
        assert {archive.read(name)[:5] for name in archive.namelist() if name.endswith(".pdf")} == {b"%PDF-"}
        pictures = [archive.read(name) for name in archive.namelist() if name.endswith(".svg")]
        assert len(set(pictures)) == 3
        assert archive.read("cards.csv").decode("utf-8-sig").splitlines()[2].startswith("Jörg Müller/Ltd.,Bookbinder,")


def test_a_bundle_lets_what_others_wait_for_go_first(cast: Cast, ada: Client, monkeypatch: pytest.MonkeyPatch):
    """One that is due and that nobody works at; not its own, which somebody works at, and not for ever"""
    waits, slept = [True, True, False], list[float]()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "others_wait", lambda: waits.pop(0))
        patch.setattr(making, "GIVES_WAY", 9)
        patch.setattr(making, "sleep", slept.append)
        making._give_way(0.5)
    assert (slept, waits) == ([0.5, 0.1, 0.1], [])
    ada.post(PRINT, {"card": make_card(cast.atelier, "ada", by=cast.ada).pk, "part": "svg"})
    Effect.objects.exclude(task=bundling.make_bundle.name).delete()
    due = outbox.others_wait()
    Effect.objects.update(lease_until=timezone.now() + timedelta(minutes=1))
    assert (due, outbox.others_wait()) == (True, False)


def test_what_cannot_be_made_is_named_and_the_rest_is_there(cast: Cast, ada: Client, monkeypatch: pytest.MonkeyPatch):
    card = make_card(cast.atelier, "ada", by=cast.ada)
    monkeypatch.setattr(drawing, "is_current", lambda _code: False)
    ada.post(PRINT, {"card": card.pk, "part": "svg"})
    found = make(cast)
    assert (found.state, found.missing) == ("ready", [["Ada Byron", "", "undrawn"]])
    assert "Ada Byron: the code could not be drawn." in ada.get(PRINT).content.decode()


def test_a_failure_is_said_and_another_can_be_asked_for(cast: Cast, ada: Client, monkeypatch: pytest.MonkeyPatch):
    card = make_card(cast.atelier, "ada", by=cast.ada)

    def full(_file: Any, _folder: str) -> str:
        raise OSError

    for _try in range(2):  # the second waits for the first
        ada.post(PRINT, {"card": card.pk, "part": "svg"})
    with monkeypatch.context() as broken:
        broken.setattr(export_shelf, "put", full)
        assert make(cast).state == "failed"
    assert "The zip was not made." in ada.get(PRINT).content.decode()
    PrintBundle.unscoped.all().delete()
    ada.post(PRINT, {"card": card.pk, "part": "svg"})
    assert make(cast).state == "ready"


def test_it_is_for_plans_that_have_it_and_for_cards_that_were_chosen(cast: Cast, ada: Client):
    """Another workspace's card is nobody's (A16)."""
    card = make_card(cast.atelier, "ada", by=cast.ada)
    foreign = make_card(cast.outpost, "cleo", by=cast.cleo)
    said = {}
    for name, form in (("part", {"card": card.pk}), ("card", {"card": [foreign.pk, "x", "9" * 30], "part": "svg"})):
        answer = ada.post(PRINT, form)
        said[name] = (
            answer.status_code,
            "Tick what" in answer.content.decode(),
            "Choose cards" in answer.content.decode(),
        )
    assert said == {"part": (422, True, False), "card": (422, False, True)}
    on_plan(cast, "pro")
    answer = ada.post(PRINT, {"card": card.pk, "part": "svg"})
    assert (answer.status_code, "part of the Team plan" in answer.content.decode()) == (422, True)
    assert PrintBundle.unscoped.count() == 0


def test_files_go_after_seven_days_and_no_sweep_of_exports_takes_them_before(cast: Cast, ada: Client):
    card = make_card(cast.atelier, "ada", by=cast.ada)
    ada.post(PRINT, {"card": card.pk, "part": "svg"})
    found, now = make(cast), timezone.now()
    where = f"{PRINT}{found.pk}.zip"
    export_making.purge(now + timedelta(days=2))
    making.purge(now + timedelta(days=6))
    assert b"".join(ada.get(where).streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    making.purge(now + timedelta(days=8))
    assert (PrintBundle.unscoped.count(), ada.get(where).status_code) == (0, 404)
    assert export_shelf.names(before=now + timedelta(days=1), folder=making.FOLDER) == []


def test_folders_have_names_that_any_system_takes():
    names = [("Ada Byron", "ada"), ('A/B\\C:"*?<>|', "abc"), ("..", "dots"), ("王小明", "card-1"), ("x" * 90, "long")]
    assert [parts.folder(*one) for one in names] == [
        "Ada Byron (ada)",
        "A B C (abc)",
        "dots",
        "王小明 (card-1)",
        f"{'x' * 60} (long)",
    ]
