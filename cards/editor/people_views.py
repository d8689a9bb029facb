"""Who looks after a card: its owners and admins give it to editors (cards 79)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards import assigning
from cards.editor.finding import kept_card, member
from cards.models import Card, CardEditor
from workspaces.access import needs
from workspaces.models import Membership, Role


class People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic for mypy only
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.get_full_name()}, {obj.get_role_display()}"


class PeopleForm(forms.Form):
    """Viewers are not offered: they change nothing."""

    def __init__(self, data: Any, *, card: Card) -> None:
        given = CardEditor.objects.filter(card=card).values_list("membership", flat=True)
        super().__init__(data, initial={"people": list(given)})
        members = Membership.objects.select_related("user").order_by("user__name", "pk")
        self.fields["people"] = People(
            members.exclude(role=Role.VIEWER) | members.filter(pk__in=list(given)),
            label=gettext_lazy("Who looks after it"),
            help_text=gettext_lazy("Editors edit the cards given to them. Owners and admins edit every card."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


@needs("cards.create")
@require_http_methods(["GET", "HEAD", "POST"])
def card_people(request: HttpRequest, card: int) -> HttpResponse:
    """POST gives it to exactly the people ticked."""
    found = kept_card(card)
    form = PeopleForm(request.POST if request.method == "POST" else None, card=found)
    if request.method == "POST" and form.is_valid():
        assigning.give(card=found, to=list(form.cleaned_data["people"]), by=member(request))
        messages.success(request, _("Saved."))
        return redirect("card_edit", found.workspace.slug, found.pk)
    context = {"card": found, "form": form}
    return render(request, "cards/editor/people.html", context, status=422 if form.errors else 200)
