"""`/<handle>/save`: ways to keep a contact where the plain one fails (cards 42)."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cards import short_codes
from cards.acts import share_row
from cards.addresses import at_address
from cards.editor import limits
from cards.models import Card, Publication
from cards.public_pages import answer, in_its_language, see
from cards.saving import browsers, sending
from cards.saving.forms import SendForm
from cards.showing import code_picture
from cards.vcard import file_name
from cardsite.kit import throttle
from cardsite.kit.throttle import TooMany
from workspaces.public_form import limit, public_form

AN_HOUR: Final = 6
"""Mails asked for from one network address, and to one person."""

CARD_AN_HOUR: Final = 120
TEMPLATE: Final = "cards/public/save.html"
SHEETS: Final = ("css/card-save.css",)


@public_form
@at_address
@in_its_language
def save(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """What helps in this browser, on this device; POST sends the contact by e-mail."""
    if request.method == "POST" and settings.MAIL_CONFIGURED:
        return _sent(request, card, publication)
    return _page(request, card, publication, SendForm())


def _sent(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """303 back to the page; 422 and 429 show the form again with what was typed. Sent twice, it is one mail."""
    form = SendForm(request.POST)
    form.check_lines()
    if not form.is_valid():
        return _page(request, card, publication, form, status=422)
    done = see(f"{reverse('save_contact', args=[card.handle])}?{urlencode({'sent': 1})}")
    if form.is_trapped:
        return done
    to = form.cleaned_data["email"]
    try:
        with transaction.atomic():  # what is refused has used up nothing, and may be sent again later
            if _first(form.key):
                limit(request, "save", card=card.pk, an_hour=AN_HOUR, card_an_hour=CARD_AN_HOUR, to=[to])
                sending.send(card, publication, to=to, via=_via(request))
    except TooMany as reached:
        return limits.answer(reached, form, lambda status: _page(request, card, publication, form, status=status))
    return done


def _first(key: str) -> bool:
    """Whether the form of this key was not sent before."""
    try:
        throttle.count(f"save:form:{key}", limit=1, per=timedelta(days=1))
    except TooMany:
        return False
    return True


def _page(
    request: HttpRequest, card: Card, publication: Publication, form: SendForm, *, status: int = 200
) -> HttpResponse:
    document, via = publication.content, _via(request)
    here = reverse("save_contact", args=[card.handle]) + _query(via)
    url = settings.BASE_URL + reverse("card", args=[card.handle])
    context: dict[str, Any] = {
        "form": form,
        "mails": settings.MAIL_CONFIGURED,
        "sent": request.GET.get("sent") == "1",
        "browser": browsers.browser(request.headers.get("User-Agent", "")),
        "outside": browsers.intent(settings.BASE_URL + here),
        "contact": _contact(card, via),
        "plain": _contact(card, via, photo="0") if document.portrait or document.logo else "",
        "here": here,
        "file": file_name(card.handle, document.name),
        "url": url,
        "whatsapp": next(act.url for act in share_row(document, url) if act.key == "whatsapp"),
        "code": code_picture(card),
    }
    title = _("Save the contact")
    return answer(TEMPLATE, title, context, document=document, card=card, sheets=SHEETS, status=status)


def _via(request: HttpRequest) -> str | None:
    return short_codes.normalise(request.GET.get("via", ""))


def _contact(card: Card, via: str | None, **more: str) -> str:
    return reverse("card_vcf", args=[card.handle]) + _query(via, **more)


def _query(via: str | None, **more: str) -> str:
    asked = more | ({"via": via} if via else {})
    return f"?{urlencode(asked)}" if asked else ""
