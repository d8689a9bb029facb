"""The table role x verb, and the decorators that read it (rules 4, 5)."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from workspaces import access
from workspaces.models import Membership, Role, User

OWNER, ADMIN, EDITOR, VIEWER = Role.OWNER, Role.ADMIN, Role.EDITOR, Role.VIEWER

EXPECTED = {
    "workspace.view": {OWNER, ADMIN, EDITOR, VIEWER},
    "workspace.edit": {OWNER, ADMIN},
    "workspace.export": {OWNER},
    "billing.manage": {OWNER},
    "workspace.delete": {OWNER},
    "workspace.own": {OWNER},
    "members.view": {OWNER, ADMIN, EDITOR, VIEWER},
    "members.manage": {OWNER, ADMIN},
    "audit.view": {OWNER, ADMIN},
    "cards.view": {OWNER, ADMIN, EDITOR, VIEWER},
    "cards.edit": {OWNER, ADMIN, EDITOR},
    "cards.create": {OWNER, ADMIN},
    "cards.delete": {OWNER, ADMIN},
    "bookings.view": {OWNER, ADMIN, EDITOR, VIEWER},
    "bookings.edit": {OWNER, ADMIN, EDITOR},
    "shop.view": {OWNER, ADMIN, EDITOR, VIEWER},
    "shop.edit": {OWNER, ADMIN, EDITOR},
    "orders.view": {OWNER, ADMIN, EDITOR, VIEWER},
    "orders.edit": {OWNER, ADMIN, EDITOR},
    "leads.view": {OWNER, ADMIN, EDITOR, VIEWER},
    "leads.edit": {OWNER, ADMIN, EDITOR},
    "leads.delete": {OWNER, ADMIN},
    "figures.view": {OWNER, ADMIN, EDITOR, VIEWER},
}


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def asked(method: str, role: str | None) -> HttpRequest:
    request = RequestFactory().generic(method, "/w/atelier/")
    if role:
        request.membership = Membership(role=role)  # type: ignore[attr-defined]
    return request


def test_rights_are_exactly_these():
    """product.md, People: falling order of rights."""
    assert {verb: set(roles) for verb, roles in access.RIGHTS.items()} == EXPECTED


@pytest.mark.parametrize("verb", EXPECTED)
@pytest.mark.parametrize("role", Role.values)
def test_allowed_agrees_with_the_table(verb, role):
    assert access.allowed(role, verb) == (role in EXPECTED[verb])


@pytest.mark.parametrize("role", Role.values)
def test_unknown_verb_is_a_defect(role):
    with pytest.raises(KeyError):
        access.allowed(role, "cards.fly")
    with pytest.raises(KeyError):
        access.needs("cards.fly")
    with pytest.raises(KeyError):
        access.needs("cards.view", post="cards.fly")


def test_unknown_role_may_nothing():
    assert [verb for verb in access.RIGHTS if access.allowed("guest", verb)] == []


@pytest.mark.parametrize("role", Role.values)
def test_needs_answers_403_to_members_without_the_right(role):
    """Rule 5"""
    guarded = access.needs("cards.create")(view)
    if role in EXPECTED["cards.create"]:
        assert guarded(asked("GET", role)).status_code == 200
    else:
        with pytest.raises(PermissionDenied):
            guarded(asked("GET", role))


def test_needs_answers_404_where_no_workspace_is_open():
    """Rule 5"""
    with pytest.raises(Http404):
        access.needs("cards.view")(view)(asked("GET", None))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_needs_may_ask_for_more_to_change_something(method):
    guarded = access.needs("workspace.view", post="workspace.edit")(view)
    assert guarded(asked("GET", VIEWER)).status_code == 200
    assert guarded(asked(method, ADMIN)).status_code == 200
    with pytest.raises(PermissionDenied):
        guarded(asked(method, VIEWER))


@pytest.mark.parametrize("is_staff", [True, False])
def test_staff_page_does_not_exist_for_others(is_staff):
    """Rule 5"""
    request = asked("GET", None)
    request.user = User(email="ada@example.com", is_staff=is_staff)
    if is_staff:
        assert access.staff(view)(request).status_code == 200
    else:
        with pytest.raises(Http404):
            access.staff(view)(request)


def test_every_policy_declares_itself():
    """Rule 4"""
    assert [policy_by(declare) for declare in (access.public, access.entrance, access.personal, access.staff)] == [
        "public",
        "entrance",
        "personal",
        "staff",
    ]
    assert policy_by(access.needs("cards.edit")) == "cards.edit"


def policy_by(declare: Callable[[access.View], access.View]) -> str:
    """What a view of its own says after it was declared."""
    return str(getattr(declare(lambda request: HttpResponse()), "policy", ""))
