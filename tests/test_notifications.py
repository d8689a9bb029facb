"""Each member says what they are told of by mail, and how soon (cards 68, 77; rule 26)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from audience.topics import FIGURES, LEADS
from bookings.topics import AGENDA, BOOKINGS
from cards import assigning, creating
from cards.models import Card
from storefront.topics import EVENING, ORDERS
from tests.access_table import PACES
from tests.cast import Cast, make_card, make_document
from workspaces import paces
from workspaces.models import Membership, Role
from workspaces.scoping import inside
from workspaces.topics import Pace, Topic, chosen_anew

WHERE = "/w/atelier/notifications/"


def choose(cast: Cast, **paces_of: dict[str, str]) -> None:
    with inside(cast.atelier):
        for name, chosen in paces_of.items():
            Membership.objects.filter(user=getattr(cast, name)).update(paces=chosen)


def concerned(card: int | None) -> Callable[[Membership], bool]:
    return lambda member: assigning.concerns(member, card)


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada)


@pytest.fixture
def other_card(cast: Cast) -> Card:
    """Given to no editor"""
    with inside(cast.atelier):
        return creating.create(workspace=cast.atelier, handle="other", document=make_document(), by=cast.ada)


def told(cast: Cast, *args: Any, **more: Any) -> list[str]:
    with inside(cast.atelier):
        return [one.user.get_short_name() for one in paces.told(*args, **more)]


@pytest.mark.parametrize(
    ("topic", "role", "chosen", "pace"),
    [
        (LEADS, Role.OWNER, {}, Pace.AT_ONCE),
        (LEADS, Role.ADMIN, {}, Pace.MINE),
        (LEADS, Role.ADMIN, {"leads": "daily"}, Pace.DAILY),
        (LEADS, Role.OWNER, {"leads": "weekly"}, Pace.AT_ONCE),
        (LEADS, Role.OWNER, {"leads": "\0"}, Pace.AT_ONCE),
        (FIGURES, Role.ADMIN, {"leads": "never"}, Pace.WEEKLY),
        (FIGURES, Role.VIEWER, {}, Pace.NEVER),
        (ORDERS, Role.OWNER, {}, Pace.AT_ONCE),
        (EVENING, Role.OWNER, {}, Pace.DAILY),
        (EVENING, Role.EDITOR, {}, Pace.NEVER),
        (AGENDA, Role.OWNER, {}, Pace.NEVER),
    ],
)
def test_who_chose_nothing_is_told_as_usual_for_the_role(topic, role, chosen, pace):
    assert topic.pace(role, chosen) == pace


def test_only_what_is_not_usual_is_kept():
    """A role that changes brings its own usual paces along."""
    before = {"orders": "never", "leads": "daily"}
    wanted = {"leads": "at-once", "figures": "never"}
    assert chosen_anew([LEADS, FIGURES], Role.OWNER, before, wanted) == {"orders": "never", "figures": "never"}


def test_what_somebody_looks_after_goes_to_them_alone_and_the_rest_to_whoever_wants_it(cast: Cast):
    choose(cast, vera={"leads": "at-once"}, ben={"leads": "never"})
    assert told(cast, LEADS) == ["Ada", "Vera"]
    assert told(cast, LEADS, keeper=cast.eve.pk) == ["Eve"]
    assert told(cast, LEADS, keeper=cast.ben.pk) == []
    assert told(cast, LEADS, keeper=cast.cleo.pk) == ["Ada", "Vera"]
    choose(cast, ada={"leads": "daily"}, vera={"leads": "daily"})
    assert (told(cast, LEADS), told(cast, LEADS, {Pace.DAILY})) == ([], ["Ada", "Vera"])
    assert told(cast, LEADS, {Pace.DAILY}, keeper=cast.eve.pk) == []


def test_who_may_not_log_in_any_more_is_not_told(cast: Cast):
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(is_active=False)
    assert told(cast, LEADS) == []


def test_a_member_chooses_for_themselves_alone(cast: Cast, client: Client):
    client.force_login(cast.ben)
    assert client.post(WHERE, PACES | {"leads": "daily", "figures": "weekly"}).status_code == 302
    with inside(cast.atelier):
        kept = dict(Membership.objects.values_list("user__email", "paces"))
    ben = {"leads": "daily", "bookings": "never"}  # no orders, no evening and no agenda are usual for an admin
    assert kept == {"ben@example.com": ben} | {f"{name}@example.com": {} for name in ("ada", "eve", "vera")}


@pytest.mark.parametrize("wrong", [{"leads": "often"}, {"figures": "daily"}, {"orders": ""}, {"evening": "x" * 9999}])
def test_what_is_no_choice_is_refused_and_nothing_kept(cast: Cast, client: Client, wrong: dict[str, str]):
    client.force_login(cast.ada)
    answer = client.post(WHERE, PACES | wrong)
    with inside(cast.atelier):
        assert (answer.status_code, Membership.objects.get(user=cast.ada).paces) == (422, {})


def test_the_page_says_what_is_always_sent_and_payments_to_owners_alone(cast: Cast, client: Client):
    said = {}
    for who in (cast.ada, cast.eve):
        client.force_login(who)
        page = client.get(WHERE).content.decode()
        said[who.get_short_name()] = ("a payment that fails" in page, "Always sent" in page)
    assert said == {"Ada": (True, True), "Eve": (False, True)}


def test_editors_hear_of_what_concerns_the_cards_they_look_after(cast: Cast, card: Card, other_card: Card):
    """cards 79: and nobody hears of another workspace's"""
    choose(cast, eve={"orders": "at-once"}, ada={"orders": "never"})
    with inside(cast.atelier):
        wanting = [
            [one.user.get_short_name() for one in paces.told(ORDERS, concerns=concerned(pk))]
            for pk in (card.pk, other_card.pk, None)
        ]
    assert wanting == [["Eve"], [], []]


