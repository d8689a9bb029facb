"""Visitors need a password: set, changed, taken away (cards 20)."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards.editor.finding import editable_card, member
from cards.locking import setting
from cards.locking.prompt import PASSWORD_MAX
from cards.models import Card
from workspaces.access import needs

SHORTEST: Final = 6


class PasswordForm(forms.Form):
    """Readable while it is typed: its owner tells it to others."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        min_length=SHORTEST,
        max_length=PASSWORD_MAX,
        help_text=gettext_lazy("At least six characters. We keep it so that nobody can read it; note it down."),
        error_messages={"required": gettext_lazy("Write a password.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


@needs("cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def card_password(request: HttpRequest, card: int) -> HttpResponse:
    """Whether visitors need one; `act=remove` opens the card to all."""
    found = editable_card(request, card)
    if request.method == "POST" and request.POST.get("act") == "remove":
        setting.unlock(card=found, by=member(request))
        messages.success(request, _("Visitors need no password any more."))
        return _to_editor(found)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        setting.lock(card=found, password=form.cleaned_data["password"], by=member(request))
        messages.success(request, _("From now on visitors need the password. Whoever knew another one is asked again."))
        return _to_editor(found)
    status = 422 if form.errors else 200
    return render(request, "cards/editor/password.html", {"card": found, "form": form}, status=status)


def _to_editor(card: Card) -> HttpResponse:
    return redirect("card_edit", card.workspace.slug, card.pk)
