"""What the editor answers: its whole page, its form anew, or only the pieces that changed (cards 22)."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cards.editor.brand import brand_words
from cards.editor.editing import CardForms
from cards.editor.finding import role_of
from cards.editor.places import places
from cards.editor.seeing import SeenForm
from cards.editor.sharing import sharing
from cards.editor.wearing import worn
from cards.models import Card, DraftStep
from workspaces.clock import clock
from workspaces.models import User

SAVED, REFUSED, CONFLICT = 200, 422, 409
FILED: Final = {
    "in": gettext_lazy("The file is in the draft. Publish to show it."),
    "out": gettext_lazy("The file is out of the draft. Undo brings it back."),
}
"""What the address says about the PDF just sent or taken out, said beside it."""


@dataclass
class Screen:
    """One answer of the editor.

    `notice` names what stands above the form: live, changed, conflict, nameless, unverified, suspended,
    new-here, welcome.
    `still` leaves that place as it is. `why` are the words of the notice new-here.
    """

    request: HttpRequest
    card: Card
    forms: CardForms
    notice: str = ""
    act: str = ""
    said: str = ""
    still: bool = False
    why: str = ""

    def page(self, status: int = 200) -> HttpResponse:
        return render(self.request, "cards/editor/editor.html", self._context(), status=status)

    def pieces(self, status: int = 200) -> HttpResponse:
        """Out-of-band pieces alone: what a person is typing in is not touched."""
        return self._with_event(render(self.request, "cards/editor/editor_pieces.html", self._context(), status=status))

    def form(self, status: int = 200) -> HttpResponse:
        """The form anew and the pieces around it."""
        context = self._context()
        parts = ("cards/editor/editor_form.html", "cards/editor/editor_pieces.html")
        html = "".join(render_to_string(part, context | {"anew": True}, request=self.request) for part in parts)
        answer = HttpResponse(html, status=status)
        answer["HX-Reswap"] = "outerHTML"
        return self._with_event(answer)

    def _with_event(self, answer: HttpResponse) -> HttpResponse:
        """Tells the page that the draft is kept, so that the preview follows."""
        if answer.status_code == SAVED:
            answer["HX-Trigger"] = "card-kept"
        return answer

    def _context(self) -> dict[str, Any]:
        card, steps = self.card, DraftStep.objects.filter(card=self.card)
        wears = worn(card)
        positions = set(steps.values_list("position", flat=True))
        return {
            "card": card,
            "forms": self.forms,
            "errors": self.forms.errors_by_field() if self.forms.data is not None else {},
            "general": self.forms.general_errors(),
            "said": self.said,
            "adding": self.forms.adding,
            "notice": self.notice,
            "still": self.still,
            "why": self.why,
            "filed": FILED.get(self.request.GET.get("file", ""), ""),
            "theirs": self._theirs(),
            "can_undo": card.draft_position - 1 in positions,
            "can_redo": card.draft_position + 1 in positions,
            "publish": publish_words(card),
            "places": places(card, role_of(self.request), editable=True),
            "pictures": pictures(card, self.forms.seen),
            "worn": wears,
            "kept": [wear.label for wear in wears.values() if wear.taken],
            "brand_words": brand_words(card.document.design),
            "sharing": sharing(card) if self.notice in {"live", "changed"} else None,
            "open": sections(self.forms, self.request.GET.get("open", ""), self.act),
        }

    def _theirs(self) -> str:
        """Who saved what stands in the way."""
        if self.notice != "conflict":
            return ""
        step = DraftStep.objects.filter(card=self.card, position=self.card.draft_position).select_related("by").first()
        if step is None or step.by is None:
            return _("Somebody")
        return _("You, in another window,") if step.by == self.request.user else step.by.name or step.by.email


def saved_words(user: User) -> str:
    return _("Saved %(time)s") % {"time": clock(timezone.now(), user)}


def refused_words(forms: CardForms) -> str:
    count = len(forms.errors_by_field())
    words = ngettext("Not saved: one field needs another look", "Not saved: %(count)d fields need another look", count)
    return words % {"count": count}


def publish_words(card: Card) -> dict[str, Any]:
    """What the button says, whether there is anything to do, and what it says once something was typed."""
    if card.status == Card.Status.SUSPENDED:
        return {"label": _("Publish"), "idle": True}
    if card.status == Card.Status.PAUSED:
        return {"label": _("Show again"), "idle": False}
    if card.status == Card.Status.PUBLISHED:
        changed, idle = _("Publish changes"), not card.has_changes
        return {"label": _("Published") if idle else changed, "idle": idle, "changed": changed}
    return {"label": _("Publish"), "idle": False}


def pictures(card: Card, seen: SeenForm) -> list[dict[str, Any]]:
    words = {"portrait": _("Portrait"), "logo": _("Logo"), "cover": _("Cover")}
    return [
        {
            "name": purpose,
            "label": label,
            "url": reverse("card_photo", args=[card.workspace.slug, card.pk, purpose]),
            "set": getattr(card.document, purpose) is not None,
            "seen": seen[purpose] if purpose in seen.fields else None,
        }
        for purpose, label in words.items()
    ]


def sections(forms: CardForms, asked: str, act: str) -> set[str]:
    """Which parts of the form stand open: the one asked for or acted in, and every one with an error."""
    part = act.split(" ")[1] if " " in act else ""
    wrong = {place.removeprefix("id_") for place in forms.errors_by_field()} if forms.data else set()
    return {(section_of(part) if part else asked) or "face"} | {section_of(place) for place in wrong}


def section_of(part: str) -> str:
    """Which part of the form a list, a block or a field lies in, by the first word of its name."""
    name = part.split("-", maxsplit=1)[0]
    of_name = {
        "block": "blocks",
        "profiles": "links",
        "phones": "reach",
        "emails": "reach",
        "addresses": "reach",
        "seen": "face",
        "organisation": "face",
        "logo": "face",
        "address": "reach",
        "web": "links",
        "ink": "design",
    }
    return of_name.get(name, name)
