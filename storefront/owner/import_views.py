"""Products from a file: sent, looked at, put in, reported."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards.editor import limits
from cards.editor.finding import member, workspace_of
from cardsite.kit.spreadsheet import BYTES_MAX, Damaged
from cardsite.kit.throttle import TooMany
from storefront import importing
from storefront.models import ProductImport, Shop
from storefront.owner import import_words
from storefront.owner.finding import in_own_shop
from workspaces.access import needs

FILES_AN_HOUR: Final = 60
WRONG_SHOWN: Final = 100

ask = require_http_methods(["GET", "HEAD", "POST"])


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, at most 5 MB and 5,000 rows"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Choose another one."),
        },
    )
    table = forms.CharField(
        label=gettext_lazy("Rows"),
        help_text=gettext_lazy("With the line that names the columns"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].required = not (data and data.get("table", "").strip())

    def clean_file(self) -> "UploadedFile[bytes] | None":
        """Size before content (rule 32)."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > BYTES_MAX:
            raise forms.ValidationError(import_words.of_damage(Damaged("large")))
        return file

    @property
    def sent(self) -> tuple[str, str, bytes]:
        """The field that holds the table, its name, and what is in it."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None:
            return "file", file.name or "", file.read()
        return "table", _("Pasted rows"), self.cleaned_data["table"].encode()


@dataclass(frozen=True)
class Look:
    """An import as its page shows it; `wrong` are line, column and words of the first rows that are refused."""

    upload: ProductImport
    wrong: list[tuple[int, str, str]]
    more: int
    stopped: bool

    @property
    def changes(self) -> int:
        report = self.upload.report
        return int(report["new"]) + int(report["changed"])


@needs("shop.edit")
@ask
@in_own_shop
def products_import(request: HttpRequest, shop: Shop) -> HttpResponse:
    """A file is looked at; nothing is changed yet."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, 422 if form.errors else 200)
    field, name, data = form.sent
    try:
        limits.count(workspace_of(request), "import", an_hour=FILES_AN_HOUR)
        found = importing.check(shop=shop, name=name, data=data, by=member(request), now=timezone.now())
    except TooMany as limit:
        return limits.answer(limit, form, lambda status: _page(request, form, status))
    except Damaged as damaged:
        form.add_error(field, import_words.of_damage(damaged))
        return _page(request, form, 422)
    return redirect("products_upload", workspace_of(request).slug, found.pk)


@needs("shop.edit")
@ask
@in_own_shop
def products_upload(request: HttpRequest, shop: Shop, upload: int) -> HttpResponse:
    """What it would do, how far it is, what it has done; asks for its state anew while it runs."""
    found = get_object_or_404(ProductImport.objects.select_related("workspace"), pk=upload)
    if request.method != "POST":
        return _look_page(request, found, shop)
    if request.POST.get("act") == "import":
        importing.start(upload=found, now=timezone.now())
        return redirect("products_upload", workspace_of(request).slug, found.pk)
    if request.POST.get("act") != "discard":
        raise BadRequest("unknown act")
    if not importing.discard(upload=found):
        return _look_page(request, found, shop, 409)
    messages.success(request, _("The file is forgotten. Nothing was changed."))
    return redirect("products_import", workspace_of(request).slug)


def _look_page(request: HttpRequest, found: ProductImport, shop: Shop, status: int = 200) -> HttpResponse:
    """The whole page, or the piece of it that asks for itself."""
    piece: bool = request.htmx  # type: ignore[attr-defined]  # set by the middleware
    template = "storefront/owner/import_state.html" if piece else "storefront/owner/import_look.html"
    context = {"look": _look(found, shop, member(request).language), "piece": piece}
    return render(request, template, context, status=status)


def _look(found: ProductImport, shop: Shop, language: str) -> Look:
    every: list[dict[str, Any]] = found.report["wrong"]
    wrong = [(one["line"], one["column"], import_words.of_mistake(one, shop, language)) for one in every[:WRONG_SHOWN]]
    return Look(found, wrong, len(every) - len(wrong), importing.has_stopped(found, timezone.now()))


def _page(request: HttpRequest, form: ImportForm, status: int) -> HttpResponse:
    context = {"form": form, "columns": import_words.COLUMNS}
    return render(request, "storefront/owner/import.html", context, status=status)
