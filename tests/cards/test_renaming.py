"""Cards 4–6, 11: another name for a card; the former ones go on leading to it."""

from datetime import UTC, datetime, timedelta

import pytest

from cards import deleting, renaming
from cards.handle_rules import HandleRefused, Refusal
from cards.models import Card, Handle
from cards.refusals import Deleted, HandleTaken
from tests.cards.test_creating import race
from tests.cast import Cast, make_card, make_cast
from workspaces.models import AuditEntry
from workspaces.scoping import inside


def states(card: Card) -> dict[str, str]:
    return dict(Handle.unscoped.filter(card=card).values_list("name", "state"))


def test_rename_keeps_the_former_handle(cast: Cast):
    """cards 6, 11"""
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    revision = card.revision
    with inside(cast.atelier):
        renaming.rename(card=card, handle="Ada-Byron", by=cast.ben)
        entry = AuditEntry.objects.get(verb="card.rename")
    assert card.handle == "ada-byron"
    assert states(card) == {"ada": "former", "ada-byron": "current"}
    assert card.revision == Card.unscoped.get(pk=card.pk).revision == revision + 1
    assert (entry.actor, entry.before, entry.after) == (cast.ben, {"handle": "ada"}, {"handle": "ada-byron"})


def test_rename_back_and_forth(cast: Cast):
    """cards 6: one's own former name is free for oneself."""
    card = make_card(cast.atelier, "ada", by=cast.ada)
    with inside(cast.atelier):
        for name in ("byron", "ada", "byron", "ada"):
            renaming.rename(card=card, handle=name, by=cast.ada)
    assert states(card) == {"ada": "current", "byron": "former"}


def test_rename_to_the_same_name_changes_nothing(cast: Cast):
    card = make_card(cast.atelier, "ada", by=cast.ada)
    revision = card.revision
    with inside(cast.atelier):
        renaming.rename(card=card, handle="ADA", by=cast.ada)
        assert not AuditEntry.objects.filter(verb="card.rename").exists()
    assert card.revision == revision


@pytest.mark.parametrize("name", ["cleo", "cleopatra", "admin"])
def test_rename_refuses_current_former_and_reserved_alike(cast: Cast, name: str):
    """cards 5, 6: a former handle belongs to its card while that lives."""
    card = make_card(cast.atelier, "ada", by=cast.ada)
    other = make_card(cast.outpost, "cleopatra", by=cast.cleo)
    with inside(cast.outpost):
        renaming.rename(card=other, handle="cleo", by=cast.cleo)
    with inside(cast.atelier), pytest.raises(HandleRefused) as refused:
        renaming.rename(card=card, handle=name, by=cast.ada)
    assert (refused.value.reason, str(refused.value)) == (Refusal.TAKEN, "taken")
    assert states(card) == {"ada": "current"}


def test_rename_of_a_deleted_card_is_refused(cast: Cast):
    card = make_card(cast.atelier, "ada", by=cast.ada)
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
        with pytest.raises(Deleted):
            renaming.rename(card=card, handle="byron", by=cast.ada)
    assert states(card) == {"ada": "current"}


def test_name_of_a_deleted_card_is_reserved_twelve_months(cast: Cast):
    """cards 6: for others; its own workspace may take it again, anybody after the year."""
    card = make_card(cast.outpost, "cleo", by=cast.cleo)
    with inside(cast.outpost):
        deleting.delete(card=card, by=cast.cleo)
    assert card.deleted_at is not None
    deleting.erase_due(card.deleted_at + timedelta(days=14))
    tombstone = Handle.unscoped.get(name="cleo")
    assert tombstone.reserved_until == card.deleted_at + timedelta(days=365)
    with pytest.raises(HandleTaken):
        make_card(cast.atelier, "cleo", by=cast.ada)

    Handle.unscoped.update(reserved_until=datetime(2020, 1, 1, tzinfo=UTC))
    taken_by = make_card(cast.atelier, "cleo", by=cast.ada)
    assert states(taken_by) == {"cleo": "current"}


def test_own_tombstone_can_be_taken_again_at_once(cast: Cast):
    """cards 6: "by another workspace"."""
    card = make_card(cast.outpost, "cleo", by=cast.cleo)
    with inside(cast.outpost):
        deleting.delete(card=card, by=cast.cleo)
    assert card.deleted_at is not None
    deleting.erase_due(card.deleted_at + timedelta(days=14))
    assert states(make_card(cast.outpost, "cleo", by=cast.cleo)) == {"cleo": "current"}


def test_one_of_eight_cards_gets_the_new_name(transactional_db: None):
    """cards 5, rule 10: renames race on the unique index; losers keep their old names."""
    cast = make_cast()
    cards = [make_card(cast.atelier, f"card-{number}", by=cast.ada) for number in range(8)]

    def rename(card: Card) -> None:
        with inside(cast.atelier):
            renaming.rename(card=card, handle="maria", by=cast.ada)

    assert race(*[lambda card=card: rename(card) for card in cards]) == ["HandleTaken"] * 7 + ["ok"]
    current = Handle.unscoped.filter(state="current").values_list("name", flat=True)
    won = Card.unscoped.get(handle="maria")
    assert sorted(current) == sorted({f"card-{number}" for number in range(8)} - {cards_old(won, cards)} | {"maria"})


def cards_old(won: Card, cards: list[Card]) -> str:
    """The name the winner had."""
    return f"card-{[card.pk for card in cards].index(won.pk)}"
