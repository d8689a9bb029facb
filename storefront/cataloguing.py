"""Making products and categories, changing and ordering them, taking them out of use.

What visitors read of them stands on cards: whoever changes it touches the workspace. Orders carry copies and stay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product as combined
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from cards.models import Photo
from cards.photos import erase
from cardsite.kit.folding import folded
from storefront.models import Category, Product, ProductPhoto, Variant
from storefront.offer import VARIANTS_MAX, Option, Options
from storefront.refusals import StockMoved
from storefront.shops import next_position
from workspaces.models import Workspace

NEVER: Final = frozenset({"cart", "order"})
"""Addresses that mean something else below a shop (product.md, addresses)."""

PHOTOS_MAX: Final = 12
_SLUG_MAX: Final = 60
_FOUND_BY: Final = ("title", "text", "sku")
_NOT_COPIED: Final = {"id", "slug", "title", "folded", "sku", "position", "archived_at", "created_at"}


class TooManyVariants(Exception):
    """The options have more combinations than a product may have; nothing was changed (S9)."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@transaction.atomic
def add_category(*, workspace: Workspace, title: str) -> Category:
    """At the end of the list; the one of this title where there is one."""
    _lock(workspace)
    if found := Category.objects.filter(title=title).first():
        return found
    slug = _free_slug(title, Category.objects.all(), "category")
    return Category.objects.create(title=title, slug=slug, position=next_position(Category.objects.all()))


@transaction.atomic
def add(
    *, workspace: Workspace, values: Mapping[str, Any], stock: int | None = None, photos: Iterable[Photo] = ()
) -> Product:
    """A product at the end of the list, with one variant of which `stock` are left, and pictures. `values`: fields of
    the model, a title at least.
    """
    _lock(workspace)
    made = Product(**{**values, "position": next_position(Product.objects.all())})
    made.slug = made.slug or _free_slug(made.title, Product.objects.all(), "product")
    made.folded = _search_text(made)
    made.save()
    Variant.objects.create(product=made, stock=stock)
    for photo in photos:
        add_photo(product=made, photo=photo)
    workspace.touch()
    return made


@transaction.atomic
def change(*, product: Product, values: Mapping[str, Any]) -> list[str]:
    """Names of the fields that are other than before."""
    _lock(product.workspace)
    changed = [name for name, value in values.items() if getattr(product, name) != value]
    for name in changed:
        setattr(product, name, values[name])
    if changed:
        product.folded = _search_text(product)
        product.save(update_fields=[*changed, "folded"])
        product.workspace.touch()
    return changed


@transaction.atomic
def revise(
    *,
    product: Product,
    values: Mapping[str, Any],
    options: Sequence[Mapping[str, Any]],
    rows: Mapping[str, Mapping[str, Any]],
    pictures: Sequence[tuple[int, str]],
    added: Sequence[Photo] = (),
) -> list[str]:
    """`change`, `set_variants` and `arrange_photos` in one, all or nothing; `added` are pictures behind those kept.

    "variants" and "pictures" are among the names when these are other than before.
    """
    _held(product)
    changed = change(product=product, values=values)
    if set_variants(product=product, options=options, rows=rows):
        changed.append("variants")
    if arrange_photos(product=product, kept=pictures) or added:
        changed.append("pictures")
    for photo in added:
        add_photo(product=product, photo=photo)
    return changed


@transaction.atomic
def set_variants(
    *, product: Product, options: Sequence[Mapping[str, Any]], rows: Mapping[str, Mapping[str, Any]]
) -> bool:
    """One variant for each combination that `rows` names by its choice ("s-red"); `{"": …}` without options.

    A row gives `price`, `sku` and `stock` where it has something to say, and `seen`: the stock it was told of. What is
    not named any more is archived, and comes back with its past when it is named again (S9). Says whether anything is
    other than before. Raises `TooManyVariants`, and `StockMoved` when a stock is not what was seen.
    """
    before = _held(product)
    _lock(product.workspace)
    known = Options.validate_python(list(options))
    wanted = [(choice, title) for choice, title in combinations(known) if choice in rows]
    if len(wanted) > VARIANTS_MAX:
        raise TooManyVariants(len(wanted))
    _check_seen(before, rows)
    told, state = _told(product, before), _state(before)
    product.options_json = [one.model_dump(mode="json") for one in known]
    product.save(update_fields=["options_json"])
    after = _written(product, before, wanted, rows)
    if told != _told(product, after):
        product.workspace.touch()
        return True
    return state != _state(after)


def _held(product: Product) -> list[Variant]:
    """Locked before the workspace, in the order in which orders take them: nobody waits for each other in a ring."""
    return list(Variant.objects.select_for_update().filter(product=product).order_by("pk"))


def _check_seen(variants: Iterable[Variant], rows: Mapping[str, Mapping[str, Any]]) -> None:
    seen = {choice: row["seen"] for choice, row in rows.items() if "seen" in row}
    moved = {one.pk: one.stock for one in variants if one.choice in seen and one.stock != seen[one.choice]}
    if moved:
        raise StockMoved(moved)


def _told(product: Product, variants: Iterable[Variant]) -> Any:
    """What visitors read of them (S26)."""
    kept = [one for one in variants if one.archived_at is None]
    return product.options_json, [(one.choice, one.title, one.price, one.position, one.stock == 0) for one in kept]


