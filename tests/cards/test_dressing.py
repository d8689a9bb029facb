"""One edit of the company reaches every card that takes it, and loses nothing of any (cards 8, 9, 82)."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from allauth.account.models import EmailAddress as OwnAddress
from django.db import connection

from cards import creating, deleting, dressing, photo_use, publishing, suspending
from cards.company import CompanyFields
from cards.content import CompanyField, Document, PostalAddress
from cards.importing import exports, making
from cards.importing.found import Candidate
from cards.models import Card, Company, DraftStep, Publication
from cards.refusals import CompanyConflict, Conflict, NotInPlan, Unverified
from tests.cast import Cast, make_card, make_document
from workspaces import outbox
from workspaces.models import AuditEntry, Effect
from workspaces.reasons import Reason
from workspaces.scoping import inside

ACME = CompanyFields(organisation="Acme", address=PostalAddress(street="Mill Lane 1"), design="swiss", ink="denim")
SE = ACME.model_copy(update={"organisation": "Acme SE"})
NAME = frozenset({CompanyField.ORGANISATION})


@pytest.fixture
def atelier(cast: Cast) -> Any:
    with inside(cast.atelier):
        yield cast.atelier


def say(cast: Cast, fields: CompanyFields, everyone: frozenset[CompanyField] = frozenset()) -> Company:
    """Say it, and let the cards follow."""
    version = Company.here().version
    company = dressing.change(workspace=cast.atelier, fields=fields, version=version, by=cast.ada, everyone=everyone)
    follow()
    company.refresh_from_db()
    return company


def follow() -> None:
    """What waits for the cards' clothes alone: drawing their codes and pictures would take its time."""
    kinds = (dressing.dress_cards.name, dressing.dress_card.name)
    waiting = Effect.objects.filter(task__in=kinds, state=Effect.State.OPEN)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        assert outbox.perform(pk)


def read(card: Card) -> Card:
    return Card.objects.select_related("published", "workspace").get(pk=card.pk)


def shown(card: Card) -> Document:
    published = read(card).published
    assert published is not None
    return Document.from_store(published.document)


def save(card: Card, cast: Cast, **identity: str) -> None:
    now = read(card)
    who = now.document.identity.model_copy(update=identity)
    document = now.document.model_copy(update={"identity": who})
    publishing.save(card=now, document=document, version=now.draft_version, by=cast.ada)


@pytest.fixture
def cards(cast: Cast, atelier: Any) -> list[Card]:
    """Dressed by birth: a published one, one with a change nobody sees yet, a draft, one that keeps its name."""
    say(cast, ACME)
    made = [make_card(cast.atelier, f"card-{n}", by=cast.ada, published=n != 2) for n in range(4)]
    save(made[1], cast, title="Secret")
    dressing.choose(card=read(made[3]), take=(), own=NAME, by=cast.ada)
    return made


def test_one_edit_changes_all_that_take_it_and_publishes_no_draft(cast: Cast, cards: list[Card]):
    """cards 82: drafts and publications, each for itself; a card may keep its own"""
    before = [read(card).revision for card in cards]
    company = say(cast, SE)
    drafts = [read(card).document.identity for card in cards]
    assert [(who.organisation, who.title) for who in drafts] == [
        ("Acme SE", "Bookbinder"),
        ("Acme SE", "Secret"),
        ("Acme SE", "Bookbinder"),
        ("Acme", "Bookbinder"),
    ]
    public = [shown(card).identity for card in (cards[0], cards[1], cards[3])]
    assert [(who.organisation, who.title) for who in public] == [
        ("Acme SE", "Bookbinder"),
        ("Acme SE", "Bookbinder"),
        ("Acme", "Bookbinder"),
    ]
    assert [read(card).has_changes for card in cards] == [False, True, True, False]
    raised = [read(card).revision > revision for card, revision in zip(cards, before, strict=True)]
    assert raised == [True, True, False, False]
    assert (company.is_spreading, company.done, company.total, company.behind) == (False, 4, 4, 0)


@pytest.mark.proof
def test_one_edit_reaches_thirty_cards(cast: Cast, atelier: Any):
    """cards 82, as the sales team of thirty"""
    say(cast, ACME)
    team = [make_card(cast.atelier, f"card-{n}", by=cast.ada, published=True) for n in range(30)]
    say(cast, SE)
    assert [shown(card).identity.organisation for card in team] == ["Acme SE"] * 30
    assert [read(card).document.identity.organisation for card in team] == ["Acme SE"] * 30
    assert Publication.objects.count() == 60


def test_cards_of_before_take_it_only_when_told(cast: Cast, atelier: Any):
    """cards 82: "every card takes this" is an act of its own; a company's card keeps its name"""
    card = make_card(cast.atelier, by=cast.ada, published=True, identity={"organisation": "Byron"})
    branch = make_card(cast.atelier, "leeds", by=cast.ada, type="company", identity={"organisation": "Leeds"})
    say(cast, ACME)
    assert shown(card).identity.organisation == "Byron"
    company = say(cast, SE, everyone=NAME | {CompanyField.INK})
    assert (shown(card).identity.organisation, shown(card).design.ink, shown(card).design.name) == (
        "Acme SE",
        "denim",
        "letterpress",
    )
    assert (read(branch).document.name, read(branch).document.from_company) == ("Leeds", frozenset({CompanyField.INK}))
    assert company.everyone == []


