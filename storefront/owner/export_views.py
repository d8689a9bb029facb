"""Products and orders as files to download (S24)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cards.editor.finding import member, workspace_of
from cardsite.kit import money, spreadsheet
from cardsite.kit.spreadsheet import Cell
from storefront.models import Shop
from storefront.owner import export_rows
from storefront.owner.finding import in_own_shop
from storefront.product_table import COLUMNS
from workspaces.access import needs


@needs("shop.view")
@require_safe
@in_own_shop
def products(request: HttpRequest, shop: Shop) -> StreamingHttpResponse:
    """All products in use; an import reads the same."""
    return _file(request, "products", COLUMNS, export_rows.products(workspace_of(request), shop.currency))


@needs("orders.view")
@require_safe
@in_own_shop
def orders(request: HttpRequest, shop: Shop) -> StreamingHttpResponse:
    """`from` and `to` are days on the shop's clock, both contained."""
    first, last = _day(request, "from"), _day(request, "to")
    rows = export_rows.orders(
        workspace_of(request),
        export_rows.day_begins(first, shop) if first else None,
        export_rows.day_ends(last, shop) if last else None,
    )
    return _file(request, "orders", export_rows.ORDER_COLUMNS, rows)


def _file(
    request: HttpRequest, what: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> StreamingHttpResponse:
    """Sent while it is made; decimals as the member writes them."""
    pieces = spreadsheet.write(header, rows, point=money.decimal_sign(member(request).language))
    name = f"{workspace_of(request).slug}-{what}-{timezone.now():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "")
    if text and not re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise BadRequest("no day")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRequest("no day") from None
