"""Cards 1, 4–7, 10: making a card, its handle and its first code."""

import threading
from typing import Any

import pytest
from django.db import connection

from cards import creating, handle_rules, handles, short_codes
from cards.handle_rules import HandleRefused, Refusal
from cards.models import Card, Code, DraftStep, Handle
from cards.refusals import HandleTaken, PlanLimit
from tests.cast import Cast, make_card, make_cast, make_document
from workspaces.models import AuditEntry, Effect
from workspaces.scoping import inside


def test_create_makes_card_handle_code_step_and_audit_row(cast: Cast):
    """cards 1: one handle, one default code, a draft; the drawing is asked for in the same transaction."""
    card = make_card(cast.atelier, "ada", by=cast.ada)
    with inside(cast.atelier):
        handle, code = Handle.objects.get(), Code.objects.get()
        step, entry = DraftStep.objects.get(), AuditEntry.objects.get()
    assert (card.status, card.handle, card.name) == (Card.Status.DRAFT, "ada", "Ada Byron")
    assert (handle.name, handle.state, handle.card) == ("ada", Handle.State.CURRENT, card)
    assert (code.is_default, code.label, code.state) == (True, "", Code.State.PENDING)
    assert (step.position, step.document) == (1, card.draft)
    assert (entry.verb, entry.actor, entry.after) == ("card.create", cast.ada, {"handle": "ada"})
    effect = Effect.objects.get()
    assert (effect.task, effect.arguments, effect.workspace) == (
        "cards.tasks.draw_code",
        {"code": code.pk},
        cast.atelier,
    )


def test_create_stores_handle_lower_case(cast: Cast):
    """cards 4"""
    assert make_card(cast.atelier, " Maria-Silva ", by=cast.ada).handle == "maria-silva"


@pytest.mark.parametrize("handle", ["admin", "ada"])
def test_create_refuses_reserved_and_taken_alike(cast: Cast, handle: str):
    """cards 5: nobody learns which it is."""
    make_card(cast.outpost, "ada", by=cast.cleo)
    with pytest.raises(HandleRefused) as refused:
        make_card(cast.atelier, handle, by=cast.ada)
    assert (refused.value.reason, str(refused.value)) == (Refusal.TAKEN, "taken")
    assert Card.unscoped.filter(workspace=cast.atelier).count() == 0
    assert Effect.objects.filter(workspace=cast.atelier).count() == 0


def test_code_is_seven_unambiguous_characters(cast: Cast):
    """cards 7"""
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        text = card.codes.get().text
    assert len(text) == 7
    assert set(text) <= set(short_codes.ALPHABET)


def test_code_is_drawn_anew_when_it_exists_already(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """cards 7: never given twice. The dice fall alike for the first two cards."""
    rolls = iter([bytes(5), bytes(5), b"\0\0\0\0\1"])
    monkeypatch.setattr("cards.coding.secrets.token_bytes", lambda _count: next(rolls))
    make_card(cast.atelier, "ada", by=cast.ada)
    make_card(cast.outpost, "cleo", by=cast.cleo)
    texts = Code.unscoped.order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["0000000", short_codes.new_code(b"\0\0\0\0\1")]


def test_duplicate_says_the_same_under_the_next_free_name(cast: Cast):
    """cards 1: an own handle and an own code."""
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    make_card(cast.outpost, "ada-2", by=cast.cleo)
    with inside(cast.atelier):
        copy = creating.duplicate(card=card, by=cast.ben)
        codes = {code.text for code in (*card.codes.all(), *copy.codes.all())}
    assert (copy.handle, copy.status, copy.draft) == ("ada-3", Card.Status.DRAFT, card.draft)
    assert len(codes) == 2


def test_duplicate_shortens_long_names(cast: Cast):
    """cards 4: at most 30 characters."""
    card = make_card(cast.atelier, "a" * 28 + "-b", by=cast.ada)
    with inside(cast.atelier):
        copy = creating.duplicate(card=card, by=cast.ada)
    assert copy.handle == "a" * 28 + "-2"
    assert handle_rules.refusal(copy.handle) is None


def test_is_taken_knows_other_workspaces(cast: Cast):
    """cards 5"""
    make_card(cast.outpost, "cleo", by=cast.cleo)
    assert (handles.is_taken("cleo"), handles.is_taken("leo")) == (True, False)


def race(*jobs: Any) -> list[str]:
    """Run all at once in threads of their own; `ok` or the name of what each raised."""
    outcomes = [""] * len(jobs)
    ready = threading.Barrier(len(jobs))

    def run(number: int, job: Any) -> None:
        ready.wait(10)
        try:
            job()
            outcomes[number] = "ok"
        except Exception as error:  # noqa: BLE001  # whatever it is, the test names it
            outcomes[number] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


def test_one_of_eight_gets_a_handle(transactional_db: None):
    """cards 5, rule 10: the unique index decides; the others are told, none fails."""
    cast = make_cast()

    def create() -> None:
        with inside(cast.atelier):
            creating.create(workspace=cast.atelier, handle="maria", document=make_document(), by=cast.ada)

    assert race(*[create] * 8) == [HandleTaken.__name__] * 7 + ["ok"]
    assert Card.unscoped.count() == Handle.unscoped.count() == Code.unscoped.count() == 1


def test_plan_limit_holds_for_eight_at_once(transactional_db: None):
    """cards 9, 88; A48: the free plan allows two cards; what is there stays."""
    cast = make_cast()
    cast.atelier.plan_key = "free"
    cast.atelier.save(update_fields=["plan_key"])
    make_card(cast.atelier, "first", by=cast.ada, published=True)

    def create(number: int) -> None:
        with inside(cast.atelier):
            creating.create(workspace=cast.atelier, handle=f"next-{number}", document=make_document(), by=cast.ada)

    jobs = [lambda number=number: create(number) for number in range(8)]
    assert race(*jobs) == [PlanLimit.__name__] * 7 + ["ok"]
    with inside(cast.atelier), pytest.raises(PlanLimit) as refused:
        creating.create(workspace=cast.atelier, handle="one-more", document=make_document(), by=cast.ada)
    assert refused.value.limit == 2
    assert Card.unscoped.get(handle="first").status == Card.Status.PUBLISHED
