"""Cards 7, 10, 44, 45, 47, 50: permanent codes, their drawings and what follows when these fail."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from cards import coding, drawing, publishing, qr, qr_reading, stored_files, tasks
from cards.models import Card, Code
from cards.qr_style import Style
from cards.refusals import DefaultCodeStays
from tests.cast import Cast, make_card, make_document
from workspaces import outbox
from workspaces.models import AuditEntry, Effect
from workspaces.scoping import inside

PETROL = Style(dark="#003a44", light="#fdfefb")


@pytest.fixture
def card(cast: Cast) -> Iterator[Card]:
    """Ada's published card, its workspace open."""
    made = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        yield made


def code_of(card: Card) -> Code:
    return Code.objects.get(card=card, is_default=True)


def test_drawing_is_stored_read_back_and_shown(card: Card, settings: Any):
    """cards 44, 47: the files say exactly the short link; the page is made anew."""
    revision = card.revision
    outbox.perform_due()
    code = code_of(card)
    card.refresh_from_db()
    link = f"{settings.BASE_URL}/q/{code.text}"
    assert (code.state, code.reason, coding.is_current(code)) == (Code.State.READY, "", True)
    assert sorted(code.files) == ["pdf", "png", "svg"]
    assert qr_reading.reads_as(stored_files.read(code.files["png"]), link).ok
    assert card.revision > revision


def test_drawing_twice_changes_nothing(card: Card):
    """cards 50: idempotent, A74."""
    outbox.perform_due()
    before, revision = code_of(card), Card.objects.get().revision
    drawing.draw(before.pk)
    Code.objects.update(state=Code.State.PENDING)
    assert drawing.draw(before.pk) == []
    after = code_of(card)
    assert (after.files, after.digest, after.state) == (before.files, before.digest, Code.State.READY)
    assert Card.objects.get().revision == revision + 1  # pending to ready is seen by the page


def test_changing_the_card_never_changes_the_code(card: Card, cast: Cast):
    """cards 44"""
    outbox.perform_due()
    before = code_of(card).files
    with_other = make_document(identity={"given": "Grace"})
    publishing.save(card=card, document=with_other, version=card.draft_version, by=cast.ada)
    publishing.publish(card=card, by=cast.ada)
    assert not Effect.objects.filter(task=tasks.draw_code.name, state=Effect.State.OPEN).exists()
    outbox.perform_due()
    assert code_of(card).files == before


def test_restyle_draws_anew_and_shows_the_old_until_then(card: Card, cast: Cast):
    """cards 45, 50"""
    outbox.perform_due()
    old = code_of(card).files
    coding.restyle(code=code_of(card), style=PETROL, by=cast.ada)
    pending = code_of(card)
    outbox.perform_due()
    ready = code_of(card)
    assert (pending.state, pending.files) == (Code.State.PENDING, old)
    assert ready.state == Code.State.READY
    assert set(ready.files.values()).isdisjoint(old.values())
    assert b"#003a44" in stored_files.read(ready.files["svg"])


def test_replaced_files_go_after_a_day_unless_they_came_back(card: Card, cast: Cast):
    """rule 35: nothing orphaned, and never a row that names a missing file."""
    outbox.perform_due()
    black = code_of(card).files
    coding.restyle(code=code_of(card), style=PETROL, by=cast.ada)
    outbox.perform_due()
    petrol = code_of(card).files
    coding.restyle(code=code_of(card), style=Style(), by=cast.ada)
    outbox.perform_due()
    assert code_of(card).files == black
    Effect.objects.filter(task=tasks.forget_drawings.name).update(due_at=timezone.now())
    outbox.perform_due()
    assert [default_storage.exists(name) for name in black.values()] == [True, True, True]
    assert [default_storage.exists(name) for name in petrol.values()] == [False, False, False]


def test_a_half_written_file_is_mended(card: Card):
    """F16: the same bytes get the same name, and a truncated file is not taken for whole."""
    name = stored_files.put(b"all of it", folder="q", suffix="svg")
    with default_storage.open(name, "wb") as file:
        file.write(b"all")
    assert stored_files.put(b"all of it", folder="q", suffix="svg") == name
    assert stored_files.read(name) == b"all of it"


def test_drawing_that_no_longer_fits_is_not_shown(card: Card, monkeypatch: pytest.MonkeyPatch):
    """cards 50: colours changed while the worker drew; the row stays for the effect that asks for the new ones."""
    code = code_of(card)
    readable = drawing.readable

    def slow(link: str, style: Style) -> drawing.Drawing:
        drawn = readable(link, style)
        Code.objects.filter(pk=code.pk).update(style={"dark": PETROL.dark, "light": PETROL.light})
        return drawn

    monkeypatch.setattr(drawing, "readable", slow)
    drawing.draw(code.pk)
    after = code_of(card)
    assert (after.files, after.digest, after.state) == ({}, "", Code.State.PENDING)


