"""Into the shop of the open workspace, for its members."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from cards.editor.finding import workspace_of
from storefront.shops import shop_here


def in_own_shop(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """`view(request, shop, …)`; where there is no shop yet, the page on which one is opened. Stands below `needs`."""

    @wraps(view)
    def entered(request: HttpRequest, **rest: Any) -> HttpResponseBase:
        shop = shop_here()
        if shop is None:
            return redirect("shop_settings", workspace_of(request).slug)
        request.shop = shop  # type: ignore[attr-defined]  # for the banner that every page of a shop has
        return view(request, shop, **rest)

    return entered
