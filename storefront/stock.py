"""Stock of counted variants: taken all or nothing, kept, and given back exactly once (S10, S11).

One conditional UPDATE a variant decides, always in the order of their ids; `CHECK stock >= 0` repeats it. Call it
with the order's row locked, inside a transaction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import F

from storefront.models import Order, Reservation, Variant
from storefront.offer import OrderLine
from storefront.refusals import OutOfStock, Short

HELD, KEPT, RETURNED = Reservation.States.HELD, Reservation.States.KEPT, Reservation.States.RETURNED
LIVE: Final = (HELD, KEPT)


def wanted(lines: Iterable[OrderLine]) -> dict[int, int]:
    """How many of each variant; the same on several lines is summed first."""
    found: Counter[int] = Counter()
    for line in lines:
        if line.variant is not None:
            found[line.variant] += line.quantity
    return dict(found)


def reserve(order: Order, numbers: Mapping[int, int], *, state: str = HELD) -> bool:
    """Whether anything counted is held now. Raises `OutOfStock` with every short line; then the caller's
    transaction must fail, for some may be taken already.
    """
    counted = _counted(numbers)
    short = [variant for variant in counted if not _take(variant, numbers[variant.pk])]
    if short:
        raise OutOfStock(_short(short, numbers))
    for variant in counted:
        _note(order, variant.pk, numbers[variant.pk], state)
    return bool(counted)


def keep(order: Order) -> None:
    """What is held does not lapse any more."""
    Reservation.objects.filter(order=order, state=HELD).update(state=KEPT)


def give_back(order: Order) -> None:
    """Once, whoever comes first: what is returned already stays returned."""
    for row in Reservation.objects.filter(order=order, state__in=LIVE).order_by("variant"):
        if Reservation.objects.filter(pk=row.pk, state__in=LIVE).update(state=RETURNED):
            _put_back(row.variant_id, row.quantity)


def holds(order: Order) -> bool:
    return Reservation.objects.filter(order=order, state__in=LIVE).exists()


def adjust(order: Order, numbers: Mapping[int, int], *, state: str) -> None:
    """Hold exactly these for the order from now on; more is taken, less given back. Raises `OutOfStock`."""
    rows = Reservation.objects.filter(order=order, state__in=LIVE)
    before = dict(rows.values_list("variant", "quantity"))
    counted = {variant.pk: variant for variant in _counted({**before, **numbers})}
    short = []
    for pk in sorted(counted.keys() | before.keys()):
        more = numbers.get(pk, 0) - before.get(pk, 0)
        if more > 0 and pk in counted and not _take(counted[pk], more):
            short.append(counted[pk])
        elif more < 0:
            _put_back(pk, -more)
    if short:
        raise OutOfStock(_short(short, numbers, before))
    for pk in counted.keys() | before.keys():
        _note(order, pk, numbers.get(pk, 0), state)


def _counted(numbers: Mapping[int, int]) -> list[Variant]:
    """Those whose stock is counted, in the one order in which rows are taken."""
    rows = Variant.objects.select_related("product").filter(pk__in=numbers, stock__isnull=False)
    return list(rows.order_by("pk"))


def _take(variant: Variant, number: int) -> bool:
    taken = Variant.objects.filter(pk=variant.pk, stock__gte=number).update(stock=F("stock") - number)
    if taken and _left(variant.pk) == 0:
        variant.workspace.touch()
    return bool(taken)


def _put_back(variant: int, number: int) -> None:
    Variant.objects.filter(pk=variant, stock__isnull=False).update(stock=F("stock") + number)
    if _left(variant) == number:
        Variant.objects.select_related("workspace").get(pk=variant).workspace.touch()  # it was sold out (S26)


def _left(variant: int) -> int | None:
    return Variant.objects.filter(pk=variant).order_by().values_list("stock", flat=True).first()


def _note(order: Order, variant: int, quantity: int, state: str) -> None:
    row = Reservation.objects.filter(order=order, variant=variant)
    values = {"quantity": quantity, "state": state if quantity else RETURNED}
    if not row.update(**values) and quantity:
        Reservation.objects.create(order=order, variant_id=variant, **values)


def _short(
    variants: Iterable[Variant], numbers: Mapping[int, int], before: Mapping[int, int] | None = None
) -> list[Short]:
    held = before or {}
    return [
        Short(one.pk, title_of(one), numbers[one.pk], (_left(one.pk) or 0) + held.get(one.pk, 0)) for one in variants
    ]


def title_of(variant: Variant) -> str:
    return f"{variant.product.title}, {variant.title}" if variant.title else variant.product.title
