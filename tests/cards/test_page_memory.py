"""The memory of finished pages: bounds, dropping, races."""

import threading
import time

import pytest
import time_machine

from cards.page_memory import BUILD_SECONDS, FLEETING_PAGES, FLEETING_SECONDS, Key, Page, PageMemory


def page(card: int | None = 1, revision: int = 1, status: str = "200 OK", **over: object) -> Page:
    return Page(status, {}, card=None if card is None else (card, revision), **over)  # type: ignore[arg-type]


def key(name: str) -> Key:
    return ("cards.example", f"/{name}")


@pytest.fixture
def memory() -> PageMemory:
    return PageMemory(20)


def test_least_recently_used_pages_leave_first(memory):
    """cards 11: the memory is bounded."""
    for number in range(20):
        memory.keep(key(f"c{number}"), page(number), epoch=0)
    memory.recall(key("c0"))
    memory.keep(key("new"), page(99), epoch=0)
    assert [name for name in ("c0", "c1", "c2", "new") if memory.recall(key(name))] == ["c0", "c2", "new"]
    assert len(memory) == 20


def test_limit_of_zero_remembers_nothing():
    memory = PageMemory(0)
    assert memory.keep(key("ada"), page(), epoch=0) is False
    assert memory.recall(key("ada")) is None


def test_scanning_for_names_evicts_no_card(memory):
    """Unknown addresses live in a small room of their own."""
    memory.keep(key("ada"), page(), epoch=0)
    for number in range(FLEETING_PAGES + 50):
        memory.keep(key(f"guess{number}"), page(None, status="404 Not Found"), epoch=0)
    assert memory.recall(key("ada")) == page()
    assert len(memory) == 1 + FLEETING_PAGES


def test_unknown_address_is_remembered_for_seconds(memory):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        memory.keep(key("nobody"), page(None, status="404 Not Found"), epoch=0)
        clock.shift(FLEETING_SECONDS - 1)
        assert memory.recall(key("nobody")) is not None
        clock.shift(2)
        assert memory.recall(key("nobody")) is None


def test_page_past_its_time_is_given_only_while_the_database_is_down(memory):
    memory.keep(key("ada"), page(fresh_until=time.time() - 1), epoch=0)
    assert memory.recall(key("ada")) is None
    memory.serve_stale = True
    assert memory.recall(key("ada")) is not None


def test_dropping_a_card_forgets_its_pages_and_every_unknown_address(memory):
    """cards 11; a published card may have claimed the unknown address."""
    memory.keep(key("ada"), page(1), epoch=0)
    memory.keep(key("ada/contact.vcf"), page(1), epoch=0)
    memory.keep(key("ben"), page(2), epoch=0)
    memory.keep(key("eve"), page(None, status="404 Not Found"), epoch=0)
    memory.drop_card(1)
    names = ("ada", "ada/contact.vcf", "ben", "eve")
    assert [name for name in names if memory.recall(key(name))] == ["ben"]


def test_dropping_a_workspace_forgets_the_pages_of_its_cards(memory):
    memory.keep(key("ada"), page(1, workspace=(7, 1)), epoch=0)
    memory.keep(key("cleo"), page(2, workspace=(8, 1)), epoch=0)
    memory.drop_workspace(7)
    assert [name for name in ("ada", "cleo") if memory.recall(key(name))] == ["cleo"]


@pytest.mark.parametrize(
    ("cards", "workspaces", "kept"),
    [({1: 3}, {}, True), ({1: 4}, {}, False), ({2: 9}, {}, True), ({}, {7: 5}, True), ({}, {7: 6}, False)],
)
def test_learning_a_revision_drops_pages_made_from_another(memory, cards, workspaces, kept):
    """cards 11"""
    memory.keep(key("ada"), page(1, 3, workspace=(7, 5)), epoch=0)
    memory.learn(cards, workspaces)
    assert (memory.recall(key("ada")) is not None) is kept


def test_page_made_from_what_a_publish_replaced_is_not_kept(memory):
    """cards 11: the making began before the change and ended after it."""
    epoch = memory.epoch
    memory.drop_card(1)
    assert memory.keep(key("ada"), page(1, 1), epoch=epoch) is False
    assert memory.recall(key("ada")) is None
    assert memory.keep(key("ada"), page(1, 2), epoch=memory.epoch) is True


def test_one_builds_while_the_others_wait(memory):
    """F29"""
    made: list[str] = []
    start = threading.Barrier(8)

    def visit() -> None:
        start.wait()
        with memory.building(key("ada")):
            if memory.recall(key("ada")):
                return
            time.sleep(0.05)
            made.append("page")
            memory.keep(key("ada"), page(), epoch=0)

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["page"]


def test_a_builder_that_fails_frees_the_waiting(memory):
    with pytest.raises(RuntimeError), memory.building(key("ada")):
        raise RuntimeError
    begun = time.monotonic()
    with memory.building(key("ada")):
        assert time.monotonic() - begun < BUILD_SECONDS
