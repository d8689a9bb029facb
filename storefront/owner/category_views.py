"""The categories of a shop: added, renamed, ordered, removed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards.editor.finding import role_of, workspace_of
from storefront import cataloguing, categorising
from storefront.models import Category, Shop
from storefront.owner.finding import in_own_shop
from workspaces.access import allowed, needs


class CategoryForm(forms.Form):
    """A new one, or another title for `category`."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write a title, for example Cakes.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, *, category: Category | None = None) -> None:
        self.category = category
        auto_id = f"category_{category.pk}_%s" if category else "new_%s"
        super().__init__(data, auto_id=auto_id, initial={"title": category.title if category else ""})

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        others = Category.objects.exclude(pk=self.category.pk) if self.category else Category.objects.all()
        if others.filter(title=title).exists():
            raise forms.ValidationError(_("There is a category of this title already."))
        return title


@needs("shop.view", post="shop.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@in_own_shop
def categories(request: HttpRequest, shop: Shop) -> HttpResponse:
    """POST: `act=add` with a title; `act=rename`, `up`, `down` or `remove` with a category."""
    if request.method != "POST":
        return _page(request, CategoryForm())
    act = request.POST.get("act", "")
    if act == "add":
        return _add(request, shop)
    number = request.POST.get("category", "")
    known = act in {"rename", "up", "down", "remove"}
    if not (known and number.isascii() and number.isdecimal() and len(number) <= 18):
        raise BadRequest("unknown act")
    found = get_object_or_404(Category.objects.select_related("workspace"), pk=int(number))
    return _rename(request, found) if act == "rename" else _act(request, found, act)


def _add(request: HttpRequest, shop: Shop) -> HttpResponse:
    form = CategoryForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    made = cataloguing.add_category(workspace=shop.workspace, title=form.cleaned_data["title"])
    messages.success(request, _("“%(title)s” is there. Choose it in your products.") % {"title": made.title})
    return redirect("categories", workspace_of(request).slug)


def _rename(request: HttpRequest, category: Category) -> HttpResponse:
    form = CategoryForm(request.POST, category=category)
    if not form.is_valid():
        return _page(request, CategoryForm(), renaming=form, status=422)
    categorising.rename(category=category, title=form.cleaned_data["title"])
    messages.success(request, _("The category is called “%(title)s” now.") % {"title": category.title})
    return redirect("categories", workspace_of(request).slug)


def _act(request: HttpRequest, category: Category, act: str) -> HttpResponse:
    if act == "remove":
        categorising.remove(category=category)
        messages.success(request, _("“%(title)s” is removed. Its products stay.") % {"title": category.title})
    else:
        categorising.move(category=category, down=act == "down")
    return redirect("categories", workspace_of(request).slug)


def _page(
    request: HttpRequest, form: CategoryForm, *, renaming: CategoryForm | None = None, status: int = 200
) -> HttpResponse:
    kept = Count("products", filter=Q(products__archived_at__isnull=True))
    bound = renaming.category if renaming else None
    rows = [
        (one, renaming if one == bound else CategoryForm(category=one))
        for one in Category.objects.annotate(number=kept)
    ]
    context = {"rows": rows, "form": form, "renaming": bound, "may_edit": allowed(role_of(request), "shop.edit")}
    return render(request, "storefront/owner/categories.html", context, status=status)