def test_a_save_meanwhile_is_warned_and_nothing_is_lost(cast: Cast, cards: list[Card]):
    """cards 22, 82: the editor was open when the company changed"""
    opened = read(cards[0])
    typed = opened.document.model_copy(update={"greeting": "Hello"})
    say(cast, SE)
    with pytest.raises(Conflict):
        publishing.save(card=opened, document=typed, version=opened.draft_version - 1, by=cast.ada)
    save(cards[0], cast, title="Typed")
    assert read(cards[0]).document.identity.organisation == "Acme SE"


def test_an_edit_of_the_company_that_came_second_overwrites_nothing(cast: Cast, cards: list[Card]):
    with pytest.raises(CompanyConflict) as refused:
        dressing.change(workspace=cast.atelier, fields=SE, version=0, by=cast.ben)
    assert (refused.value.current.said, Company.here().said) == (ACME, ACME)


def test_a_change_is_a_step_of_the_draft(cast: Cast, cards: list[Card]):
    """cards 22: undone, the card says what it said, and says it by itself"""
    say(cast, SE)
    publishing.undo(card=read(cards[0]), by=cast.ada)
    undone = read(cards[0]).document
    assert (undone.identity.organisation, CompanyField.ORGANISATION in undone.from_company) == ("Acme", False)
    assert CompanyField.INK in undone.from_company
    publishing.redo(card=read(cards[0]), by=cast.ada)
    again = read(cards[0]).document
    assert (again.identity.organisation, CompanyField.ORGANISATION in again.from_company) == ("Acme SE", True)


def test_a_restored_version_keeps_what_it_was(cast: Cast, cards: list[Card]):
    """cards 22"""
    say(cast, SE)
    publishing.restore_version(card=read(cards[0]), number=1, by=cast.ada)
    restored = read(cards[0]).document
    assert (restored.identity.organisation, CompanyField.ORGANISATION in restored.from_company) == ("Acme", False)
    say(cast, ACME.model_copy(update={"organisation": "Acme plc"}))
    assert read(cards[0]).document.identity.organisation == "Acme"


def test_paused_deleted_and_closed_cards(cast: Cast, cards: list[Card]):
    """cards 3: paused, it says the new on its return; a closed one shows what staff saw until it is opened again"""
    publishing.pause(card=read(cards[0]), by=cast.ada)
    deleting.delete(card=read(cards[1]), by=cast.ada)
    publishing.publish(card=read(cards[2]), by=cast.ada)
    suspending.suspend(card=read(cards[2]), reason=Reason.SPAM, words="", by=cast.ada)
    say(cast, SE)
    assert [shown(card).identity.organisation for card in cards[:3]] == ["Acme SE", "Acme", "Acme"]
    assert read(cards[0]).status == Card.Status.PAUSED
    deleting.undelete(card=read(cards[1]), by=cast.ada)
    suspending.restore(card=read(cards[2]), by=cast.ada)
    follow()
    assert [shown(card).identity.organisation for card in cards[:3]] == ["Acme SE"] * 3


def plan(cast: Cast, key: str, members: int = 0) -> None:
    cast.atelier.plan_key, cast.atelier.paid_members = key, members
    cast.atelier.save(update_fields=["plan_key", "paid_members"])


def test_a_smaller_plan_changes_nothing_that_is_there(cast: Cast, cards: list[Card]):
    """cards 8, 9: no further change, no new takers; what was taken stays, also through an undo"""
    plan(cast, "free")
    before = [(read(card).draft, read(card).published_id) for card in cards]
    with pytest.raises(NotInPlan):
        say(cast, SE)
    follow()
    assert [(read(card).draft, read(card).published_id) for card in cards] == before
    with pytest.raises(NotInPlan):
        dressing.take(card=read(cards[3]), field=CompanyField.ORGANISATION, by=cast.ada)
    assert Company.here().said == ACME


def test_a_change_that_waited_while_the_plan_shrank_is_left_undone(cast: Cast, cards: list[Card]):
    dressing.change(workspace=cast.atelier, fields=SE, version=1, by=cast.ada)
    plan(cast, "free")
    follow()
    assert (shown(cards[0]).identity.organisation, Company.here().behind) == ("Acme", 4)
    plan(cast, "team", members=1)
    dressing.spread_again(workspace=cast.atelier)
    follow()
    assert (shown(cards[0]).identity.organisation, Company.here().behind) == ("Acme SE", 0)