@pytest.mark.parametrize(
    ("topic", "chosen"), [(LEADS, Pace.MINE), (LEADS, Pace.DAILY), (ORDERS, Pace.AT_ONCE), (BOOKINGS, Pace.MINE)]
)
def test_what_comes_at_once_is_turned_off_by_one_click_and_back_as_it_was(cast: Cast, topic: Topic, chosen: Pace):
    """RFC 8058: the page that turns it off offers the pace it had, whatever that was"""
    before = {} if chosen == Pace.AT_ONCE else {topic.key: chosen.value}
    choose(cast, ada=before)
    with inside(cast.atelier):
        membership = Membership.objects.get(user=cast.ada)
    path = paces.off_url(topic, membership.pk).removeprefix(settings.BASE_URL)
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.post(path, {"List-Unsubscribe": "One-Click"}).content.decode()
    membership.refresh_from_db()
    assert (membership.paces, f'value="{chosen}"' in page) == ({topic.key: "never"}, True)
    visitor.post(path, {"on": chosen.value})
    membership.refresh_from_db()
    assert membership.paces == before
    assert [topic.on_again(Role.OWNER, said) for said in ("never", "\0")] == [Pace.AT_ONCE] * 2


def test_a_digest_is_turned_off_by_one_click_and_back_on(cast: Cast):
    """RFC 8058; another topic's token opens nothing"""
    with inside(cast.atelier):
        membership = Membership.objects.get(user=cast.ada)
    path = paces.off_url(EVENING, membership.pk).removeprefix(settings.BASE_URL)
    visitor, seen = Client(enforce_csrf_checks=True), []
    for data in (None, {"List-Unsubscribe": "One-Click"}, {"on": "daily"}):
        answer = visitor.get(path) if data is None else visitor.post(path, data)
        membership.refresh_from_db()
        seen.append((answer.status_code, membership.paces, dict(answer.cookies)))
    assert seen == [(200, {}, {}), (200, {"evening": "never"}, {}), (200, {}, {})]
    assert visitor.post(path.replace("/evening/", "/agenda/")).status_code == 404
