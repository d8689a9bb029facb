"""What an owner says of a product: a few words to begin with, later everything."""

from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.fields import ProseField
from cardsite.kit import money
from storefront import cataloguing
from storefront.models import Category, Product, Shop
from storefront.owner import percents
from storefront.owner.percents import PercentField
from storefront.owner.product_pictures import PicturesField
from storefront.owner.product_variants import stock_field
from workspaces.fields import SpanField, amount, money_field

_MODEL_FIELDS: Final = ("title", "text", "category", "way", "price_kind", "price", "sku", "tax_rate", "lead", "hidden")


class _Priced(forms.Form):
    """What every form of a product asks."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write what you sell.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    price_kind = forms.ChoiceField(label=gettext_lazy("Price"), choices=Product.PriceKind.choices)
    price = money_field(gettext_lazy("Amount"))
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("No category"),
        error_messages={"invalid_choice": gettext_lazy("This category is not there any more. Choose another.")},
    )
    new_category = forms.CharField(
        label=gettext_lazy("Or a new category"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, shop: Shop, language: str, files: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.shop, self.language = shop, language
        field = self.fields["category"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Category.objects.all()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        typed, wanted = data.get("price", ""), data.get("price_kind") != Product.PriceKind.REQUEST
        data["price"] = None
        if not wanted or "price" in self.errors:
            return data
        try:
            data["price"] = amount(typed, self.shop.currency, self.language)
        except forms.ValidationError as wrong:
            self.add_error("price", wrong)
            return data
        if data["price"] is None:
            self.add_error("price", _("Write the amount, or choose “Price on request”."))
        return data

    def chosen_category(self) -> Category | None:
        """Made where a new one was typed. Only when valid."""
        title = self.cleaned_data["new_category"]
        if title:
            return cataloguing.add_category(workspace=self.shop.workspace, title=title)
        found: Category | None = self.cleaned_data["category"]
        return found


class NewProductForm(_Priced):
    """Enough to be sold."""

    pictures = PicturesField(
        label=gettext_lazy("Pictures"),
        help_text=gettext_lazy("From the camera or your pictures. The first is its face."),
    )
    stock = stock_field(help_text=gettext_lazy("Left empty, it is not counted and never sold out."))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "price_kind", "price")}


class ProductForm(_Priced):
    """All of it but the rows."""

    text = ProseField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=5000,
        help_text=gettext_lazy("What it is made of, how large it is. **bold**, lists and links are understood."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    pictures = PicturesField(label=gettext_lazy("Add pictures"), help_text=gettext_lazy("Several at once, at most 12."))
    way = forms.ChoiceField(
        label=gettext_lazy("How it is sold"),
        required=False,
        help_text=gettext_lazy("What has no exact price is asked for in WhatsApp, never put into a cart."),
    )
    sku = forms.CharField(
        label=gettext_lazy("Article number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Your own number of it. Visitors do not see it."),
    )
    tax_rate = PercentField(
        label=gettext_lazy("Tax rate"), required=False, help_text=gettext_lazy("Left empty, that of the shop.")
    )
    lead = SpanField(
        label=gettext_lazy("Ordered so long ahead"),
        most_days=90,
        required=False,
        help_text=gettext_lazy("Left empty, as long as the shop says."),
    )
    hidden = forms.BooleanField(label=gettext_lazy("Hide it from visitors"), required=False)
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=60,
        help_text=gettext_lazy("Whoever has the old address will not find it any more."),
        error_messages={
            "required": gettext_lazy("Write an address."),
            "invalid": gettext_lazy("Only the letters a to z, digits and hyphens."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "pictures": ("pictures",),
        "rules": ("way", "lead", "tax_rate", "sku"),
        "shown": ("hidden", "slug"),
    }
    """The folded parts of the page and their fields."""

    def __init__(self, data: QueryDict | None = None, *, product: Product, **kwargs: Any) -> None:
        self.product = product
        super().__init__(data, **kwargs)
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        usual = _("As the shop: %(way)s") % {"way": self.shop.get_way_display()}
        way.choices = [("", usual), *Shop.Way.choices]
        self.initial = self._typed()

    def _typed(self) -> dict[str, Any]:
        """The product as it stands in the form."""
        product = self.product
        found = {name: getattr(product, name) for name in (*_MODEL_FIELDS, "slug")}
        price = "" if product.price is None else money.typed(product.price, self.shop.currency, self.language)
        return found | {"price": price, "tax_rate": percents.typed(product.tax_rate, self.language)}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if slug in cataloguing.NEVER:
            raise forms.ValidationError(_("This address means something else in a shop. Choose a different one."))
        if Product.objects.exclude(pk=self.product.pk).filter(slug=slug).exists():
            raise forms.ValidationError(_("Another product has this address. Choose a different one."))
        return slug

    def values(self) -> dict[str, Any]:
        """Fields of the model. Only when valid."""
        named = {name: self.cleaned_data[name] for name in (*_MODEL_FIELDS, "slug")}
        return named | {"category": self.chosen_category()}
