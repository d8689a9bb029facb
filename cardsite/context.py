"""What every page of our own chrome knows: appearance, navigation, the person's workspaces."""

from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cards import media
from cardsite.home import used_last
from workspaces.models import Membership, User, Workspace

OF_THE_WORKSPACE: Final = (
    "workspaces.team.",
    "workspaces.export_views",
    "workspaces.deletion_views",
    "billing.",
    "cards.editor.company_",
)
"""Where the pages below its settings are written."""


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str
    current: bool


def chrome(request: HttpRequest) -> dict[str, Any]:
    """What the layouts need to know of the person; a public view's page reads no session.

    `around` is the open workspace, on a person's own pages the one used last: its `nav` is the way back.
    """
    base = {"site_name": settings.SITE_NAME, "base_url": settings.BASE_URL, "demo": settings.DEMO}
    match = request.resolver_match
    if match is None or getattr(match.func, "policy", "") == "public":
        return base | {"theme": "system"}
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return base | {"theme": "system", "nav": [], "my_workspaces": []}
    around = SimpleLazyObject(lambda: getattr(request, "workspace", None) or used_last(user))
    return base | {
        "theme": user.theme,
        "around": around,
        "nav": SimpleLazyObject(lambda: _nav(request, around)),
        "my_workspaces": SimpleLazyObject(lambda: _workspaces_of(user)),
        "my_picture_url": media.url(user.picture) if user.picture else "",
    }


def _workspaces_of(user: User) -> list[Workspace]:
    """The person's workspaces by name; asked for only where a page shows the switcher."""
    mine = Membership.unscoped.filter(user=user).select_related("workspace")
    return sorted((membership.workspace for membership in mine), key=lambda workspace: workspace.name.casefold())


def _nav(request: HttpRequest, workspace: Any) -> list[NavItem]:
    """The tray, the rooms, the gallery, the workspace. A room is current on every page of its own."""
    if not workspace:
        return []
    module = _module(request)
    room, gallery = module.partition(".")[0], module.startswith("cards.gallery.")
    rooms = [place for app in apps.get_app_configs() for place in _ways_into(app, request, inside=app.name == room)]
    places = [
        ("tray", _("Cards"), "card", False),
        *rooms,
        ("albums", _("Gallery"), "image", gallery),
        ("workspace_settings", _("Settings"), "settings", module.startswith(OF_THE_WORKSPACE)),
    ]
    return [
        NavItem(str(label), url := reverse(name, args=[workspace.slug]), icon, inside or request.path == url)
        for name, label, icon, inside in places
    ]


def _ways_into(app: Any, request: HttpRequest, *, inside: bool) -> list[tuple[str, Any, str, bool]]:
    """Of a room with several, the one that the address is named after is current, else the first."""
    menu = getattr(app, "menu", ())
    asked = request.resolver_match.url_name or "" if request.resolver_match else ""
    current = next((name for name, *_rest in menu if name in asked), menu[0][0] if menu else "")
    return [(name, label, icon, inside and name == current) for name, label, icon in menu]


def _module(request: HttpRequest) -> str:
    """Where the view that answers is written."""
    match = request.resolver_match
    return match.func.__module__ if match else ""
