"""A list of products on its way in: batch by batch, each whole or not at all, from where the last one ended."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from storefront import cataloguing
from storefront.cataloguing import NEVER
from storefront.matching import Mismatch, Shelf
from storefront.merging import Entry, entry
from storefront.models import Product, ProductImport, Variant
from storefront.product_table import Mistake, ProductRow
from workspaces.models import Workspace
from workspaces.models.workspace import touched_once
from workspaces.outbox import effect

BATCH: Final = 50
NOTHING: Final = {"new": 0, "changed": 0, "unchanged": 0}


@dataclass(frozen=True)
class Laid:
    """A product of the file and what becomes of it: an entry, a mistake, or nothing when it is as it was."""

    row: ProductRow
    entry: Entry | None = None
    mistake: Mistake | None = None


@effect(lease=timedelta(seconds=90))
def fill(*, upload: int) -> None:
    """To its end. Killed in the middle or run twice, it goes on behind the last batch that was committed; a list that
    outlasts the lease is shared with whoever takes it over.
    """
    while _step(upload, timezone.now()):
        pass


def lay(rows: Sequence[ProductRow], met: set[int] | None = None) -> Iterator[Laid]:
    """Each upon the product it means; `met` are ids that rows before these meant, and learns those of these."""
    met = set() if met is None else met
    for start in range(0, len(rows), BATCH):
        shelf = Shelf(rows[start : start + BATCH])
        for row in shelf.rows:
            yield _laid(row, shelf, met)


def count(report: dict[str, Any], laid: Laid) -> None:
    """Into the figures of a report, or behind its mistakes."""
    if laid.mistake:
        report["wrong"].append(asdict(laid.mistake))
        return
    kind = "unchanged" if laid.entry is None else "changed" if laid.entry.product else "new"
    report[kind] += 1


def _laid(row: ProductRow, shelf: Shelf, met: set[int]) -> Laid:
    try:
        product = shelf.find(row)
        if product and product.pk in met:
            raise Mismatch("title", "met")
        found = entry(row, product)
    except Mismatch as mismatch:
        return Laid(row, mistake=Mistake(row.line, mismatch.column, mismatch.reason, str(row.fields["title"])[:60]))
    if product:
        met.add(product.pk)
    return Laid(row, found)


@transaction.atomic
def _step(upload: int, now: datetime) -> bool:
    """The next batch; whether there is another. Products and progress are committed together."""
    rows = ProductImport.objects.select_for_update(of=("self",)).select_related("workspace")
    found = rows.filter(pk=upload, state=ProductImport.States.RUNNING).first()
    if found is None:
        return False
    batch = [ProductRow.model_validate(one) for one in found.rows[found.done : found.done + BATCH]]
    laid = list(lay(batch))
    put(found.workspace, [one.entry for one in laid if one.entry])
    for one in laid:
        count(found.report, one)
    found.done, found.moved_at = found.done + len(batch), now
    if found.done >= found.total:
        found.state, found.rows = ProductImport.States.DONE, []
    found.save(update_fields=["done", "moved_at", "state", "rows", "report"])
    return bool(found.rows)


@transaction.atomic
def put(workspace: Workspace, entries: Sequence[Entry]) -> None:
    """New products and changes; the cards hear of it once. Variants are locked first, in the order of orders (S10)."""
    known = [one.product for one in entries if one.product]
    list(Variant.objects.select_for_update().filter(product__in=known).order_by("pk").values_list("pk"))
    with touched_once():
        for one in entries:
            _put(workspace, one)


def _put(workspace: Workspace, entry: Entry) -> None:
    said, category = entry.values, entry.category
    if category is not None:
        found = cataloguing.add_category(workspace=workspace, title=category) if category else None
        said = said | {"category": found}
    if entry.product:
        product = entry.product
        cataloguing.change(product=product, values=said)
    else:
        product = cataloguing.add(workspace=workspace, values=said | {"slug": _free(entry.wish)})
    if entry.rows:
        cataloguing.set_variants(product=product, options=entry.options, rows=entry.rows)


def _free(wish: str) -> str:
    """The address a file proposes, where it is one and free; else empty, and one is made of the title."""
    good = bool(wish) and slugify(wish) == wish and wish not in NEVER
    return wish if good and not Product.objects.filter(slug=wish).exists() else ""
