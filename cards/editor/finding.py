"""The card a private address names, within the open workspace: another workspace's answers 404."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cards.models import Card, Code
from workspaces.models import User, Workspace


def kept_card(card: int) -> Card:
    """A card that is not deleted; `Http404` otherwise."""
    return get_object_or_404(Card.objects.get_queryset().kept(), pk=card)


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
    role: str = request.membership.role  # type: ignore[attr-defined]  # set by the middleware
    return role
