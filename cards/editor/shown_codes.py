"""Codes as a member sees them: name, link, picture, how the drawing stands, how small they may be printed."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cards import drawing, media, qr, qr_print
from cards.models import Card, Code
from cards.qr_style import Style
from cards.tasks import draw_code
from workspaces.models import Effect

SIGN: Final = "sign"
PATIENCE: Final = timedelta(seconds=20)
"""A drawing takes a second; who waits longer is told that the queue stands still."""


class Standing(StrEnum):
    """How the drawing of a code stands, as a member needs to know it."""

    READY = "ready"
    PENDING = "pending"
    SLOW = "slow"
    FAILED = "failed"


@dataclass(frozen=True)
class Download:
    """A file of the code, and what it is good for."""

    name: str
    use: str
    kind: str
    query: str = ""


@dataclass(frozen=True)
class ShownCode:
    """One code on a page. `standing` is worked out for many at once by `shown`."""

    code: Code
    standing: Standing

    @property
    def name(self) -> str:
        return self.code.label or (_("The card's code") if self.code.is_default else self.code.text)

    @property
    def link(self) -> str:
        return drawing.short_link(self.code)

    @property
    def waits(self) -> bool:
        return self.standing in {Standing.PENDING, Standing.SLOW}

    @property
    def picture(self) -> str:
        """Where the picture is fetched, sharp in any size; empty before the first drawing."""
        return media.url(self.code.files["svg"]) if self.code.files else ""

    @property
    def state(self) -> str:
        words = {Standing.READY: _("Ready"), Standing.FAILED: _("Not drawn")}
        return words.get(self.standing, _("Being drawn"))

    @property
    def explanation(self) -> str:
        """What the state means, and what to do about it."""
        if self.standing == Standing.READY:
            return _("Checked: it scans well, also small and blurred.")
        if self.standing == Standing.FAILED:
            return drawing.reason_words(self.code) or _("The drawing was given up. Try again.")
        if self.standing == Standing.SLOW:
            return _("The drawing queue seems to stand still; it starts by itself.")
        if self.code.files:
            return _("Until the new picture is ready you see the one before.")
        return _("This takes a second or two.")

    @property
    def downloads(self) -> list[Download]:
        if not self.picture:
            return []
        small, large = qr.PNG_USUAL, 2 * qr.PNG_USUAL
        return [
            Download("PDF", _("for printers, in true millimetres"), "pdf"),
            Download(_("Sign for the wall (PDF, A6)"), _("with name and address, to print and hang up"), SIGN),
            Download("SVG", _("for signs and stickers of any size"), "svg"),
            Download(f"PNG {small}", _("for documents and messages"), "png"),
            Download(f"PNG {large}", _("for screens and slides"), "png", f"?size={large}"),
        ]

    @property
    def smallest(self) -> str:
        """cards 49"""
        return size_words(qr_print.smallest_print_mm(*self._printed))

    @property
    def pdf_size(self) -> str:
        return size_words(drawing.print_mm(*self._printed))

    @property
    def _printed(self) -> tuple[qr.Symbol, Style]:
        style = drawing.style_of(self.code)
        return qr.symbol(self.link, qr.level_of(style)), style


def shown(codes: Iterable[Code]) -> list[ShownCode]:
    """With how they stand, in one query more when some wait."""
    kept, now = list(codes), timezone.now()
    asked = _asked([code.pk for code in kept if code.state == Code.State.PENDING])
    return [ShownCode(code, _standing(code, asked.get(code.pk), now)) for code in kept]


def size_words(side_mm: float) -> str:
    """A printed side and the distance it is read from."""
    far = qr_print.reading_distance_mm(side_mm) / 10
    values = {"wide": number_format(side_mm / 10, decimal_pos=1), "far": number_format(far, decimal_pos=0)}
    return _("%(wide)s cm wide; read from %(far)s cm away") % values


def leads_words(card: Card) -> str:
    """What happens to whoever scans a code of this card now."""
    if card.is_public:
        return _("The codes open the card.")
    if card.status == Card.Status.DRAFT:
        return _("The codes open the card once it is published; until then nobody sees it. You may print them already.")
    if card.forwards(timezone.now()):
        return _("The card is paused: the codes lead to %(url)s.") % {"url": card.forward_url}
    if card.status == Card.Status.PAUSED:
        return _("The card is paused: whoever scans a code reads that it is resting.")
    return _("The card is closed: whoever scans a code reads that it is not available.")


def works_only_here() -> bool:
    """Whether `BASE_URL` names this very machine, so that no phone can follow a code (product.md)."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _asked(codes: list[int]) -> dict[int, tuple[str, datetime]]:
    """State and time of the latest request for each drawing that is open or was given up."""
    if not codes:
        return {}
    wanted = Effect.objects.filter(task=draw_code.name, arguments__code__in=codes).exclude(state=Effect.State.DONE)
    rows = wanted.order_by("created_at", "pk").values_list("arguments__code", "state", "created_at")
    return {code: (state, at) for code, state, at in rows}


def _standing(code: Code, asked: tuple[str, datetime] | None, now: datetime) -> Standing:
    if code.state != Code.State.PENDING:
        return Standing(code.state)
    if asked is None:
        return Standing.PENDING
    state, at = asked
    if state == Effect.State.DEAD:
        return Standing.FAILED
    return Standing.SLOW if now - at > PATIENCE else Standing.PENDING