def test_unreadable_drawing_fails_with_reason_and_keeps_the_last_good(card: Card, monkeypatch: pytest.MonkeyPatch):
    """cards 47: all eight masks are tried. The pictures are spoilt on their way to the reader."""
    outbox.perform_due()
    good = code_of(card).files
    Code.objects.update(style={"dark": PETROL.dark, "light": PETROL.light})
    seen: list[str] = []
    reads_as = qr_reading.reads_as

    def spoilt(png: bytes, text: str) -> qr_reading.Verdict:
        seen.append(text)
        return reads_as(png[:200], text)

    monkeypatch.setattr(qr_reading, "reads_as", spoilt)
    drawing.draw(code_of(card).pk)
    failed = code_of(card)
    assert len(seen) == 8
    assert (failed.state, failed.reason, failed.files) == (Code.State.FAILED, "not_a_picture", good)
    assert drawing.reason_words(failed).startswith("The drawn code could not be read back.")


def test_the_next_mask_is_taken_where_one_cannot_be_read(card: Card, monkeypatch: pytest.MonkeyPatch):
    """cards 47; other sizes are drawn with the mask that was read."""
    reads_as = qr_reading.reads_as
    spoilt = iter([True, True])

    def sometimes(png: bytes, text: str) -> qr_reading.Verdict:
        return reads_as(b"" if next(spoilt, False) else png, text)

    monkeypatch.setattr(qr_reading, "reads_as", sometimes)
    outbox.perform_due()
    code = code_of(card)
    assert (code.state, code.mask) == (Code.State.READY, qr.MASK_ORDER[2])
    assert drawing.png(code, qr.PNG_USUAL) == stored_files.read(code.files["png"])


def test_another_base_url_has_every_code_redrawn_once(card: Card, cast: Cast, settings: Any):
    """cards 44: in all workspaces; asked twice while waiting it is drawn once."""
    make_card(cast.outpost, "cleo", by=cast.cleo)
    outbox.perform_due()
    assert coding.request_stale_drawings() == 0
    settings.BASE_URL = "https://cards.example"
    assert (coding.request_stale_drawings(), coding.request_stale_drawings()) == (2, 0)
    outbox.perform_due()
    for code in Code.unscoped.all():
        picture = stored_files.read(code.files["png"])
        assert qr_reading.reads_as(picture, f"https://cards.example/q/{code.text}").ok
    assert coding.request_stale_drawings() == 0


def test_add_code_has_a_label_and_the_default_colours(card: Card, cast: Cast):
    """cards 10"""
    coding.restyle(code=code_of(card), style=PETROL, by=cast.ada)
    code = coding.add_code(card=card, label="  Fair \n Berlin ", by=cast.ben)
    outbox.perform_due()
    code.refresh_from_db()
    assert (code.label, code.is_default, code.state) == ("Fair Berlin", False, Code.State.READY)
    assert code.style == {"dark": PETROL.dark, "light": PETROL.light}
    assert AuditEntry.objects.get(verb="code.add").after == {"label": "Fair Berlin"}


def test_relabel_and_retire_leave_text_and_drawing_alone(card: Card, cast: Cast):
    """cards 7, 10"""
    code = coding.add_code(card=card, label="Fair", by=cast.ada)
    outbox.perform_due()
    code.refresh_from_db()
    before = (code.text, code.files, code.digest)
    coding.relabel(code=code, label="Door", by=cast.ada)
    coding.retire(code=code, by=cast.ada)
    code.refresh_from_db()
    assert (code.text, code.files, code.digest) == before
    assert (code.label, code.retired_at is not None) == ("Door", True)
    coding.retire(code=code, by=cast.ada, again=True)
    assert Code.objects.get(pk=code.pk).retired_at is None


def test_the_default_code_is_not_retired(card: Card, cast: Cast):
    """cards 10"""
    with pytest.raises(DefaultCodeStays):
        coding.retire(code=code_of(card), by=cast.ada)
    assert code_of(card).retired_at is None


def test_colours_back_before_drawing_are_ready_at_once(card: Card, cast: Cast):
    """cards 50: no code waits for a drawing nobody needs."""
    outbox.perform_due()
    coding.restyle(code=code_of(card), style=PETROL, by=cast.ada)
    coding.restyle(code=code_of(card), style=Style(), by=cast.ada)
    outbox.perform_due()
    assert (code_of(card).state, coding.is_current(code_of(card))) == (Code.State.READY, True)
