"""What cards bring to an export: pages, contact files, codes, pictures and files (cards 98)."""

import posixpath
import re
from functools import partial
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.utils import timezone

from cards import photos, showing
from cards.contact_files import contact_file
from cards.models import Attachment, Card, Code, Photo
from workspaces.archive import Archive, StoreBroken
from workspaces.export_rows import Part
from workspaces.models import Workspace

_OURS: Final = re.compile(r'(["\s])/(static|media)/([^"\s?]+)')
_ABSOLUTE: Final = re.compile(r'\b(href|src|action)="/(?!/)')
_NOT_OFFLINE: Final = re.compile(r'<script type="module"[^>]*></script>\s*|<link rel="preload"[^>]*>\s*')
"""What browsers refuse to a page that was opened from a folder; it is whole without."""
_IN_SHEET: Final = re.compile(r"url\([\"']?([^)\"'#?]+)")


def export(*, workspace: Workspace) -> list[Part]:
    shown = Card.objects.get_queryset().filter(published__isnull=False, erased_at__isnull=True)
    of_cards = [partial(_card, pk) for pk in shown.order_by("pk").values_list("pk", flat=True)]
    of_codes = [partial(_code, pk) for pk in Code.objects.order_by("pk").values_list("pk", flat=True)]
    stored = [name for kinds in Photo.objects.values_list("renditions", flat=True) for name in photos.names_in(kinds)]
    stored += Attachment.objects.values_list("stored", flat=True)
    return [*of_cards, *of_codes, *(partial(_stored, name) for name in stored)]


def _card(pk: int, archive: Archive) -> None:
    """Page and contact file as visitors got them last; the page opens from a folder, and gives the file beside it."""
    card = Card.objects.get_queryset().select_related("published", "workspace").filter(pk=pk).first()
    if card is None or card.published is None:
        return
    below = f"cards/{card.handle}"
    try:
        contact = contact_file(card, card.published, via=None, photo=True, now=timezone.now())
    except OSError as error:
        raise StoreBroken(card.handle) from error
    archive.add(f"{below}/contact.vcf", [contact])
    page = _NOT_OFFLINE.sub("", showing.answer(None, card=card, document=card.published.content).content.decode())
    page = re.sub(rf'href="/{card.handle}/contact\.vcf[^"]*"', 'href="contact.vcf"', page)
    for _before, kind, name in _OURS.findall(page):
        if kind == "static":
            _static(name, archive)
        else:
            _stored(name, archive)
    page = _ABSOLUTE.sub(rf'\1="{settings.BASE_URL}/', _OURS.sub(r"\1../../\2/\3", page))
    archive.add(f"{below}/index.html", [page.encode()])


def _static(name: str, archive: Archive) -> None:
    """A stylesheet brings the fonts it names."""
    if not staticfiles_storage.exists(name):
        return
    archive.add_stored(f"static/{name}", staticfiles_storage, name)
    if name.endswith(".css"):
        with staticfiles_storage.open(name) as sheet:
            named = _IN_SHEET.findall(sheet.read().decode())
        for found in named:
            if not found.startswith(("data:", "/")):
                _static(posixpath.normpath(posixpath.join(posixpath.dirname(name), found)), archive)


def _code(pk: int, archive: Archive) -> None:
    code = Code.objects.select_related("card").filter(pk=pk).first()
    if code is None or code.card is None:
        return
    for kind, stored in code.files.items():
        archive.add_stored(f"cards/{code.card.handle}/codes/{code.text}.{kind}", default_storage, stored)


def _stored(name: str, archive: Archive) -> None:
    archive.add_stored(f"media/{name}", default_storage, name)
