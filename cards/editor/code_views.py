"""The codes of a card: listed, added, named, put aside, drawn again, downloaded (cards 7, 10, 47–50)."""

from typing import Final

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cards import code_pictures, coding, signs, standing
from cards.editor import limits, over_limit
from cards.editor.finding import card_for, kept_card, kept_code, may_edit, member, workspace_of
from cards.editor.shown_codes import SIGN, leads_words, shown, works_only_here
from cards.models import Card, Code
from cards.refusals import DefaultCodeStays, Deleted
from cardsite.kit.throttle import TooMany
from workspaces.access import needs

ADDED_AN_HOUR: Final = 60

ask = require_http_methods(["GET", "HEAD", "POST"])


class LabelForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("Label"),
        max_length=coding.LABEL_MAX,
        help_text=gettext_lazy("Place, event or medium, e.g. Shop window"),
        error_messages={"required": gettext_lazy("Write a place, an event or a medium, for example Shop window.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@needs("cards.view", post="cards.edit")
@ask
def card_codes(request: HttpRequest, card: int) -> HttpResponse:
    """Every code of the card; POST adds one."""
    found = card_for(request, card)
    form = LabelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            limits.count(workspace_of(request), "code", an_hour=ADDED_AN_HOUR)
            added = coding.add_code(card=found, label=form.cleaned_data["label"], by=member(request))
        except TooMany as limit:
            return limits.answer(limit, form, lambda status: _list(request, found, form, status=status))
        except Deleted:
            raise Http404 from None
        messages.success(request, _("The code is added."))
        return _to_code(request, added)
    return _list(request, found, form, status=422 if form.errors else 200)


@needs("cards.view", post="cards.edit")
@ask
def card_code(request: HttpRequest, card: int, code: int) -> HttpResponse:
    """One code, large; POST changes it by `act`."""
    row = kept_code(card_for(request, card), code)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = LabelForm(request.POST if act == "relabel" else None, initial={"label": row.label})
    if request.method != "POST":
        return _page(request, row, form)
    try:
        said = _done(request, row, act, form)
    except DefaultCodeStays:
        messages.error(request, _("The card itself shows this code. It stays in use; put another one aside."))
        return _page(request, row, form, status=409)
    except Deleted:
        raise Http404 from None
    if not said:
        return _page(request, row, form, status=422)
    messages.success(request, said)
    return _to_code(request, row)


@needs("cards.view")
@require_safe
def card_code_state(request: HttpRequest, card: int, code: int) -> HttpResponse:
    """How the drawing stands (`as=row` for the list); 204 while that is what the page has `seen`."""
    found = kept_card(card)
    one = shown([kept_code(found, code)])[0]
    if request.GET.get("seen") == one.standing:
        return HttpResponse(status=204)
    template = "code_row" if request.GET.get("as") == "row" else "code_state"
    context = _known(request, found) | {"shown": one, "piece": True}
    return render(request, f"cards/editor/{template}.html", context)


@needs("cards.view")
@require_safe
def card_code_file(request: HttpRequest, card: int, code: int, kind: str) -> HttpResponseBase:
    """A picture to keep, also of a card that is not public yet (cards 48)."""
    found = kept_card(card)
    row = kept_code(found, code)
    if kind == SIGN:
        return file_answer(found, row, signs.sign(found, row), "pdf", "-sign")
    if kind not in code_pictures.PICTURE_TYPES:
        raise Http404
    try:
        size = code_pictures.size_of(request.GET.get("size", ""))
    except ValueError:
        return code_pictures.refused_size()
    return file_answer(found, row, code_pictures.picture(row, kind, size), kind)


def file_answer(card: Card, code: Code, content: bytes | None, kind: str, of: str = "") -> HttpResponse:
    """The file under a name that says whose it is; while there is none, when to ask again."""
    if content is None:
        return code_pictures.later()
    label = slugify(code.label, allow_unicode=True) or code.text.lower()
    disposition = content_disposition_header(as_attachment=True, filename=f"{card.handle}-{label}{of}.{kind}")
    assert disposition is not None
    return code_pictures.shown(content, kind, disposition)


def _done(request: HttpRequest, code: Code, act: str, form: LabelForm) -> str:
    """What was done, in words; nothing when the form has errors. Raises `DefaultCodeStays` and `Deleted`."""
    by = member(request)
    if act == "relabel":
        if not form.is_valid():
            return ""
        coding.relabel(code=code, label=form.cleaned_data["label"], by=by)
        return _("The label is saved. Contact notes say it from now on.")
    if act == "retire":
        coding.retire(code=code, by=by)
        return _("The code is put aside. It still opens the card.")
    if act == "resume":
        coding.retire(code=code, by=by, again=True)
        return _("The code is in use again.")
    if act == "redraw":
        coding.redraw(code=code)
        return _("The code is being drawn again.")
    raise BadRequest("unknown act")


def _list(request: HttpRequest, card: Card, form: LabelForm, *, status: int) -> HttpResponse:
    codes = shown(Code.objects.filter(card=card))
    context = _known(request, card) | {
        "used": [one for one in codes if not one.code.retired_at],
        "aside": [one for one in codes if one.code.retired_at],
        "form": form,
    }
    return render(request, "cards/editor/codes.html", context, status=status)


def _page(request: HttpRequest, code: Code, form: LabelForm, *, status: int = 200) -> HttpResponse:
    assert code.card is not None
    one = shown([code])[0]
    context = _known(request, code.card) | {"shown": one, "form": form, "pdf_size": one.pdf_size}
    return render(request, "cards/editor/code.html", context, status=status)


def _known(request: HttpRequest, card: Card) -> dict[str, object]:
    card.workspace = workspace_of(request)  # known already: no query
    limit = standing.over_limit(card)
    return over_limit.ways_out(request) | {
        "card": card,
        "leads": leads_words(card),
        "only_here": works_only_here(),
        "may_edit": may_edit(request, card) and limit is None,
        "limit": limit,
    }


def _to_code(request: HttpRequest, code: Code) -> HttpResponse:
    return redirect("card_code", workspace_of(request).slug, code.card_id, code.pk)
