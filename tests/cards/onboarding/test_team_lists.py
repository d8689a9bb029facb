"""People from a table: all or the valid ones, once, within the plan, and found again (cards 83, 88)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from cards import creating, publishing, standing
from cards.importing.found import Unreadable
from cards.models import Card, CardEditor, Prepared, TeamList
from cards.onboarding import filling, importing
from cards.refusals import PlanLimit
from tests.cards.onboarding.table import cards, fill, put, rows, sent, start
from tests.cast import Cast, make_card, make_cast
from tests.rendezvous import ends_of, wait_for_another
from tests.workspaces.conftest import Post
from tests.workspaces.team import membership, on_plan
from workspaces import roles
from workspaces.models import AuditEntry, Effect, Invitation, Membership, Role, Workspace
from workspaces.refusals import SeatLimit
from workspaces.scoping import inside


def waiting(cast: Cast) -> list[str]:
    with inside(cast.atelier):
        return list(Invitation.objects.get_queryset().waiting().values_list("email", flat=True))


@pytest.mark.parametrize("number", [6, pytest.param(300, marks=pytest.mark.proof)])
def test_each_row_is_a_card_and_a_mail(cast: Cast, post: Post, number: int):
    """people.md no. 3: each prepared for its person alone, nobody's but theirs"""
    found = put(cast, rows(number))
    assert (found.state, found.rows, found.report["new"], found.report["invited"]) == ("done", [], number, number)
    assert list(cards(cast))[:2] == ["ada-byron0", "ada-byron1"]
    assert sorted(mail.to[0] for mail in post()) == sorted(f"ada{one}@example.com" for one in range(number))
    with inside(cast.atelier):
        assert set(Prepared.objects.values_list("card__status", flat=True)) == {"draft"}
        assert (Prepared.objects.count(), CardEditor.objects.count()) == (number, 0)
        assert AuditEntry.objects.filter(verb="cards.import").values_list("after", flat=True).get() == {"rows": number}


def test_nothing_is_made_of_a_file_with_a_wrong_row_unless_the_others_are_asked_for(cast: Cast):
    """A03 by this door, too"""
    data = rows(3, line_3="Mallory,,,,no address,E9", line_4="Eve,,data:text/html,,eve@example.com,")
    found = sent(cast, data)
    with pytest.raises(importing.HasMistakes):
        start(cast, found)
    assert (cards(cast), waiting(cast), Effect.objects.filter(task=filling.fill_team.name).count()) == ({}, [], 0)
    start(cast, found, valid_only=True)
    fill(cast, found)
    assert (list(cards(cast)), waiting(cast)) == (["ada-byron0"], ["ada0@example.com"])


def test_the_same_table_again_changes_nothing_and_mails_nobody(cast: Cast, post: Post):
    put(cast, rows(2))
    post()
    with pytest.raises(importing.NothingToDo):
        put(cast, rows(2))
    assert (len(cards(cast)), list(post())) == (2, [])


def test_a_new_title_changes_the_draft_of_the_same_card(cast: Cast, post: Post):
    """What is on the web stays until somebody publishes; one step of undo leads back."""
    put(cast, rows(2))
    with inside(cast.atelier):
        card = Card.objects.get(handle="ada-byron0")
        publishing.publish(card=card, by=cast.ada)
    post()
    found = put(cast, rows(2, title="Head of binding"))
    assert (found.report["changed"], found.report["invited"], list(post())) == (2, 0, [])
    assert cards(cast) == {"ada-byron0": "Head of binding", "ada-byron1": "Head of binding"}
    with inside(cast.atelier):
        card.refresh_from_db()
        assert (card.outward.identity.title, card.has_changes) == ("Binder", True)
        assert publishing.undo(card=card, by=cast.ada).document.identity.title == "Binder"


def test_a_person_is_found_by_key_when_their_address_was_wrong(cast: Cast, post: Post):
    """The link sent to the wrong address opens nothing any more; the right one gets another."""
    put(cast, rows(1))
    wrong = waiting(cast)
    put(cast, rows(1, line_2="Ada,Byron0,Binder,,right@example.com,A0"))
    assert (wrong, waiting(cast), len(cards(cast))) == (["ada0@example.com"], ["right@example.com"], 1)
    assert [mail.to for mail in post()] == [["ada0@example.com"], ["right@example.com"]]


def test_another_key_with_the_same_address_is_another_person(cast: Cast):
    put(cast, rows(1))
    put(cast, rows(1, line_2="Bob,Byron,Binder,,ada0@example.com,E99"))
    assert list(cards(cast)) == ["ada-byron0", "bob-byron"]


def test_who_is_a_member_gets_the_card_at_once(cast: Cast, post: Post):
    found = put(cast, rows(1, line_2="Eve,Editor,Binder,,EVE@example.com,E1"))
    with inside(cast.atelier):
        card = Card.objects.get()
        given = CardEditor.objects.filter(card=card).values_list("membership__user__email", flat=True)
        assert (list(given), card.prepared.claimed_at is not None) == (["eve@example.com"], True)
    assert (found.report["invited"], list(post())) == (0, [])


def test_cards_without_invitations_wait_for_the_same_file(cast: Cast):
    put(cast, rows(2), invites=False)
    assert (len(cards(cast)), waiting(cast)) == (2, [])
    assert put(cast, rows(2)).report["invited"] == 2
    assert (len(cards(cast)), len(waiting(cast))) == (2, 2)


