"""The whole form of a product: its fields, rows and table of variants. `data` is what was sent, if anything was."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import QueryDict
from django.utils.translation import gettext as _

from storefront.cataloguing import PHOTOS_MAX
from storefront.models import Product, Shop
from storefront.owner.product_forms import ProductForm
from storefront.owner.product_offer_forms import OfferForms
from storefront.owner.product_pictures import PictureRows
from storefront.owner.product_rows import ADDONS, OPTIONS, PICTURES, WRITINGS
from storefront.owner.product_variants import VariantTable


class ProductSheet:
    def __init__(
        self, product: Product, *, shop: Shop, language: str, data: QueryDict | None = None, files: Any = None
    ) -> None:
        self.product = product
        self.form = ProductForm(data, files=files, product=product, shop=shop, language=language)
        self.pictures = PictureRows(product, data)
        self.offer = OfferForms(product, shop.currency, language, data)
        self.table = VariantTable(product, self.offer.choosable(), data, currency=shop.currency, language=language)

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error is said at once."""
        parts = [self.form.is_valid(), self.pictures.is_valid(), self.offer.is_valid(), self.table.is_valid()]
        return all(parts) and self._pictures_fit()

    def _pictures_fit(self) -> bool:
        fits = len(self.pictures.kept()) + len(self.form.cleaned_data["pictures"]) <= PHOTOS_MAX
        if not fits:
            words = _("A product has at most %(number)d pictures. Remove some, or choose fewer.")
            self.form.add_error("pictures", words % {"number": PHOTOS_MAX})
        return fits

    def changes(self) -> dict[str, Any]:
        """For `cataloguing.revise`. Only when valid."""
        return {
            "values": self.form.values() | self.offer.values(),
            "options": self.offer.options_kept(),
            "rows": self.table.rows(),
            "pictures": self.pictures.kept(),
        }

    def tell(self, moved: Mapping[int, int | None]) -> None:
        """Stocks that are other than was seen."""
        self.table.tell(moved)

    def with_errors(self) -> set[str]:
        """Folded parts that must be seen."""
        found = {part for part, names in self.form.sections.items() if any(self.form[name].errors for name in names)}
        offer = self.offer
        groups = [(OPTIONS, offer.options), (ADDONS, offer.addons), (WRITINGS, offer.writings)]
        for part, formset in [*groups, (PICTURES, self.pictures.formset)]:
            if any(form.errors or not form.is_valid() for form in formset.forms) or formset.non_form_errors():
                found.add(part)
        return found | ({OPTIONS} if self.table.errors() or self.table.wrong() else set())

    def errors(self) -> list[dict[str, Any]]:
        """Each field with an error and where it stands, in the order of the page."""
        bound = [field for form in self._forms() for field in form.visible_fields() if field.errors]
        return [{"label": field.label, "target": field.id_for_label or f"{field.auto_id}_0"} for field in bound]

    def general_errors(self) -> list[str]:
        """What is wrong with the form, a list or the table as a whole."""
        lists = [error for formset in self._lists() for error in formset.non_form_errors()]
        return [str(error) for error in (*self.form.non_field_errors(), *lists, *self.table.errors())]

    def _lists(self) -> list[Any]:
        return [self.pictures.formset, *self.offer.every()]

    def _forms(self) -> Iterator[BaseForm]:
        yield self.form
        for formset in self._lists():
            yield from formset.forms
        yield from self.table.wrong()
