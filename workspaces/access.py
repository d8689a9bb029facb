"""Who may do what: one table of verbs and roles, and the policy every view declares (rules 4 and 5)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from workspaces.models.workspace import Role

View = Callable[..., HttpResponseBase]

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_EVERYONE: Final = frozenset(Role)
_EDITORS: Final = frozenset({Role.OWNER, Role.ADMIN, Role.EDITOR})
_ADMINS: Final = frozenset({Role.OWNER, Role.ADMIN})
_OWNERS: Final = frozenset({Role.OWNER})

RIGHTS: Final[dict[str, frozenset[Role]]] = {
    "workspace.view": _EVERYONE,
    "workspace.edit": _ADMINS,
    "workspace.export": _OWNERS,
    "workspace.delete": _OWNERS,
    "workspace.own": _OWNERS,
    "members.view": _EVERYONE,
    "members.manage": _ADMINS,
    "audit.view": _ADMINS,
    "cards.view": _EVERYONE,
    "cards.edit": _EDITORS,
    "cards.create": _ADMINS,
    "cards.delete": _ADMINS,
    "bookings.view": _EVERYONE,
    "bookings.edit": _EDITORS,
    "shop.view": _EVERYONE,
    "shop.edit": _EDITORS,
    "orders.view": _EVERYONE,
    "orders.edit": _EDITORS,
    "leads.view": _EVERYONE,
    "leads.edit": _EDITORS,
    "leads.delete": _ADMINS,
    "figures.view": _EVERYONE,
    "billing.manage": _OWNERS,
}

GIVES: Final[dict[str, frozenset[Role]]] = {
    Role.OWNER: _EVERYONE,
    Role.ADMIN: frozenset({Role.EDITOR, Role.VIEWER}),
}
"""Roles that a role may give and take: admins look after editors and viewers, owners make owners and admins."""


def may_give(role: str, other: str) -> bool:
    """Whether who has `role` may make somebody `other`, or end it."""
    return other in GIVES.get(role, frozenset())


def allowed(role: str, verb: str) -> bool:
    """Whether a role may do a verb. An unknown verb is a defect and raises `KeyError`."""
    return role in RIGHTS[verb]


def needs(verb: str, *, post: str = "") -> Callable[[View], View]:
    """The view of a workspace asks for one right, and to change something for another; lacking it answers 403."""
    to_post = post or verb
    if not {verb, to_post} <= RIGHTS.keys():
        raise KeyError(verb, to_post)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            membership = getattr(request, "membership", None)
            if membership is None:
                raise Http404
            if not allowed(membership.role, verb if request.method in _READING else to_post):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.policy_of_post = to_post  # type: ignore[attr-defined]  # read by tests/test_tenancy.py
        return _declare(guarded, verb)

    return decorate


def public(view: View) -> View:
    """Anybody may call it; it reads no session."""
    return _declare(login_not_required(view), "public")


def signature(view: View) -> View:
    """Whoever holds the address: it carries a token signed for one row and one purpose (rule 26); no session."""
    return _declare(login_not_required(view), "signature")


def entrance(view: View) -> View:
    """Anybody may call it, and it reads the session: the way in to an account."""
    return _declare(login_not_required(view), "entrance")


def personal(view: View) -> View:
    """Any signed-in person, about themselves; no workspace is open."""
    return _declare(view, "personal")


def staff(view: View) -> View:
    """Staff of the service; to anybody else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and request.user.is_staff):
            raise Http404
        return view(request, *args, **kwargs)

    return _declare(guarded, "staff")


def _declare(view: View, policy: str) -> View:
    view.policy = policy  # type: ignore[attr-defined]  # read by tests/test_tenancy.py
    return view
