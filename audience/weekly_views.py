"""Turning the letters of Mondays off, and on again, from the mail itself: no log-in (rule 26)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_http_methods

from audience import weekly_mail
from cards.public_pages import private
from cardsite.kit import signing
from cardsite.kit.signing import BadToken
from workspaces.access import signature
from workspaces.models import User
from workspaces.public_form import one_click


@one_click
@signature
@require_http_methods(["GET", "HEAD", "POST"])
def weekly_off(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing; POST turns it off, also by the one click of a mail program (RFC 8058)."""
    reader = _reader(token)
    if request.method == "POST":
        reader.weekly_letter = request.POST.get("act") == "on"
        reader.save(update_fields=["weekly_letter"])
    with translation.override(reader.language):
        context = {"is_on": reader.weekly_letter, "site_name": settings.SITE_NAME, "theme": "system"}
        answer = private(HttpResponse(render_to_string("audience/weekly_off.html", context)))
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _reader(token: str) -> User:
    try:
        pk, _version = signing.read(weekly_mail.PURPOSE, token)
    except BadToken:
        raise Http404 from None
    found = User.objects.filter(pk=pk, is_active=True).first()
    if found is None:
        raise Http404
    return found
