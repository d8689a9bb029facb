"""What every page of our own chrome knows: appearance, navigation, the person's workspaces."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str
    current: bool


def chrome(request: HttpRequest) -> dict[str, Any]:
    """`theme` and `nav` for the layouts; a public view's page reads no session."""
    base = {"site_name": settings.SITE_NAME, "base_url": settings.BASE_URL, "demo": settings.DEMO}
    match = request.resolver_match
    if match is None or getattr(match.func, "policy", "") == "public":
        return base | {"theme": "system"}
    user = getattr(request, "user", None)
    theme = user.theme if user is not None and user.is_authenticated else "system"
    return base | {"theme": theme, "nav": _nav(request)}


def _nav(request: HttpRequest) -> list[NavItem]:
    workspace = getattr(request, "workspace", None)
    if workspace is None:
        return []
    places = [("tray", _("Cards"), "card"), ("workspace_settings", _("Workspace"), "settings")]
    return [
        NavItem(label, url := reverse(name, args=[workspace.slug]), icon, request.path == url)
        for name, label, icon in places
    ]