def test_room_is_looked_for_before_anything_is_made(cast: Cast):
    """cards 88: cards and seats, invitations that wait already counted"""
    on_plan(cast, "team", 7)  # 17 cards, 7 members of whom 4 are here
    found = sent(cast, rows(18))
    with pytest.raises(PlanLimit) as full:
        start(cast, found)
    assert full.value.limit == 17
    found = sent(cast, rows(4))
    with pytest.raises(SeatLimit) as seats:
        start(cast, found)
    assert (seats.value.limit, cards(cast), waiting(cast)) == (7, {}, [])
    put(cast, rows(3))
    found = sent(cast, rows(4))
    with pytest.raises(SeatLimit):
        start(cast, found)
    start(cast, found, invites=False)
    fill(cast, found)
    assert (len(cards(cast)), len(waiting(cast))) == (4, 3)


def fill_as_the_outbox_does(cast: Cast, found: TeamList) -> None:
    """Again, when the other one held the lock for longer than anybody waits: on a busy machine it may."""
    for _try in range(5):
        with suppress(OperationalError):
            return fill(cast, found)
    return fill(cast, found)


def test_two_lists_at_once_never_exceed_the_plan(transactional_db: None, monkeypatch: pytest.MonkeyPatch):
    """A48: both found room for themselves; one of them stops where the other took it, and says why"""
    monkeypatch.setattr(filling, "BATCH", 20)
    cast = make_cast()
    on_plan(cast, "team", 2)  # 12 cards
    lists = [
        sent(cast, rows(7)),
        sent(cast, rows(7, who="Bob"), by=cast.ben),
    ]
    for found in lists:
        start(cast, found, invites=False)
    assert ends_of([partial(fill_as_the_outbox_does, cast, found) for found in lists]) == ["ok", "ok"]
    with inside(cast.atelier):
        ends = sorted(TeamList.objects.values_list("state", "stopped_for", "done"))
    assert (len(cards(cast)), ends) == (7, [("done", "", 7), ("stopped", "cards", 0)])


def test_without_the_lock_two_lists_exceed_the_plan(transactional_db: None, monkeypatch: pytest.MonkeyPatch):
    """The control: neither lock nor transaction, and whoever has found room waits for the other."""
    cast = make_cast()
    make_card(cast.atelier, "first", by=cast.ada)
    on_plan(cast, "free")  # 2 cards
    lists = [sent(cast, rows(1)), sent(cast, rows(1, who="Bob"), by=cast.ben)]
    for found in lists:
        start(cast, found, invites=False)
    look: Callable[[Workspace], None] = standing.check_room

    def look_and_wait(workspace: Workspace) -> None:
        look(workspace)
        wait_for_another("room of two lists")

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)
    monkeypatch.setattr(standing, "check_room", look_and_wait)
    for module, name in ((creating, "create"), (filling, "_batch")):
        monkeypatch.setattr(module, name, getattr(module, name).__wrapped__)
    assert ends_of([partial(fill_as_the_outbox_does, cast, found) for found in lists]) == ["ok", "ok"]
    assert (len(cards(cast)), [found.state for found in lists]) == (3, ["done", "done"])


def test_a_list_that_stopped_goes_on_where_it_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """Also one whose worker was killed: what is in is not made twice."""
    monkeypatch.setattr(filling, "BATCH", 2)
    found = sent(cast, rows(5))
    start(cast, found)
    on_plan(cast, "team", 1)
    Membership.unscoped.filter(user__in=[cast.eve, cast.vera, cast.ben]).delete()
    fill(cast, found)
    assert (found.state, found.stopped_for, found.done, cards(cast)) == ("stopped", "seats", 0, {})
    on_plan(cast, "team", 3)
    with pytest.raises(SeatLimit):
        start(cast, found)
    on_plan(cast, "unlimited")
    start(cast, found)
    with inside(cast.atelier):
        people = filling.people_of(found)
        assert filling._step(found.pk, people, timezone.now())  # then it is killed
    found.refresh_from_db()
    start(cast, found)
    found.refresh_from_db()
    assert (found.done, importing.can_go_on(found, timezone.now() + timedelta(minutes=3))) == (2, True)
    fill(cast, found)
    assert (found.state, len(cards(cast)), len(waiting(cast))) == ("done", 5, 5)


def test_who_may_not_invite_any_more_goes_on_with_nothing(cast: Cast):
    """cards 80: a role that was taken counts at once, for what runs in the background too"""
    found = sent(cast, rows(1), by=cast.ben)
    start(cast, found, by=cast.ben)
    with inside(cast.atelier):
        roles.change_role(
            membership=membership(cast.atelier, cast.ben), role=Role.VIEWER, by=membership(cast.atelier, cast.ada)
        )
    fill(cast, found)
    assert (found.state, found.stopped_for, cards(cast)) == ("stopped", "left", {})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "table"),
        (b'{"cardsite": 1}', "table"),
        (b"name,e-mail\n", "empty"),
        (b"name\n" + b"Ada\n" * 401, "people"),
        (b"name\n\x00", "binary"),
        (b"x" * 5_000_001, "large"),
    ],
)
def test_a_file_that_is_no_list_of_people_is_refused(cast: Cast, data: bytes, reason: str):
    with pytest.raises(Unreadable) as refused:
        sent(cast, data)
    assert (refused.value.reason, TeamList.unscoped.count()) == (reason, 0)


def test_looking_asks_as_often_for_thirty_as_for_one(cast: Cast, django_assert_num_queries):
    for number in (1, 30):
        found = sent(cast, rows(number))
        with inside(cast.atelier), django_assert_num_queries(4):
            importing.laid(found)


def test_lists_are_forgotten_in_time(cast: Cast):
    """One that nobody put in after a day, with the names in it"""
    found, now = sent(cast, rows(1)), timezone.now()
    importing.purge(now + timedelta(hours=23))
    assert TeamList.unscoped.filter(pk=found.pk).exists()
    importing.purge(now + timedelta(hours=25))
    assert not TeamList.unscoped.exists()
