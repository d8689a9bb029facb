"""What a catalogue shows at a time: however many products there are, a page costs the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.utils.http import urlencode

from cardsite.kit.folding import folded
from storefront.guest.door import Visit
from storefront.guest.shown import Goods, goods, with_parts
from storefront.models import Category, Product

A_PAGE: Final = 24
LONGEST: Final = 60
FURTHEST: Final = 1000


@dataclass(frozen=True)
class Found:
    """`categories` with their addresses, the chosen one marked; `before` and `after` lead to other pages."""

    goods: Goods
    categories: list[tuple[str, str, bool]]
    category: Category | None
    search: str
    before: str
    after: str
    searchable: bool

    @property
    def asked(self) -> bool:
        """Whether this is less than the first page of everything."""
        return bool(self.search or self.category or self.before)


def page_of(visit: Visit, sent: Mapping[str, Any]) -> Found:
    """One product more than shown is asked for: it says whether there is another page."""
    search = str(sent.get("q", "")).strip()[:LONGEST]
    number = _number(str(sent.get("page", "")))
    rows = Product.objects.get_queryset().shown()
    categories = list(Category.objects.filter(Exists(rows.filter(category=OuterRef("pk"))))[:50])
    category = next((one for one in categories if one.slug == sent.get("category")), None)
    wanted = rows.filter(category=category) if category else rows
    for word in folded(search).split()[:6]:
        wanted = wanted.filter(folded__contains=word)
    first = (number - 1) * A_PAGE
    products = list(with_parts(wanted)[first : first + A_PAGE + 1])
    here = visit.url("shop")
    query = {"q": search} if search else {"category": category.slug} if category else {}
    return Found(
        goods=goods(products[:A_PAGE], visit.shop, visit.card, visit.language),
        categories=[(one.title, f"{here}?category={one.slug}", one == category) for one in categories],
        category=category,
        search=search,
        before=_address(here, query, number - 1) if number > 1 else "",
        after=_address(here, query, number + 1) if len(products) > A_PAGE else "",
        searchable=bool(search) or bool(number > 1) or len(products) > 6,
    )


def _address(here: str, query: Mapping[str, str], number: int) -> str:
    said = dict(query) | ({"page": str(number)} if number > 1 else {})
    return f"{here}?{urlencode(said)}" if said else here


def _number(text: str) -> int:
    return min(max(int(text), 1), FURTHEST) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
