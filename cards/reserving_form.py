"""What staff types to keep a handle from being taken: a name, a reason, and a second look where a card has it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards import handle_rules, handle_words, handles
from cards.handle_rules import HandleRefused, Refusal
from cards.models import ReservedHandle


class ReservedHandleForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    """Who holds the name is said before anything is kept (cards 92)."""

    anyway = forms.BooleanField(
        label=gettext_lazy("Keep it all the same"),
        required=False,
        help_text=gettext_lazy("Only where a card has the name: it keeps it, and nobody else gets it afterwards."),
    )

    class Meta:
        model = ReservedHandle
        fields: ClassVar = ["name", "reason"]
        help_texts: ClassVar = {
            "name": gettext_lazy("Refused from now on, with what looks like it, as if it were taken."),
            "reason": gettext_lazy("For whoever asks later: a brand, a public office, a complaint."),
        }

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        try:
            return handle_rules.parse(typed)
        except HandleRefused as refused:
            if refused.reason == Refusal.TAKEN:
                raise forms.ValidationError(_("It is reserved by the program itself already.")) from None
            raise forms.ValidationError(handle_words.words(refused.reason)) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        held = handles.holder(cleaned["name"]) if "name" in cleaned else None
        if held and not cleaned.get("anyway"):
            said = _("The card “%(card)s” of the workspace %(workspace)s has this name, or had it. Look at it first.")
            named = {"card": held.card.name if held.card else "–", "workspace": held.workspace.slug}
            self.add_error("name", said % named)
        return cleaned
