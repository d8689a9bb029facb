"""The card a private address names, within the open workspace: another workspace's answers 404."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cards import assigning
from cards.models import Card, Code
from workspaces.models import Membership, User, Workspace


def kept_card(card: int) -> Card:
    """A card that is not deleted; `Http404` otherwise."""
    return get_object_or_404(Card.objects.get_queryset().kept(), pk=card)


def editable_card(request: HttpRequest, card: int) -> Card:
    """The same, for whoever may edit it; `PermissionDenied` to an editor it was not given to (cards 79)."""
    found = kept_card(card)
    if not may_edit(request, found):
        raise PermissionDenied
    return found


def card_for(request: HttpRequest, card: int) -> Card:
    """Of a page that everybody reads and editors send: `kept_card` to look, `editable_card` to change."""
    return editable_card(request, card) if request.method == "POST" else kept_card(card)


def may_edit(request: HttpRequest, card: Card) -> bool:
    """Whether the signed-in member may change this card."""
    return assigning.may_edit(membership_of(request), card)


def kept_code(card: Card, code: int) -> Code:
    """A code of this very card; `Http404` otherwise."""
    return get_object_or_404(Code.objects.filter(card=card).select_related("card"), pk=code)


def member(request: HttpRequest) -> User:
    """The signed-in person of a page that `needs` guards."""
    assert isinstance(request.user, User)
    return request.user


def workspace_of(request: HttpRequest) -> Workspace:
    """The workspace the middleware opened."""
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]  # set by the middleware
    return workspace


def role_of(request: HttpRequest) -> str:
    """What the signed-in person is in the open workspace."""
    return membership_of(request).role


def membership_of(request: HttpRequest) -> Membership:
    """Of the signed-in person in the open workspace."""
    membership: Membership = request.membership  # type: ignore[attr-defined]  # set by the middleware
    return membership
