"""Who sees each field: one small choice beside it (cards 19)."""

from typing import Any, Final, get_args

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cards.content import Document, Named, Visibility
from cards.visibility import PICTURES, choices

WORDS: Final[dict[Visibility, str | Promise]] = {
    Visibility.PUBLIC: _("Shown on the card"),
    Visibility.SAVED: _("In the contact file only"),
    Visibility.EXCHANGED: _("After they leave their details"),
    Visibility.HIDDEN: _("Hidden"),
}


class SeenField(forms.ChoiceField):
    """Left out of what was sent, it keeps what was chosen before. What is not offered may stay chosen."""

    def __init__(self, answers: tuple[Visibility, ...] = tuple(Visibility)) -> None:
        self.answers = answers
        super().__init__(
            label=_("Who sees it"),
            required=False,
            choices=[(one.value, WORDS[one]) for one in answers],
            initial="public",
        )

    def offer(self, chosen: str, *, exchange: bool) -> None:
        """ "After they leave their details" only where a form asks for them, or it was chosen when one did."""
        after = Visibility.EXCHANGED
        offered = [one for one in self.answers if one is not after or exchange or chosen == after]
        self.widget.choices = [(one.value, WORDS[one]) for one in offered]


class SeenForm(forms.Form):
    """The single fields, and the pictures there are; entries of lists carry a `SeenField` of their own.

    `exchange`: the card has a form by which visitors leave their details.
    """

    def __init__(self, document: Document, data: Any = None, *, exchange: bool = False) -> None:
        super().__init__(data, prefix="seen")
        self.base = document.visibility
        for name in get_args(Named):
            if name in PICTURES and getattr(document, name) is None:
                continue
            self.fields[name] = seen = SeenField(choices(name))
            self.initial[name] = chosen = document.visibility_of(name).value
            seen.offer(chosen, exchange=exchange)

    def visibility(self) -> dict[Named, Visibility]:
        chosen = {name: self.cleaned_data.get(name) for name in get_args(Named)}
        return self.base | {name: Visibility(value) for name, value in chosen.items() if value}
