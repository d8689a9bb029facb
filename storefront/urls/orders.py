"""Private addresses of the shop, below `/w/<workspace>/orders/`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from storefront.owner import export_views
from workspaces.access import needs


@needs("orders.view")
def stub(request: HttpRequest, **rest: int) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("export.csv", export_views.orders, name="orders_export"),
    path("", stub, name="orders"),
    path("<int:order>/", stub, name="order"),
]