def _state(variants: Iterable[Variant]) -> list[tuple[str, str, int | None]]:
    return [(one.choice, one.sku, one.stock) for one in variants if one.archived_at is None]


def _written(
    product: Product,
    before: Iterable[Variant],
    wanted: Iterable[tuple[str, str]],
    rows: Mapping[str, Mapping[str, Any]],
) -> list[Variant]:
    """All variants there are now, by id; those not wanted archived."""
    found = {one.choice: one for one in before}
    gone = set(found)
    for position, (choice, title) in enumerate(wanted):
        variant = found.setdefault(choice, Variant(product=product, choice=choice))
        gone.discard(choice)
        variant.title, variant.position, variant.archived_at = title, position, None
        for name in rows[choice].keys() - {"seen"}:
            setattr(variant, name, rows[choice][name])
        variant.save()
    for choice in gone:
        found[choice].archived_at = found[choice].archived_at or timezone.now()
        found[choice].save(update_fields=["archived_at"])
    return sorted(found.values(), key=lambda one: one.pk)


def combinations(options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    """Choice and title of each: "s-red" and "Small, red", in the order of the options; one empty without any."""
    for values in combined(*(option.values for option in options)):
        yield "-".join(one.key for one in values), ", ".join(one.title for one in values)


@transaction.atomic
def move(*, product: Product, beside: Product, after: bool = False) -> None:
    """Next to another in the order visitors see: before it, or after."""
    _lock(product.workspace)
    beside.refresh_from_db(fields=["position"])
    last = Q(position=beside.position, pk__gt=beside.pk) if after else Q(position=beside.position, pk__gte=beside.pk)
    behind = Product.objects.filter(Q(position__gt=beside.position) | last)
    behind.update(position=F("position") + 2)  # two, so that those of an equal place stay before it
    product.position = beside.position + 1
    product.save(update_fields=["position"])
    product.workspace.touch()


@transaction.atomic
def duplicate(*, product: Product, title: str) -> Product:
    """Everything but the past: hidden, at the end of the list, with pictures and variants; no stock, no SKU."""
    values = {
        field.attname: getattr(product, field.attname)
        for field in Product._meta.concrete_fields
        if field.attname not in _NOT_COPIED
    }
    copy = add(workspace=product.workspace, values={**values, "title": title, "hidden": True})
    rows = Variant.objects.filter(product=product, archived_at=None)
    variants = {one.choice: {"price": one.price, "stock": None if one.stock is None else 0} for one in rows}
    set_variants(product=copy, options=copy.options_json, rows=variants)
    for picture in ProductPhoto.objects.select_related("photo").filter(product=product):
        add_photo(product=copy, photo=picture.photo, alt=picture.alt)
    return copy


@transaction.atomic
def archive(*, product: Product, now: datetime) -> None:
    """Nobody sees it any more; orders and carts keep what they say of it."""
    if product.archived_at is None:
        product.archived_at = now
        product.save(update_fields=["archived_at"])
        product.workspace.touch()


@transaction.atomic
def restore(*, product: Product) -> None:
    """In use again, at the end of the list."""
    if product.archived_at is not None:
        _lock(product.workspace)
        product.archived_at, product.position = None, next_position(Product.objects.all())
        product.save(update_fields=["archived_at", "position"])
        product.workspace.touch()


@transaction.atomic
def add_photo(*, product: Product, photo: Photo, alt: str = "") -> ProductPhoto:
    """Behind those there are."""
    rows = ProductPhoto.objects.filter(product=product)
    made = ProductPhoto.objects.create(product=product, photo=photo, alt=alt, position=next_position(rows))
    product.workspace.touch()
    return made


@transaction.atomic
def arrange_photos(*, product: Product, kept: Iterable[tuple[int, str]]) -> bool:
    """Ids of its pictures with their alternative texts, in their order; the others are taken off the product. Says
    whether that is other than before.
    """
    present = {one.pk: one for one in ProductPhoto.objects.select_related("photo").filter(product=product)}
    wanted = [(pk, alt) for pk, alt in kept if pk in present]
    if wanted == [(one.pk, one.alt) for one in present.values()]:
        return False
    for position, (pk, alt) in enumerate(wanted):
        ProductPhoto.objects.filter(pk=pk).update(alt=alt, position=position)
        present.pop(pk, None)
    ProductPhoto.objects.filter(pk__in=present).delete()
    for gone in present.values():
        if not ProductPhoto.objects.filter(photo=gone.photo).exists():  # a copy of the product may show it still
            erase(gone.photo)
    product.workspace.touch()
    return True


def _free_slug(title: str, rows: "QuerySet[Any]", usual: str) -> str:
    """The title as a part of an address that nothing of its kind has or had."""
    stem = slugify(title)[:_SLUG_MAX].strip("-_") or usual
    taken = set(rows.filter(slug__startswith=stem[:40]).values_list("slug", flat=True)) | NEVER
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem[: _SLUG_MAX - len(str(number)) - 1]}-{number}"
    return slug


def _search_text(product: Product) -> str:
    return folded(" ".join(getattr(product, name) for name in _FOUND_BY))


def _lock(workspace: Workspace) -> None:
    """One change of its products at a time: two taps make no second one, two steps no double place.

    Rows that only name the workspace, those of an order for instance, are written meanwhile.
    """
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
