"""One card prepared for one person: their address is typed, and they are invited to it (cards 84)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards.editor.finding import kept_card
from cards.models import Card, Prepared
from cards.onboarding import claiming
from cardsite.kit.throttle import TooMany
from workspaces import fresh_login
from workspaces.access import needs
from workspaces.refusals import NotYours, SeatLimit
from workspaces.team.member_views import seats_words


class PersonForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("They get one mail with a link to this card. A member looks after it at once."),
        error_messages={"required": gettext_lazy("Write whose card it is.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


@needs("cards.create")
@require_http_methods(["GET", "HEAD", "POST"])
def card_person(request: HttpRequest, card: int) -> HttpResponse:
    """Whose card it becomes; asking once more gives it to another person."""
    found = kept_card(card)
    here = reverse("card_person", args=[found.workspace.slug, found.pk])
    if request.method == "POST" and not fresh_login.is_fresh(request):
        return fresh_login.ask_again(request, here)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, 422 if form.errors else 200)
    try:
        one = claiming.prepare(card=found, email=form.cleaned_data["email"], by=request.membership)  # type: ignore[attr-defined]
    except NotYours:
        raise PermissionDenied from None
    except SeatLimit as full:
        form.add_error(None, seats_words(full))
        return _page(request, found, form, 422)
    except TooMany as limit:
        form.add_error(None, _("That is enough for today. Try again tomorrow."))
        response = _page(request, found, form, 429)
        response["Retry-After"] = str(limit.retry_after)
        return response
    said = _("%(email)s looks after it now.") if one.claimed_at else _("The mail is on its way to %(email)s.")
    messages.success(request, said % {"email": one.email})
    return redirect("card_people", found.workspace.slug, found.pk)


def _page(request: HttpRequest, card: Card, form: PersonForm, status: int) -> HttpResponse:
    context = {
        "card": card,
        "form": form,
        "waiting": Prepared.objects.filter(card=card, claimed_at__isnull=True).first(),
        "must_ask": not fresh_login.is_fresh(request),
    }
    return render(request, "cards/onboarding/person.html", context, status=status)
