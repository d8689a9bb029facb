"""`/dev/ui/`: every component in every state, for screenshots and for the eye; only in the demonstration."""

from datetime import UTC, datetime
from typing import Final

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards.designs import DESIGNS
from cards.inks import INKS
from cardsite.context import NavItem
from workspaces.access import public

AT: Final = datetime(2027, 3, 4, 16, 30, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As it stands on the card.", max_length=40)
    email = forms.EmailField(label="E-mail", required=False)
    handle = forms.SlugField(label="Address")
    about = forms.CharField(label="About you", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    language = forms.ChoiceField(label="Language", choices=settings.LANGUAGES)
    act = forms.ChoiceField(
        label="Main button",
        choices=[("save", "Save contact"), ("book", "Book"), ("order", "Order")],
        widget=forms.RadioSelect,
        help_text="The one act a visitor sees first.",
    )
    days = forms.MultipleChoiceField(
        label="Open on",
        choices=[("tue", "Tuesday"), ("wed", "Wednesday")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    picture = forms.FileField(label="Portrait", required=False)
    terms = forms.BooleanField(label="Show the card in search engines", help_text="After seven days.")
    fixed = forms.CharField(label="Workspace", disabled=True, initial="atelier", required=False)


@public
@require_safe
def ui(request: HttpRequest) -> HttpResponse:
    """The components inside the workspace's chrome, drawn for nobody in particular."""
    if not settings.DEMO:
        raise Http404
    page = Paginator(range(60), 20).page(2)
    context = {
        "form": SampleForm(prefix="a"),
        "wrong": SampleForm({"b-name": "", "b-email": "ada@", "b-handle": "ä b"}, prefix="b"),
        "icons": icon_names(),
        "inks": INKS,
        "designs": DESIGNS,
        "at": AT,
        "page": page,
        "nav": [NavItem(label, "#main", icon, current=icon == "card") for label, icon in NAV],
        "menu": [
            {"label": "Duplicate", "url": "#main", "icon": "duplicate"},
            {"label": "Delete", "url": "#main", "icon": "trash", "danger": True},
        ],
    }
    return render(request, "site/ui.html", context)


NAV: Final = [("Cards", "card"), ("Bookings", "calendar"), ("Orders", "order"), ("Leads", "lead"), ("Figures", "chart")]


def icon_names() -> list[str]:
    """Every drawing in `templates/ui/icons/`."""
    drawings = settings.BASE_DIR.glob("templates/ui/icons/*.svg")
    return sorted(drawing.stem for drawing in drawings)
