"""The log of a workspace: who sees it, what it says, and that the database keeps every line (cards 87)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cards.models import Company
from tests.cast import Cast, make_card
from tests.workspaces.team import fresh
from workspaces import audit
from workspaces.models import AuditEntry, User, Workspace
from workspaces.retention import AUDIT_KEPT
from workspaces.scoping import inside
from workspaces.team.log_views import changes


def test_the_log_says_who_did_what(cast: Cast):
    """Newest first, in pages; another workspace's lines are not in it (A19)."""
    with inside(cast.outpost):
        audit.record("card.create", "Zitronenfalter", actor=cast.cleo)
    with inside(cast.atelier):
        for number in range(51):
            audit.record("card.rename", f"card {number}", actor=cast.ben, before={"handle": "a"}, after={"handle": "b"})
    ben = fresh(cast.ben)
    first, second = (ben.get(f"/w/atelier/log/?page={page}").content.decode() for page in (1, 2))
    assert [("card 50" in page, "card 0<" in page) for page in (first, second)] == [(True, False), (False, True)]
    assert ("Ben" in first, "Zitronenfalter" in first + second) == (True, False)


def test_one_change_has_one_time_on_every_page_of_a_workspace(cast: Cast):
    """That of the workspace's clock, whatever zone who reads it has: in the log and on the company's page."""
    at = datetime(2027, 1, 8, 18, 16, tzinfo=UTC)
    Workspace.objects.filter(pk=cast.atelier.pk).update(zone="Europe/Berlin")
    User.objects.filter(pk=cast.ben.pk).update(zone="Asia/Tokyo")
    with inside(cast.atelier):
        AuditEntry.objects.create(verb="company.change", target="company", at=at)
        Company.objects.create(version=1, reached=1, changed_at=at)
    ben = fresh(cast.ben)
    for page in ("log", "company"):
        assert "8 January 2027, 19:16" in ben.get(f"/w/atelier/{page}/").content.decode()


def test_a_card_is_named_while_it_is_there(cast: Cast, django_assert_max_num_queries):
    """With a link to it, all of a page in one query; cards of others and those that are gone stay numbers (A18)."""
    mine = make_card(cast.atelier, "eve", by=cast.ada, identity={"given": "Eve", "family": ""})
    theirs = make_card(cast.outpost, "cleo", by=cast.cleo, identity={"given": "Zitronenfalter", "family": ""})
    ben = fresh(cast.ben)
    ben.get("/w/atelier/log/")
    with django_assert_max_num_queries(12) as before:
        ben.get("/w/atelier/log/")
    with inside(cast.atelier):
        for number in (mine.pk, theirs.pk, 10**17, "x"):
            audit.record("card.hand_over", f"card {number}", actor=cast.ben, after={"fate": "forward"})
    with django_assert_max_num_queries(len(before) + 1):
        page = " ".join(ben.get("/w/atelier/log/").content.decode().split())
    assert f'<a href="/w/atelier/cards/{mine.pk}/"><bdi>Eve</bdi></a>' in page
    assert (f"<bdi>card {theirs.pk}</bdi>" in page, "Zitronenfalter" in page) == (True, False)
    assert "On the web: <bdi>visitors are led elsewhere</bdi>" in page


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"after": {"fate": "pause"}}, [("On the web", "", "paused")]),
        ({"after": {"fate": "burn"}}, [("On the web", "", "burn")]),
        ({"before": {"role": "viewer"}, "after": {"role": "admin"}}, [("Role", "Viewer", "Admin")]),
        ({"before": {"locked": False}, "after": {"locked": True}}, [("Password", "no", "yes")]),
        ({"after": {"style": {"ink": "teal"}}}, [("style", "", "{'ink': 'teal'}")]),
    ],
)
def test_what_changed_is_said_in_words(entry: dict[str, Any], said: list[tuple[str, str, str]]):
    """What nobody has words for stays as it was written down."""
    assert changes(AuditEntry(**entry)) == said


def test_a_line_says_what_changed_and_only_that():
    entry = AuditEntry(before={"a": 1, "b": [1, 2], "c": "x"}, after={"a": 1, "b": [3], "d": None})
    assert changes(entry) == [("b", "1, 2", "3"), ("c", "x", "")]


@pytest.mark.parametrize("field", ["verb", "target", "before", "at"])
def test_no_line_is_changed(cast: Cast, field: str):
    """By the database itself, whoever writes; who did it may be forgotten when their account is erased."""
    with inside(cast.atelier):
        entry = audit.record("card.create", "card 1", actor=cast.ben, before={"a": 1})
    other = AuditEntry.unscoped.filter(pk=entry.pk)
    value = {"before": {"a": 2}, "at": entry.at.replace(year=2001)}.get(field, "other")
    with pytest.raises(IntegrityError), transaction.atomic():
        other.update(**{field: value})
    assert other.update(actor=None) == 1


def test_no_line_is_deleted_but_for_three_reasons(cast: Cast):
    """Whoever deletes: the workspace is erased, two years are over, or it names somebody who is."""
    long_ago = timezone.now() - AUDIT_KEPT
    with inside(cast.atelier):
        young, old = (AuditEntry.objects.create(verb="x", at=at) for at in (timezone.now(), long_ago))
        named, other = (audit.record("x", "", actor=None, after={"to": who.email}) for who in (cast.eve, cast.ben))
    User.objects.filter(pk=cast.eve.pk).update(deleted_at=timezone.now())
    for kept in (young, other):
        with pytest.raises(IntegrityError, match="_stays"), transaction.atomic():
            AuditEntry.unscoped.filter(pk=kept.pk).delete()
    assert [AuditEntry.unscoped.filter(pk=row.pk).delete()[0] for row in (old, named)] == [1, 1]
    with pytest.raises(IntegrityError, match="_stays"), transaction.atomic():
        Workspace.objects.filter(pk=cast.atelier.pk).delete()
    Workspace.objects.filter(pk=cast.atelier.pk).update(deleted_at=timezone.now())
    assert AuditEntry.unscoped.filter(workspace=cast.atelier).delete()[0] == 2
