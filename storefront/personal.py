"""Whose the words of the shop are, and how they end (rule 37)."""

from typing import Final

from cardsite.kit.personal import KEY, MEMBERS, NOBODYS, VISITORS, Registry, told

FIELDS: Final[Registry] = {
    "storefront.Cart": told({KEY: "key", VISITORS: "lines coupon"}),
    "storefront.ProductImport": told({MEMBERS: "name rows report", NOBODYS: "state"}),
    "storefront.Order": told(
        {
            VISITORS: "name folded phone email note address postcode delivery_zone coupon_code",
            NOBODYS: "uid state payment language currency tax_kind handover zone",
            KEY: "key",
        }
    ),
    "storefront.Revision": told({VISITORS: "lines_json", MEMBERS: "note"}),
    "storefront.Reservation": told({NOBODYS: "state"}),
    "storefront.LedgerEntry": told({NOBODYS: "kind currency", MEMBERS: "method note", KEY: "key"}),
    "storefront.OrderEvent": told({NOBODYS: "verb", VISITORS: "data"}),
    "storefront.Shop": told(
        {
            MEMBERS: "title whatsapp pause_note pickup_place payment_text policies week pickup_week delivery_week",
            NOBODYS: "way opening currency tax zone",
        }
    ),
    "storefront.DeliveryZone": told({MEMBERS: "title names", NOBODYS: "kind"}),
    "storefront.Coupon": told({MEMBERS: "code"}),
    "storefront.Category": told({MEMBERS: "slug title"}),
    "storefront.Product": told(
        {
            MEMBERS: "slug title text folded sku options_json addons_json writings_json",
            NOBODYS: "way price_kind",
        }
    ),
    "storefront.Variant": told({MEMBERS: "choice title sku"}),
    "storefront.ProductPhoto": told({MEMBERS: "alt"}),
}
