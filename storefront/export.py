"""What the shop brings to an export: orders and products as tables, as an owner downloads them (cards 98)."""

from cardsite.kit import spreadsheet
from storefront.models import Shop
from storefront.owner import export_rows
from storefront.product_table import COLUMNS
from workspaces.archive import Archive
from workspaces.export_rows import Part
from workspaces.models import Workspace


def export(*, workspace: Workspace) -> list[Part]:
    def orders(archive: Archive) -> None:
        rows = export_rows.orders(workspace, None, None)
        archive.add("tables/orders.csv", spreadsheet.write(export_rows.ORDER_COLUMNS, rows))

    def products(archive: Archive) -> None:
        shop = Shop.objects.first()
        if shop is not None:
            rows = export_rows.products(workspace, shop.currency)
            archive.add("tables/products.csv", spreadsheet.write(COLUMNS, rows))

    return [orders, products]
