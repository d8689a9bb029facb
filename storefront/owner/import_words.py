"""Why a file or a row of it is refused, and what its columns mean, in words that name the remedy."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cardsite.kit import money
from cardsite.kit.spreadsheet import Damaged
from storefront.models import Shop
from storefront.offer import CHOICES_MAX, VARIANTS_MAX
from storefront.product_cells import CATEGORY_MAX, CHOICE_MAX, SKU_MAX, TEXT_MAX, TITLE_MAX

Words = str | Promise

COLUMNS: Final[tuple[tuple[str, Words], ...]] = (
    ("title", gettext_lazy("Its name. The only column that must be there.")),
    ("product", gettext_lazy("Its address in the shop. Rows with the same one are one product.")),
    ("category", gettext_lazy("One that is not there yet is made.")),
    ("description", gettext_lazy("The text on its page.")),
    ("price", gettext_lazy("As you write it here, without the currency.")),
    ("price kind", gettext_lazy("exact, from or request. Empty: exact.")),
    ("way", gettext_lazy("look, ask or cart. Empty: as the shop.")),
    ("sku", gettext_lazy("Your own number. By it a product is found again, else by its title.")),
    ("stock", gettext_lazy("How many are left. Empty: stays as it is.")),
    ("tax rate", gettext_lazy("Per cent. Empty: as the shop.")),
    ("lead days", gettext_lazy("Days of notice, or hours as 36 h. Empty: as the shop.")),
    ("hidden", gettext_lazy("yes or no.")),
    ("option 1, value 1 …", gettext_lazy("Up to three: Size and Small. Each variant has a row of its own.")),
)

_DAMAGED: Final[dict[str, Words]] = {
    "empty": gettext_lazy("The file is empty. Choose another one."),
    "large": gettext_lazy("The file is larger than 5 MB. Split it into several."),
    "workbook": gettext_lazy("This is a workbook of a spreadsheet program. Save it there as CSV and send that."),
    "binary": gettext_lazy("This is no table in text. Save it as CSV and send that."),
    "header": gettext_lazy("The first line must name the columns."),
    "twice": gettext_lazy("Two columns have the same name. Rename one."),
    "quote": gettext_lazy("A quotation mark opens a text and does not close it."),
    "rows": gettext_lazy("The file has more than 5,000 rows. Split it into several."),
    "columns": gettext_lazy("The file has more than 60 columns. Take out those that are not needed."),
    "cell": gettext_lazy("A cell holds more than 5,000 characters. Shorten it."),
    "title": gettext_lazy("No column is called title. The first line must name the columns."),
}
_REASONS: Final[dict[str, Words]] = {
    "missing title": gettext_lazy("The title is missing."),
    "missing price": gettext_lazy("The price is missing. Only a product with the price kind request needs none."),
    "missing option 1": gettext_lazy("This product has options. Say in option 1 and value 1 which is meant."),
    "long": gettext_lazy("“%(cell)s…” is too long: at most %(most)d characters."),
    "money": gettext_lazy("“%(cell)s” is no amount in %(currency)s. Write it like %(example)s."),
    "number": gettext_lazy("“%(cell)s” is no stock. Write a whole number, or nothing."),
    "rate": gettext_lazy("“%(cell)s” is no tax rate. Write per cent, like 19."),
    "lead": gettext_lazy("“%(cell)s” is no notice. Write days, like 2, or hours, like 36 h; at most 90 days."),
    "yes": gettext_lazy("“%(cell)s” is neither yes nor no."),
    "unknown price kind": gettext_lazy("“%(cell)s” is not known. Write exact, from or request."),
    "unknown way": gettext_lazy("“%(cell)s” is not known. Write look, ask or cart, or nothing."),
    "options": gettext_lazy("Options begin with option 1, without a gap, and none stands twice."),
    "choice": gettext_lazy("Each option needs a value in this row, and each value an option."),
    "again": gettext_lazy("A row above is the same product with the same values."),
    "surplus": gettext_lazy(
        "The row has more cells than there are columns. A text with a comma needs quotation marks."
    ),
    "twice": gettext_lazy("The SKU “%(cell)s” belongs to a product above."),
    "control": gettext_lazy("It holds a character that cannot be shown. Type it anew."),
    "ambiguous": gettext_lazy("Several products of the shop are meant. Say which in the column product."),
    "met": gettext_lazy("A row above means the same product of the shop."),
    "many": gettext_lazy("A product has at most %(values)d values an option, and %(variants)d variants."),
}
_MOST: Final = {"title": TITLE_MAX, "category": CATEGORY_MAX, "description": TEXT_MAX, "sku": SKU_MAX}


def of_damage(damaged: Damaged) -> str:
    """With its line, where it has one."""
    words = str(_DAMAGED[damaged.reason])
    if damaged.line < 2:
        return words
    return _("Line %(line)d: %(words)s") % {"line": damaged.line, "words": words}


def of_mistake(mistake: Mapping[str, Any], shop: Shop, language: str) -> str:
    """Of a row, as a report of an import keeps it."""
    reason, column = mistake["reason"], mistake["column"]
    words = _REASONS.get(reason) or _REASONS[f"{reason} {column}"]
    return str(words) % {
        "cell": mistake["cell"],
        "most": _MOST.get(column, CHOICE_MAX),
        "currency": shop.currency,
        "example": money.typed(1250 * 10 ** money.decimals(shop.currency) // 100, shop.currency, language),
        "values": CHOICES_MAX,
        "variants": VARIANTS_MAX,
    }
