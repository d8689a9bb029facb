"""What an owner types about leads: a status, to whom it is given, a tag, a note (cards 75)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audience.inbox.finding import members
from audience.models import Lead
from workspaces.models import User


class _MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Members of the open workspace by their names."""

    def label_from_instance(self, obj: Any) -> str:
        assert isinstance(obj, User)
        return obj.get_full_name()


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), choices=Lead.Status.choices)


class AssigneeForm(forms.Form):
    assignee = _MemberField(None, label=_("Given to"), required=False, empty_label=_("Nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members()


class TagForm(forms.Form):
    """Spaces at its ends and doubled ones are not part of a tag."""

    tag = forms.CharField(
        label=_("Tag"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "tags-known", "autocomplete": "off"}),
        error_messages={"required": _("Write a word, or choose one you have used before.")},
    )

    def clean_tag(self) -> str:
        return " ".join(self.cleaned_data["tag"].split())


class HandlingForm(StatusForm, AssigneeForm, TagForm):
    """All that is kept about one lead on its page, by one button: nothing typed is lost. Tag and note may be empty."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("Only you and your team read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ("status", "assignee", "tag", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].required = False
