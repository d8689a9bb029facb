"""What beat calls for the cards: each task is one call into the module that knows."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from cards import coding, deleting, files, photo_use, photos
from cards.gallery import originals
from cards.onboarding import importing
from cards.printing import making


@shared_task(name="cards.erase_due", ignore_result=True)
def erase_due() -> None:
    deleting.erase_due(timezone.now())


@shared_task(name="cards.request_stale_drawings", ignore_result=True)
def request_stale_drawings() -> None:
    coding.request_stale_drawings()


@shared_task(name="cards.collect_orphans", ignore_result=True)
def collect_orphans() -> None:
    """A day is time enough for what is under way, and to think again."""
    before = timezone.now() - timedelta(days=1)
    photo_use.erase_unused(before=before)
    files.erase_unused(before=before)
    photos.collect_orphans(before=before)
    originals.collect_orphans(before=before)


@shared_task(name="cards.purge_lists", ignore_result=True)
def purge_lists() -> None:
    """Of people that nobody put in, and bundles that were fetched long ago."""
    now = timezone.now()
    importing.purge(now)
    making.purge(now)
