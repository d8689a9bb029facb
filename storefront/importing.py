"""Products from a file: looked at first, and put in only when their owner says so (S14)."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from cardsite.kit import spreadsheet
from storefront import product_table
from storefront.filling import NOTHING, count, fill, lay
from storefront.models import ProductImport, Shop
from workspaces.models import User

MOVES_WITHIN: Final = timedelta(minutes=2)
"""What takes longer for a batch has stopped: nobody waits that long for fifty products."""


@transaction.atomic
def check(*, shop: Shop, name: str, data: bytes, by: User, now: datetime) -> ProductImport:
    """What the file would do; no product is changed. Takes the place of what this person looked at before.

    Raises `spreadsheet.Damaged`; then nothing is kept.
    """
    parsed = product_table.parse(spreadsheet.read(data), shop.currency, by.language)
    report: dict[str, Any] = NOTHING | {"wrong": [], "unknown": parsed.unknown}
    met: set[int] = set()
    good = []
    for laid in lay(parsed.products, met):
        count(report, laid)
        if laid.mistake is None:
            good.append(laid.row.model_dump(mode="json"))
    report["wrong"] = sorted(
        [asdict(one) for one in parsed.mistakes] + report["wrong"], key=lambda one: (one["line"], one["column"])
    )
    ProductImport.objects.filter(by=by, state=ProductImport.States.CHECKED).delete()
    return ProductImport.objects.create(
        name=name[:200], rows=good, report=report, total=len(good), by=by, at=now, moved_at=now
    )


@transaction.atomic
def start(*, upload: ProductImport, now: datetime) -> None:
    """Once, whoever taps twice; and anew where it stopped, when it has not moved for a while."""
    upload = ProductImport.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=upload.pk)
    if upload.state == ProductImport.States.CHECKED:
        upload.state, upload.report = ProductImport.States.RUNNING, upload.report | NOTHING
    elif not has_stopped(upload, now):
        return
    upload.moved_at = now
    upload.save(update_fields=["state", "report", "moved_at"])
    fill.enqueue(workspace=upload.workspace, upload=upload.pk)


def discard(*, upload: ProductImport) -> bool:
    """Only what has not begun; whether it is gone now."""
    number, _rows = ProductImport.objects.filter(pk=upload.pk, state=ProductImport.States.CHECKED).delete()
    return bool(number)


def has_stopped(upload: ProductImport, now: datetime) -> bool:
    return upload.state == ProductImport.States.RUNNING and upload.moved_at + MOVES_WITHIN < now