def test_cards_beyond_the_plan_wait_and_follow_later(cast: Cast, cards: list[Card]):
    """cards 9, P9"""
    extra = [make_card(cast.atelier, f"more-{n}", by=cast.ada, published=True) for n in range(8)]
    plan(cast, "team", members=0)  # ten cards
    company = say(cast, SE)
    assert (company.behind, company.is_spreading) == (2, False)
    assert [shown(card).identity.organisation for card in extra] == ["Acme SE"] * 6 + ["Acme"] * 2
    plan(cast, "team", members=3)
    dressing.spread_again(workspace=cast.atelier)
    follow()
    assert (Company.here().behind, Company.here().version) == (0, company.version)
    assert [shown(card).identity.organisation for card in extra] == ["Acme SE"] * 8


def test_a_new_card_is_dressed_and_a_copy_is_like_its_card(cast: Cast, cards: list[Card]):
    """cards 82: made or imported, a card takes all; a copy keeps what its card keeps"""
    new = creating.create(workspace=cast.atelier, handle="new", document=make_document(), by=cast.ada)
    assert (new.document.identity.organisation, new.document.from_company) == ("Acme", ACME.says)
    copy = creating.duplicate(card=read(cards[3]), by=cast.ada)
    assert copy.document == read(cards[3]).document
    assert copy.document.from_company == ACME.says - NAME


def test_an_imported_card_is_dressed_and_an_export_comes_back_as_it_was(cast: Cast, cards: list[Card]):
    """cards 23, 82: what a card of ours kept as its own is its own again"""
    exported = json.dumps(exports.envelope(read(cards[3]).document, "back")).encode()
    candidates = [Candidate(1, make_document()), *exports.read(exported)]
    made = making.make(workspace=cast.atelier, candidates=candidates, by=cast.ada, once="1").cards
    assert [card.document.from_company for card in made] == [ACME.says, ACME.says - NAME]


def test_the_companys_own_logo_is_in_use(cast: Cast, atelier: Any, settings: Any, tmp_path: Any):
    """cards 32: also while no card shows it, and after the only card that did is gone"""
    from_photo = CompanyFields(logo="00000000-0000-0000-0000-000000000007")
    say(cast, from_photo)
    assert photo_use.named_by_company() == {from_photo.logo} == photo_use.in_use()


def test_who_never_confirmed_an_address_changes_nothing(cast: Cast, cards: list[Card]):
    """cards 96: it would be shown to everybody"""
    OwnAddress.objects.filter(user=cast.ada).update(verified=False)
    with pytest.raises(Unverified):
        dressing.change(workspace=cast.atelier, fields=SE, version=1, by=cast.ada)
    assert Company.here().said == ACME


def test_the_log_says_what_changed(cast: Cast, cards: list[Card]):
    """cards 87"""
    say(cast, SE)
    entry = AuditEntry.objects.filter(verb="company.change").latest("pk")
    assert (entry.actor, entry.before, entry.after) == (
        cast.ada,
        {"organisation": "Acme"},
        {"organisation": "Acme SE"},
    )


def test_keeping_and_taking_in_the_editor_are_steps_of_the_draft_alone(cast: Cast, cards: list[Card]):
    card = read(cards[0])
    dressing.keep_own(card=card, field=CompanyField.ORGANISATION, by=cast.ada)
    save(card, cast, organisation="Mine")
    assert shown(card).identity.organisation == "Acme"
    dressing.take(card=read(card), field=CompanyField.ORGANISATION, by=cast.ada)
    assert read(card).document.identity.organisation == "Acme"
    assert CompanyField.ORGANISATION in read(card).document.from_company
    assert DraftStep.objects.filter(card=card).count() == 4


def type_titles(card: Card, cast: Cast, left: int) -> None:
    """One after the other; as a person who is warned, looks, and tries again."""
    while left:
        with suppress(Conflict):
            save(card, cast, title=f"Title {left}")
            left -= 1


def together(cast: Cast, *jobs: Callable[[], object]) -> list[BaseException]:
    """Each in a thread and a connection of its own; what went wrong."""
    begin = threading.Barrier(len(jobs))
    failed: list[BaseException] = []

    def run(job: Callable[[], object]) -> None:
        begin.wait(10)
        try:
            with inside(cast.atelier):
                job()
        except BaseException as error:  # noqa: BLE001  # whatever it is, the test names it
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failed


@pytest.mark.django_db(transaction=True)
def test_company_and_card_changed_at_the_same_time_lose_nothing(cast: Cast):
    """cards 22, 82: on either database; whoever came second with a card is warned, and tries again"""
    with inside(cast.atelier):
        say(cast, ACME)
        card = make_card(cast.atelier, by=cast.ada, published=True)
    names = [ACME.model_copy(update={"organisation": f"Acme {number}"}) for number in range(5)]
    failed = together(
        cast,
        lambda: [say(cast, name) for name in names],
        lambda: type_titles(card, cast, 5),
    )
    with inside(cast.atelier):
        now, public = read(card).document.identity, shown(card).identity
        steps = DraftStep.objects.filter(card=card).count()
    assert (failed, now.organisation, now.title) == ([], "Acme 4", "Title 1")
    assert (public.organisation, public.title, steps) == ("Acme 4", "Bookbinder", 11)
