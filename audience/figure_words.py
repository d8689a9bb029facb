"""What figures and their parts are called on the owner's pages and in their files."""

from typing import Final

from django.conf import settings
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from audience.figures import Figure, Figures
from audience.models import Event
from cards.models import Card
from cards.profiles import NETWORKS
from cardsite.kit.regions import country_name

DEVICES: Final[dict[str, str | Promise]] = {
    Event.Device.PHONE: gettext_lazy("Phone"),
    Event.Device.TABLET: gettext_lazy("Tablet"),
    Event.Device.DESKTOP: gettext_lazy("Computer"),
    Event.Device.UNKNOWN: gettext_lazy("Unknown"),
}

REASONS: Final[dict[str, str | Promise]] = {
    Event.Filtered.MEMBER: gettext_lazy("Members of this workspace"),
    Event.Filtered.CRAWLER: gettext_lazy("Search engines and other machines"),
    Event.Filtered.PREVIEW: gettext_lazy("Previews of a shared link, as WhatsApp makes them"),
    Event.Filtered.PREFETCH: gettext_lazy("Pages a browser fetched ahead, unseen"),
    Event.Filtered.NO_AGENT: gettext_lazy("Whoever does not say which browser it is"),
}

TARGETS: Final[dict[str, str | Promise]] = {
    "tel": gettext_lazy("Call"),
    "sms": gettext_lazy("Text message"),
    "email": gettext_lazy("E-mail"),
    "mail": gettext_lazy("E-mail"),
    "directions": gettext_lazy("Directions"),
    "book": gettext_lazy("Book"),
    "shop": gettext_lazy("Shop and products"),
    "file": gettext_lazy("PDF"),
    "copy": gettext_lazy("Link copied"),
    "sheet": gettext_lazy("Share menu of the phone"),
}
"""What can be pressed, and ways of sharing; networks have names of their own, and so have links."""


def code(key: str, figures: Figures) -> str:
    """By its label; in figures of several cards with the card's name."""
    found = figures.codes.get(key)
    if found is None:
        return _("A code that is gone")
    label = found.label or (_("The card's own code") if found.is_default else found.text)
    return f"{label} · {found.card.name}" if len(figures.cards) > 1 and found.card else label


def target(key: str, figures: Figures) -> str:
    """What was clicked, or the way of sharing: a place of the card, a network, or the address it led to."""
    if key in TARGETS:
        return str(TARGETS[key])
    if key in NETWORKS:
        return NETWORKS[key].label
    if key.startswith("video:"):
        return _("Video: %(address)s") % {"address": key.removeprefix("video:")}
    return key.removeprefix("link:") or _("Something else")


def referrer(key: str, figures: Figures) -> str:
    return key or _("Straight to the card, by its code or from an app")


def country(key: str, figures: Figures) -> str:
    """In the reader's language; files keep the two letters of ISO 3166."""
    return country_name(key, get_language() or settings.LANGUAGE_CODE) if key else _("Unknown")


def device(key: str, figures: Figures) -> str:
    return str(DEVICES.get(key, key))


def reason(key: str, figures: Figures) -> str:
    return str(REASONS.get(key, key))


def card(found: Card) -> str:
    return found.name or f"{settings.CANONICAL_HOST}/{found.handle}"


def written(number: int) -> str:
    """ "17,899"."""
    return number_format(number, force_grouping=True)


def change(now: int, before: int) -> str:
    """Beside a number: how it differs from the days before."""
    if now == before:
        return _("as before")
    if now > before:
        return _("%(number)s more") % {"number": written(now - before)}
    return _("%(number)s fewer") % {"number": written(before - now)}


def headline(figures: Figures, *, several: bool) -> str:
    """The answer to "does my card work?" in one sentence. `several`: figures of all cards."""
    people = figures.now[Figure.PEOPLE]
    if several:
        said = ngettext("%(number)s person opened your cards.", "%(number)s people opened your cards.", people)
    else:
        said = ngettext("%(number)s person opened this card.", "%(number)s people opened this card.", people)
    return said % {"number": written(people)} if people else _("Nobody came in these days.")


def compared(figures: Figures) -> str:
    """The sentence after it; empty where there is nothing to compare with."""
    if figures.before is None:
        return ""
    now, before, days = figures.now[Figure.PEOPLE], figures.before[Figure.PEOPLE], figures.period.days
    if not now and not before:
        return ""
    said = {"change": change(now, before).capitalize(), "days": days, "before": written(before)}
    if now == before:
        words = ngettext("As many as on the day before.", "As many as in the %(days)d days before.", days)
    else:
        words = ngettext(
            "%(change)s than on the day before (%(before)s).",
            "%(change)s than in the %(days)d days before (%(before)s).",
            days,
        )
    return words % said
