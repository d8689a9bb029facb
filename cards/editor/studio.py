"""The form of a code's look: what may be chosen, why it is refused, and the nearest that is not (cards 45, 46)."""

from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.code_logos import offered
from cards.models import Card, Code, Photo
from cards.qr_style import (
    CAPTION_MAX,
    LOGO_LEAST,
    LOGO_MOST,
    LOGO_SMALL,
    Eyes,
    Modules,
    Style,
    StyleRefusal,
    StyleRefused,
)

MODULES: Final = [
    (Modules.SQUARE, gettext_lazy("Square")),
    (Modules.ROUNDED, gettext_lazy("Rounded")),
    (Modules.DOTS, gettext_lazy("Dots")),
]
EYES: Final = [
    (Eyes.SQUARE, gettext_lazy("Square")),
    (Eyes.ROUNDED, gettext_lazy("Rounded")),
    (Eyes.CIRCLE, gettext_lazy("Circle")),
]
PICTURES: Final = {
    Photo.Purpose.LOGO: gettext_lazy("Logo"),
    Photo.Purpose.PORTRAIT: gettext_lazy("Portrait"),
    Photo.Purpose.COVER: gettext_lazy("Cover"),
}


def _colour(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=30, widget=forms.TextInput(attrs={"type": "color"}))


class StyleForm(forms.Form):
    """`style` is what was chosen; where phones would not read it, `refused` says why and what they would."""

    dark = _colour(gettext_lazy("Dark colour"))
    light = _colour(gettext_lazy("Light colour"))
    modules = forms.ChoiceField(label=gettext_lazy("Modules"), choices=MODULES, widget=forms.RadioSelect)
    eyes = forms.ChoiceField(
        label=gettext_lazy("Eyes, the marks in three corners"),
        choices=EYES,
        help_text=gettext_lazy("Older scanning apps find square eyes best, circles least."),
        widget=forms.RadioSelect,
    )
    logo = forms.ChoiceField(label=gettext_lazy("In the middle"), required=False, widget=forms.RadioSelect)
    logo_side = forms.IntegerField(
        label=gettext_lazy("Size of the picture"),
        required=False,
        help_text=gettext_lazy(
            "%(least)d to %(most)d per cent of the code's side; up to %(small)d is read more easily."
        )
        % {"least": LOGO_LEAST, "most": LOGO_MOST, "small": LOGO_SMALL},
    )
    caption = forms.CharField(
        label=gettext_lazy("Words in a frame"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "A few words below the code, e.g. Scan to save my contact. Left empty, there is no frame."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": CAPTION_MAX}),
    )

    def __init__(self, data: Any = None, *, card: Card, code: Code) -> None:
        now = Style(**code.style)
        shown = {"logo_side": LOGO_SMALL, **now.stored()}
        super().__init__(data, initial={"modules": now.modules, "eyes": now.eyes, "logo": now.logo} | shown)
        kept = [
            (str(photo.pk), PICTURES.get(Photo.Purpose(photo.purpose), _("Picture"))) for photo in offered(card, code)
        ]
        field = self.fields["logo"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nothing")), *kept]
        self.style = now
        self.refused: StyleRefused | None = None

    def clean(self) -> None:
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if self.errors:
            return
        try:
            self.style = Style(**said)
        except StyleRefused as refused:
            self.refused = refused
            self.add_error(refused.field, words(refused))

    @property
    def nearest(self) -> str:
        """What the button that mends it sends."""
        return urlencode(self.refused.nearest) if self.refused else ""

    @property
    def nearest_words(self) -> str:
        """What that button says."""
        if not self.refused:
            return ""
        if self.refused.reason is StyleRefusal.INVERTED:
            return _("Swap the colours")
        return _("Use %(setting)s") % {"setting": ", ".join(self.refused.nearest.values()) or _("nothing")}


def taking(data: QueryDict) -> QueryDict:
    """What was sent, with the proposal that was taken (`take`) filled in."""
    filled = data.copy()
    for name, value in parse_qsl(data.get("take", "")[:300], keep_blank_values=True):
        if name in StyleForm.base_fields:
            filled[name] = value
    return filled


def words(refused: StyleRefused) -> str:
    """Why a look is refused, and what phones would read."""
    nearest = ", ".join(refused.nearest.values())
    reached = number_format(int((refused.contrast or 0) * 10) / 10, decimal_pos=1)
    said = {
        StyleRefusal.NOT_A_COLOUR: _("This is no colour. Write it like %(nearest)s."),
        StyleRefusal.TRANSPARENT: _(
            "A code needs full colours, for what lies behind may be anything. Nearest: %(nearest)s."
        ),
        StyleRefusal.INVERTED: _(
            "Dark must be darker than light: many phones do not read a light code on dark ground."
        ),
        StyleRefusal.NOT_A_SHAPE: _("Choose one of the shapes."),
        StyleRefusal.NOT_A_PICTURE: _("Choose one of the pictures."),
        StyleRefusal.LOGO_TOO_LARGE: _("The logo would cover too much of the code. Largest: %(nearest)s per cent."),
        StyleRefusal.LOGO_TOO_SMALL: _("Nobody would recognise so small a logo. Smallest: %(nearest)s per cent."),
        StyleRefusal.LONG_CAPTION: _("These words are too long for the frame. It holds: %(nearest)s"),
        StyleRefusal.LOW_CONTRAST: _contrast_words(refused),
    }[refused.reason]
    return said % {"nearest": nearest, "reached": reached}


def _contrast_words(refused: StyleRefused) -> str:
    if refused.field == "light":
        return _("Light is too dark: contrast %(reached)s; nearest that phones read: %(nearest)s.")
    return _("Dark is too light: contrast %(reached)s; nearest that phones read: %(nearest)s.")
