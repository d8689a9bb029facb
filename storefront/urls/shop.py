"""Private addresses of the shop, below `/w/<workspace>/shop/`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from workspaces.access import needs


@needs("shop.view")
def stub(request: HttpRequest, **rest: int) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", stub, name="shop_settings"),
]
