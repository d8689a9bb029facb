"""From the token of a private link to the details of a person: another door into a workspace (cards 74; rule 26)."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from audience.lead_addresses import OWN
from audience.models import Lead
from cardsite.kit import signing, throttle
from cardsite.kit.http import client_address
from cardsite.kit.signing import BadToken
from cardsite.kit.throttle import TooMany
from workspaces.access import View, signature
from workspaces.scoping import inside

LOOKS_A_MINUTE: Final = 30
MERGED_AT_MOST: Final = 20


def at_lead(view: Callable[..., HttpResponse]) -> View:
    """`view(request, lead)`, inside its workspace and in the language it was left in; a wrong token is 404.

    The link of a lead that was merged into another one leads to that one.
    """

    @signature
    @wraps(view)
    def found(request: HttpRequest, token: str, **rest: Any) -> HttpResponseBase:
        try:
            pk, version = signing.read(OWN, token)
            throttle.count(f"lead-looks:{_visitor(request)}", limit=LOOKS_A_MINUTE, per=timedelta(minutes=1))
        except BadToken:
            raise Http404 from None
        except TooMany as reached:
            return HttpResponse(status=429, headers={"Retry-After": str(reached.retry_after)})
        lead = _kept(pk, version)
        if lead is None:
            raise Http404
        with inside(lead.workspace), translation.override(lead.language or lead.workspace.language):
            response = view(request, lead, **rest)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return found


def _kept(pk: int, version: int) -> Lead | None:
    rows = Lead.unscoped.select_related("workspace", "card__published", "card__workspace")
    lead = rows.filter(pk=pk, link_version=version).first()
    for _step in range(MERGED_AT_MOST):
        if lead is None or lead.merged_into_id is None:
            return lead
        lead = rows.filter(pk=lead.merged_into_id, workspace=lead.workspace).first()
    return None


def _visitor(request: HttpRequest) -> str:
    return throttle.address_key(client_address(request))
