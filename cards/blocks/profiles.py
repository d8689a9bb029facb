"""Block "profiles": where else the person or company can be found, followed or paid."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body, Group
from cards.blocks.marks import mark
from cards.content import Document, Profile, ShortLine
from cards.models import Card
from cards.profiles import copied


@dataclass(frozen=True)
class Shown:
    """One network: its mark, what it is called, the name there, and what a tap opens or copies."""

    mark: SafeString
    network: str
    name: str
    url: str
    copy: str


class Profiles(Body):
    heading: ShortLine = ""


class ProfilesForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Profiles”."),
    )


def context(document: Document, body: Profiles, _card: Card) -> dict[str, Any]:
    """Kinds we do not know, and values that lead nowhere, are left out."""
    found = [_shown(one) for one in document.profiles if one.url or one.name]
    return {"heading": body.heading or _("Profiles"), "profiles": found} if found else {}


def _shown(profile: Profile) -> Shown:
    own_words = {"google_reviews": _("Google reviews")}
    return Shown(
        mark(profile.kind),
        own_words.get(profile.kind, profile.network),
        profile.name,
        profile.url,
        copied(profile.kind, profile.value),
    )


block = BlockKind(
    "profiles",
    gettext_lazy("Profiles"),
    Profiles,
    ProfilesForm,
    "cards/public/blocks/profiles.html",
    context,
    single=True,
    css=("css/card-blocks.css",),
    source=("#profiles", gettext_lazy("Change profiles")),
    group=Group.REACH,
    icon="users",
    says=gettext_lazy("Instagram, LinkedIn, PayPal and forty more, each with its sign."),
)
