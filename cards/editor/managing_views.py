"""Acts on a whole card: another address, a pause, a copy, the bin and back (cards 3, 6, 99)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cards import creating, deleting, handle_rules, handles, publishing, renaming
from cards.editor import limit_words, limits
from cards.editor.finding import editable_card, kept_card, member, workspace_of
from cards.editor.over_limit import said_before
from cards.editor.sharing import sharing
from cards.handle_rules import HandleRefused
from cards.handle_words import words
from cards.models import Card, Handle
from cards.refusals import Erased, NewHere, NotPublished, PlanLimit
from cards.safe_url import UnsafeUrl
from cardsite.kit.throttle import TooMany
from workspaces.access import needs
from workspaces.waiting import waiting

ask = require_http_methods(["GET", "HEAD", "POST"])


class HandleForm(forms.Form):
    handle = forms.CharField(
        label=gettext_lazy("New address"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )


class PauseForm(forms.Form):
    forward_url = forms.CharField(
        label=gettext_lazy("Send visitors to"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("A web address. Left empty, visitors read that the card is resting."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )


@needs("cards.edit")
@ask
def card_handle(request: HttpRequest, card: int) -> HttpResponse:
    """Another address; the former ones go on leading here."""
    found = editable_card(request, card)
    form = HandleForm(request.POST or None, initial={"handle": found.handle})
    if request.method == "POST" and form.is_valid():
        try:
            limits.count(workspace_of(request), "address", an_hour=limits.ADDRESSES_AN_HOUR)
            renaming.rename(card=found, handle=form.cleaned_data["handle"], by=member(request))
        except HandleRefused as refused:
            form.add_error("handle", words(refused.reason))
        except TooMany as limit:
            return limits.answer(limit, form, lambda status: _address_page(request, found, form, status))
        else:
            messages.success(request, _("The card has its new address. The old one still leads to it."))
            return _to_editor(found)
    return _address_page(request, found, form, 422 if form.errors else 200)


@needs("cards.edit")
@ask
def card_pause(request: HttpRequest, card: int) -> HttpResponse:
    """Take the card from the web for a while, or bring it back (`act=resume`)."""
    found = editable_card(request, card)
    form = PauseForm(request.POST or None, initial={"forward_url": found.forward_url})
    if request.method == "POST" and request.POST.get("act") == "resume":
        publishing.resume(card=found, by=member(request))
        messages.success(request, _("The card is on the web again."))
        return _to_editor(found)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.pause(card=found, by=member(request), forward_url=form.cleaned_data["forward_url"])
        except NotPublished:
            form.add_error(None, _("Only a published card can be paused."))
        except UnsafeUrl:
            form.add_error("forward_url", _("Use a web address such as https://example.com."))
        else:
            messages.success(request, _("The card is paused. Its codes and address wait for it."))
            return _to_editor(found)
    return render(request, "cards/editor/pause.html", {"card": found, "form": form}, status=422 if form.errors else 200)


@needs("cards.create")
@ask
def card_duplicate(request: HttpRequest, card: int) -> HttpResponse:
    """A draft that says the same, under an address and with codes of its own."""
    found = kept_card(card)
    if request.method != "POST":
        return render(request, "cards/editor/duplicate.html", {"card": found} | said_before(request))
    try:
        copy = creating.duplicate(card=found, by=member(request))
    except PlanLimit as limit:
        messages.error(request, limit_words.of_cards(limit))
        return _to_editor(found)
    except HandleRefused:
        messages.error(request, _("No free address was found for the copy. Rename the card, then try again."))
        return _to_editor(found)
    messages.success(request, _("This is the copy. Give it an address of its own when you like."))
    return _to_editor(copy)


@needs("cards.delete")
@ask
def card_delete(request: HttpRequest, card: int) -> HttpResponse:
    """Ask first; then off the web, with fourteen days to think again."""
    found = kept_card(card)
    if request.method != "POST":
        context = {"card": found, "days": deleting.UNDO.days, "host": settings.CANONICAL_HOST}
        return render(request, "cards/editor/delete.html", context | {"waiting": waiting(card=found.pk)})
    deleting.delete(card=found, by=member(request))
    messages.success(request, _("%(name)s is deleted. You can bring it back below.") % {"name": found.name})
    return redirect("tray", found.workspace.slug)


@needs("cards.delete")
@require_POST
def card_restore(request: HttpRequest, card: int) -> HttpResponse:
    """Bring a deleted card back as it was."""
    found = get_object_or_404(Card.objects.get_queryset().deleted(), pk=card)
    try:
        deleting.undelete(card=found, by=member(request))
    except Erased:
        messages.error(request, _("This card was erased and cannot come back."))
        return redirect("tray", found.workspace.slug)
    except NewHere as full:
        messages.error(request, limit_words.of_cards(full))
        return redirect("tray", found.workspace.slug)
    except PlanLimit as limit:
        said = ngettext(
            "Your plan allows %(number)d card. Delete another, or choose a larger plan, and bring this one back.",
            "Your plan allows %(number)d cards. Delete another, or choose a larger plan, and bring this one back.",
            limit.limit,
        )
        messages.error(request, said % {"number": limit.limit})
        return redirect("tray", found.workspace.slug)
    messages.success(request, _("%(name)s is back, under the same address and codes.") % {"name": found.name})
    return redirect("tray", found.workspace.slug)


def _address_page(request: HttpRequest, card: Card, form: HandleForm, status: int) -> HttpResponse:
    context = {
        "card": card,
        "form": form,
        "former": Handle.objects.filter(card=card, state=Handle.State.FORMER).order_by("-since"),
        "proposals": handle_rules.propose(card.name, handles.is_taken) if "handle" in form.errors else [],
        "host": settings.CANONICAL_HOST,
        "sharing": sharing(card) if card.is_public else None,
    }
    return render(request, "cards/editor/handle.html", context, status=status)


def _to_editor(card: Card) -> HttpResponse:
    return redirect("card_edit", card.workspace.slug, card.pk)
