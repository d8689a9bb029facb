"""From a stranger with an e-mail address to a person with a workspace, and the handle claimed on the way.

The account exists once the form is sent; its workspace only once the address is confirmed, so that
nobody fills the service with workspaces of addresses that are not theirs.
"""

import re
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language_from_request

from workspaces.creating import create_workspace
from workspaces.models import Membership, User, Workspace
from workspaces.plans import FREE, PLANS, UNLIMITED

CLAIM: Final = "claimed_handle"
DESIGN: Final = "chosen_design"
PLAN: Final = "chosen_plan"
_CLAIMABLE: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_CHOOSABLE: Final = re.compile(r"[a-z_]{1,30}")


def claim(session: Any, handle: str) -> None:
    """Keep the handle asked for on the landing page until the first card is made; nonsense is dropped."""
    if _CLAIMABLE.fullmatch(handle):
        session[CLAIM] = handle


def choose(session: Any, design: str) -> None:
    """Keep the design chosen on the page of all designs until the first card is made; nonsense is dropped."""
    if _CHOOSABLE.fullmatch(design):
        session[DESIGN] = design


def choose_plan(session: Any, plan: str) -> None:
    """Keep the plan chosen on the page of prices until its owner stands before all plans; nonsense is dropped."""
    if plan in PLANS and plan not in {FREE, UNLIMITED}:
        session[PLAN] = plan


def guess_language(request: Any) -> str:
    """The best of the browser's languages that we speak."""
    found = get_language_from_request(request).partition("-")[0]
    return found if found in dict(settings.LANGUAGES) else "en"


def name_from(email: str) -> str:
    """A first guess at what to call a workspace; its owner can change it at any time.

    >>> name_from("maria.silva+cards@example.com")
    'Maria Silva'
    """
    local = email.partition("@")[0].partition("+")[0]
    words = re.split(r"[._-]+", local)
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or email


def settle(user: User) -> Workspace:
    """The person's first workspace; the one there is, if they belong to one already."""
    mine = Membership.unscoped.filter(user=user).select_related("workspace").order_by("pk").first()
    if mine is not None:
        return mine.workspace
    return create_workspace(name=user.name or name_from(user.email), owner=user, language=user.language, zone=user.zone)
