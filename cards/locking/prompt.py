"""The page that asks for a card's password; it says nothing about whose card it is (cards 20; A32)."""

from typing import Final
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cards import showing
from cards.content import Document
from cards.models import Card, Publication
from cards.pages import QUERY_HIDDEN

TEMPLATE: Final = "cards/public/locked.html"
PASSWORD_MAX: Final = 128
ADDRESS_MAX: Final = 2000


class UnlockForm(forms.Form):
    """No stamp: the password itself says that a person was told it."""

    password = forms.CharField(
        label=_("Password"),
        max_length=PASSWORD_MAX,
        error_messages={"required": _("Write the password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def asked(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """403 in place of any page, file or picture of a locked card; the right password leads on to it."""
    query = request.META.get(QUERY_HIDDEN) or request.META.get("QUERY_STRING", "")
    wanted = request.path_info + (f"?{query}" if query else "")
    return page(card, publication, UnlockForm(), wanted, status=403)


def page(card: Card, publication: Publication, form: UnlockForm, wanted: str, *, status: int) -> HttpResponse:
    """In the card's language and the plainest design."""
    plain, language = Document(), publication.content.language
    here = reverse("unlock", args=[card.handle])
    with translation.override(language):
        context = {
            "form": form,
            "action": f"{here}?{urlencode({'next': way_on(card, wanted)})}",
            "language": language,
            "direction": showing.direction(language),
            "style": showing.style(plain),
            "site_name": settings.SITE_NAME,
        }
        response = HttpResponse(render_to_string(TEMPLATE, context), status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    showing.allow_style(response, plain)
    return response


def way_on(card: Card, wanted: str) -> str:
    """An address of this card as it was asked for; anything else becomes the card itself."""
    home = reverse("card", args=[card.handle])
    path = urlsplit(wanted).path if wanted.startswith("/") and len(wanted) <= ADDRESS_MAX else ""
    strange = any(sign in wanted for sign in "\\\r\n\t\0#") or "//" in path or ".." in path
    own = path == home or path.startswith(f"{home}/")
    return wanted if own and not strange and path != reverse("unlock", args=[card.handle]) else home
