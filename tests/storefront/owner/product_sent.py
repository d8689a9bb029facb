"""What a browser sends from the page of a product: its own values, then what a person typed over them."""

from collections.abc import Iterator
from typing import Any, Final

from django.forms import BaseForm
from django.http import QueryDict

from storefront.models import Product, Shop
from storefront.owner.product_sheet import ProductSheet
from workspaces.fields import SpanField, SpanWidget

PRODUCTS: Final = "/w/atelier/products/"
FORM: Final = "application/x-www-form-urlencoded"


def page(product: Product, rest: str = "") -> str:
    return f"{PRODUCTS}{product.pk}/{rest}"


def sent(product: Product, **typed: Any) -> QueryDict:
    """`typed` replaces values by their name on the page, `-` written as `__`; None leaves one out."""
    product = Product.objects.get(pk=product.pk)
    shop = Shop.objects.select_related("workspace").get()
    data = QueryDict(mutable=True)
    for form in _forms(ProductSheet(product, shop=shop, language="en")):
        for bound in form:
            if isinstance(bound.field, SpanField):
                count, unit = SpanWidget().decompress(bound.value())
                _put(data, f"{bound.html_name}_0", count)
                _put(data, f"{bound.html_name}_1", unit)
            elif bound.name != "pictures":
                _put(data, bound.html_name, bound.value())
    for name, value in typed.items():
        _put(data, name.replace("__", "-"), value)
    return data


def _forms(sheet: ProductSheet) -> Iterator[BaseForm]:
    yield sheet.form
    for rows in (sheet.pictures.formset, *sheet.offer.every()):
        yield from (rows.management_form, *rows.forms)
    yield from sheet.table.forms


def _put(data: QueryDict, name: str, value: Any) -> None:
    """An empty field is sent, a box that is not ticked is not."""
    if value is False or (value is None and name in data):
        data.pop(name, None)
    else:
        data[name] = "on" if value is True else "" if value is None else str(value)


def post(ada: Any, product: Product, **typed: Any) -> Any:
    return ada.post(page(product), sent(product, **typed).urlencode(), FORM)


def stored(product: Product) -> Product:
    return Product.objects.get(pk=product.pk)
