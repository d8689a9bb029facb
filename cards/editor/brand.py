"""What became of an owner's own colour, in words (cards 25)."""

from django.utils.translation import gettext as _

from cards.colour import luminance
from cards.content import Design
from cards.designs import design_named
from cards.stocks import STOCKS, card_tokens


def brand_words(design: Design) -> list[str]:
    """One sentence for each scheme in which texts and buttons cannot have the colour itself; none without a colour."""
    brand, stock = design.brand, STOCKS[design_named(design.name).stock]
    if not brand:
        return []
    by_day, by_night = (card_tokens(brand, stock, dark=dark)["act"] for dark in (False, True))
    said = [_words(brand, by_day, _("Your colour was made %(how)s for text: %(colour)s."))]
    if by_night != by_day:
        said.append(_words(brand, by_night, _("On dark screens it was made %(how)s: %(colour)s.")))
    return [words for words in said if words]


def _words(brand: str, used: str, words: str) -> str:
    if used == brand:
        return ""
    return words % {"how": _("darker") if luminance(used) < luminance(brand) else _("lighter"), "colour": used}
