"""Drawing a code, reading it back with another library, and only then showing it (cards 44–50).

Files first, the row second; the row is written only if the drawing still fits it. Safe to run twice.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cards import code_logos, outlines, qr, qr_pictures, qr_print, qr_reading, qr_shapes, stored_files
from cards.lettering import BROAD, Type, leftward
from cards.models import Card, Code
from cards.qr_reading import Verdict
from cards.qr_shapes import Picture
from cards.qr_style import Style

FOLDER: Final = "q"
PRINT_MM: Final = 40.0
DRAWING: Final = 1  # raise it when the same link and style shall be drawn differently


@dataclass(frozen=True)
class Drawing:
    """A code that was read back, and its PNG in the usual size."""

    picture: Picture
    png: bytes

    @property
    def symbol(self) -> qr.Symbol:
        return self.picture.symbol


class Unreadable(Exception):
    """No mask gave a picture that is read as the link; `verdict` is the last one."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def short_link(code: Code) -> str:
    """What the code says: the permanent address under `BASE_URL` (cards 7, 44)."""
    return f"{settings.BASE_URL}/q/{code.text}"


def style_of(code: Code) -> Style:
    """Raises `StyleRefused` for what phones would not read."""
    return Style(**code.style)


def drawing_digest(code: Code) -> str:
    """Equal exactly when the drawing would be; nothing of the card goes into it (cards 44)."""
    said = json.dumps([DRAWING, short_link(code), code.style], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def is_current(code: Code) -> bool:
    """The files show today's link and style."""
    return bool(code.files) and code.digest == drawing_digest(code)


def draw(code_id: int) -> list[str]:
    """Make the code's files; what it showed before. What cannot be read back is not offered (cards 47)."""
    code = Code.objects.filter(pk=code_id).first()
    if code is None or code.card is None or code.card.erased_at:
        return []
    digest = drawing_digest(code)
    if is_current(code) and code.state == Code.State.READY:
        return []
    try:
        drawing = readable(short_link(code), style_of(code))
    except Unreadable as error:
        return _settle(code, digest, state=Code.State.FAILED, reason=_key(error.verdict))
    return _settle(
        code,
        digest,
        state=Code.State.READY,
        reason="",
        digest=digest,
        mask=drawing.symbol.mask,
        files=_stored(drawing),
    )


def readable(link: str, style: Style) -> Drawing:
    """The first mask whose picture is read back whole, small and blurred. Raises `Unreadable`."""
    verdict = Verdict()
    for mask in qr.MASK_ORDER:
        picture = picture_of(link, style, mask)
        drawn = qr_pictures.png(picture)
        verdict = qr_reading.reads_as(drawn, link)
        if verdict.ok:
            return Drawing(picture, drawn)
    raise Unreadable(verdict)


def picture_of(link: str, style: Style, mask: int) -> Picture:
    """The symbol in its style, with the logo fetched and the caption set."""
    symbol = qr.symbol(link, qr.level_of(style), mask)
    logo = code_logos.logo(style)
    caption = outlines.words(style.caption, _captions(), rtl=leftward(style.caption)) if style.caption else None
    return qr_shapes.picture(symbol, style, logo, caption)


def picture_now(code: Code, *, framed: bool = True) -> Picture:
    """As it was read back; without its frame where the words stand beside it."""
    style = style_of(code)
    return picture_of(short_link(code), style if framed else replace(style, caption=""), code.mask)


def print_mm(symbol: qr.Symbol, style: Style) -> float:
    """How wide the code is in the PDF: four centimetres, more where it must be (cards 49)."""
    return max(PRINT_MM, qr_print.smallest_print_mm(symbol, style))


def png(code: Code, size_px: int) -> bytes:
    """The drawing that was read back, in another size: a millisecond's work, some hundred with a logo in large."""
    return _png(short_link(code), style_of(code), code.mask, size_px)


@lru_cache(maxsize=32)
def _png(link: str, style: Style, mask: int, size_px: int) -> bytes:
    return qr_pictures.png(picture_of(link, style, mask), size_px)


def forget(names: list[str]) -> None:
    """Delete those drawings of this workspace that no row names."""
    codes, cards = Code.objects.get_queryset(), Card.objects.get_queryset()
    for name in names:
        shown = Q(files__png=name) | Q(files__svg=name) | Q(files__pdf=name)
        if not codes.filter(shown).exists() and not cards.filter(preview__name=name).exists():
            default_storage.delete(name)


def reason_words(code: Code) -> str:
    """Why the last drawing failed, for the owner; empty when it did not."""
    kind, _at, sight = code.reason.partition("/")
    if not kind:
        return ""
    if kind == qr_reading.Misreading.UNREADABLE and sight in {"small", "blurred"}:
        return _(
            "The code could not be read when small or blurred. Choose colours with more contrast, or a smaller logo."
        )
    return _("The drawn code could not be read back. Choose darker modules on a lighter ground.")


def _captions() -> Type:
    return Type(Path(settings.NPM_ROOT), ("schibsted-grotesk", *BROAD), 650)


def _stored(drawing: Drawing) -> dict[str, str]:
    link, picture = drawing.symbol.text, drawing.picture
    contents = {
        "png": drawing.png,
        "svg": qr_pictures.svg(picture, title=link).encode(),
        "pdf": qr_print.pdf(picture, print_mm(picture.symbol, picture.style), caption=link),
    }
    return {kind: stored_files.put(content, folder=FOLDER, suffix=kind) for kind, content in contents.items()}


def _settle(code: Code, drawn_digest: str, **fields: Any) -> list[str]:
    """Write the outcome if the row still asks for what was drawn; another effect draws it otherwise."""
    with transaction.atomic():
        assert code.card is not None
        code.card.lock()
        code.refresh_from_db()
        if drawing_digest(code) != drawn_digest or code.card.erased_at:
            return []
        before = set(code.files.values())
        for name, value in fields.items():
            setattr(code, name, value)
        code.save(update_fields=list(fields))
        code.card.touch()
        return sorted(before - set(code.files.values()))


def _key(verdict: Verdict) -> str:
    return "/".join(part for part in (verdict.reason, verdict.sight) if part)
