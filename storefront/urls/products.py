"""Private addresses of the shop, below `/w/<workspace>/products/`."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from storefront.owner import export_views, import_views
from workspaces.access import needs


@needs("shop.view")
def stub(request: HttpRequest, **rest: int) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("export.csv", export_views.products, name="products_export"),
    path("import/", import_views.products_import, name="products_import"),
    path("import/<int:upload>/", import_views.products_upload, name="products_upload"),
    path("", stub, name="products"),
]
