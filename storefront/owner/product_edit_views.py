"""One product: made in few words, changed in all, copied, taken out of use and used again (S0, S9, S10)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cards.editor import limits, rows
from cards.editor.finding import member, role_of, workspace_of
from cards.editor.kept_photo import NotKept
from cards.models import Photo
from cardsite.kit.throttle import TooMany
from storefront import cataloguing
from storefront.guest.shown import with_parts
from storefront.models import Product, Shop
from storefront.owner import product_list, product_pictures, product_rows, product_words
from storefront.owner.finding import in_own_shop
from storefront.owner.product_forms import NewProductForm
from storefront.owner.product_sheet import ProductSheet
from storefront.refusals import StockMoved
from workspaces.access import allowed, needs

ask = require_http_methods(["GET", "HEAD", "POST"])
Again = Callable[[int], HttpResponse]


@needs("shop.edit")
@ask
@in_own_shop
def product_new(request: HttpRequest, shop: Shop) -> HttpResponse:
    """The short form; everything else has a usual value. `act=another` leads to the next one."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"category": request.GET.get("category")}
    form = NewProductForm(data, files=files, shop=shop, language=member(request).language, initial=initial)

    def again(status: int) -> HttpResponse:
        context = {"form": form, "currency": shop.currency, "lost": bool(files)}
        return render(request, "storefront/owner/product_new.html", context, status=status)

    if not form.is_valid():
        return again(422 if form.is_bound else 200)
    photos = _kept(request, form, again)
    if isinstance(photos, HttpResponse):
        return photos
    values = form.values() | {"category": form.chosen_category()}
    made = cataloguing.add(workspace=shop.workspace, values=values, stock=form.cleaned_data["stock"], photos=photos)
    return _made(request, made)


def _made(request: HttpRequest, product: Product) -> HttpResponse:
    messages.success(request, _("“%(title)s” is in your shop.") % {"title": product.title})
    slug = workspace_of(request).slug
    if request.POST.get("act") != "another":
        return redirect("products", slug)
    category = f"?category={product.category_id}" if product.category_id else ""
    return redirect(reverse("product_new", args=[slug]) + category)


def _kept(request: HttpRequest, form: Form, again: Again) -> list[Photo] | HttpResponse:
    """The pictures that came with a valid form, or the answer that says why they are not kept."""
    try:
        files = form.cleaned_data["pictures"]
        return product_pictures.keep(files, workspace=workspace_of(request), by=member(request))
    except TooMany as limit:
        return limits.answer(limit, form, again)
    except NotKept as refused:
        form.add_error("pictures", refused.words)
        return again(refused.status)


@needs("shop.view", post="shop.edit")
@ask
@in_own_shop
def product(request: HttpRequest, shop: Shop, product: int) -> HttpResponse:
    """Everything about one. POST saves; an act on a row (`add options`) only shows the form so changed."""
    found = get_object_or_404(Product.objects.select_related("workspace"), pk=product)
    if found.archived_at is not None:
        return redirect("products", workspace_of(request).slug)
    if not allowed(role_of(request), "shop.edit"):
        return _read(request, shop, found)
    if request.method != "POST":
        return _page(request, _sheet(request, shop, found), opened={product_rows.PICTURES})
    if not (asked := request.POST.get("act", "")):
        return _save(request, _sheet(request, shop, found, product_rows.keyed(request.POST)))
    act = product_rows.act_from(asked)
    if act is None:
        raise BadRequest("unknown act")
    data = request.POST if act.part == product_rows.VARIANTS else rows.applied(request.POST, act)
    sheet = _sheet(request, shop, found, product_rows.keyed(data))
    return _page(request, sheet, opened={product_rows.section_of(act)}, acted=act)


def _save(request: HttpRequest, sheet: ProductSheet) -> HttpResponse:
    """Refused, it is shown again with everything typed; pictures must be chosen again, browsers keep none."""

    def again(status: int) -> HttpResponse:
        return _page(request, sheet, opened=sheet.with_errors(), status=status)

    if not sheet.is_valid():
        return again(422)
    photos = _kept(request, sheet.form, again)
    if isinstance(photos, HttpResponse):
        return photos
    try:
        changed = cataloguing.revise(product=sheet.product, added=photos, **sheet.changes())
    except StockMoved as moved:
        product_pictures.drop(photos)
        sheet.tell(moved.now)
        return again(409)
    messages.success(request, product_words.saved(changed))
    return redirect("product", workspace_of(request).slug, sheet.product.pk)


def _sheet(request: HttpRequest, shop: Shop, product: Product, data: QueryDict | None = None) -> ProductSheet:
    files = request.FILES if data is not None else None
    return ProductSheet(product, shop=shop, language=member(request).language, data=data, files=files)


def _page(
    request: HttpRequest, sheet: ProductSheet, *, opened: set[str], acted: rows.Act | None = None, status: int = 200
) -> HttpResponse:
    card, _shows = product_list.published_cards()
    context: dict[str, Any] = {
        "product": sheet.product,
        "sheet": sheet,
        "form": sheet.form,
        "currency": sheet.form.shop.currency,
        "open": opened,
        "acted": acted,
        "adding": acted.part if acted and acted.verb == "add" else "",
        "failed": status >= 400,
        "lost": bool(request.FILES),
        "card": card,
    }
    return render(request, "storefront/owner/product.html", context, status=status)


def _read(request: HttpRequest, shop: Shop, product: Product) -> HttpResponse:
    whole = with_parts(Product.objects.get_queryset().filter(pk=product.pk).select_related("category")).get()
    facts = product_words.facts(whole, shop, member(request).language)
    return render(request, "storefront/owner/product_read.html", {"product": whole, "facts": facts})


@needs("shop.edit")
@ask
@in_own_shop
def product_duplicate(request: HttpRequest, shop: Shop, product: int) -> HttpResponse:
    """Asks first and says what is copied; POST leads to the copy."""
    found = get_object_or_404(Product.objects.get_queryset().kept().select_related("workspace"), pk=product)
    if request.method != "POST":
        return render(request, "storefront/owner/product_duplicate.html", {"product": found})
    copy = cataloguing.duplicate(product=found, title=(_("%(title)s (copy)") % {"title": found.title[:100]})[:120])
    messages.success(request, _("This is the copy. It is hidden until you show it."))
    return redirect("product", workspace_of(request).slug, copy.pk)


@needs("shop.edit")
@ask
@in_own_shop
def product_archive(request: HttpRequest, shop: Shop, product: int) -> HttpResponse:
    """Asks first and says what stays; POST does `act=archive` or `restore`."""
    found = get_object_or_404(Product.objects.select_related("workspace"), pk=product)
    if request.method != "POST":
        return render(request, "storefront/owner/product_archive.html", {"product": found})
    act = request.POST.get("act")
    if act == "archive":
        cataloguing.archive(product=found, now=timezone.now())
        messages.success(request, _("“%(title)s” is not sold any more.") % {"title": found.title})
    elif act == "restore":
        cataloguing.restore(product=found)
        messages.success(request, _("“%(title)s” is in use again.") % {"title": found.title})
    else:
        raise BadRequest("unknown act")
    return redirect("products", workspace_of(request).slug)
