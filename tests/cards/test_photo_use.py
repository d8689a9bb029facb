"""Pictures that nothing shows any more are erased, all others stay (cards 32)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.models import Service
from cards import photo_use, photos, publishing
from cards.models import Photo
from tests.bookings.diary import make_calendar, make_service
from tests.cast import make_card, make_document
from tests.pictures import jpeg
from workspaces.scoping import inside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keep(cast, settings, tmp_path):
    """Another picture of Ada's workspace, two days old."""

    def kept(purpose: str = Photo.Purpose.PORTRAIT) -> Photo:
        photo = photos.keep(workspace=cast.atelier, data=jpeg(), purpose=Photo.Purpose(purpose), by=cast.ada)
        Photo.objects.filter(pk=photo.pk).update(created_at=timezone.now() - timedelta(days=2))
        return photo

    settings.MEDIA_ROOT = tmp_path / "media"
    with inside(cast.atelier):
        yield kept


def erase() -> int:
    return photo_use.erase_unused(before=timezone.now() - timedelta(days=1))


def test_what_draft_step_publication_and_service_name_stays(cast, keep):
    in_step, published, in_draft, of_service, unused = (keep() for _one in range(5))
    card = make_card(cast.atelier, by=cast.ada, published=True, portrait=published.pk)
    for photo in (in_step, in_draft):
        document = make_document(portrait=photo.pk)
        publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
    service = make_service(make_calendar())
    Service.objects.filter(pk=service.pk).update(photo=of_service)
    assert erase() == 1
    assert not Photo.objects.filter(pk=unused.pk).exists()
    kept = {in_step.pk, published.pk, in_draft.pk, of_service.pk}
    assert set(Photo.objects.values_list("pk", flat=True)) == kept == photo_use.in_use()


def test_a_picture_of_today_waits_for_who_will_name_it(cast, keep):
    photo = keep()
    Photo.objects.filter(pk=photo.pk).update(created_at=timezone.now())
    assert (erase(), Photo.objects.count()) == (0, 1)


def test_another_workspace_keeps_its_own(cast, keep):
    """A picture is asked for in its own workspace alone."""
    keep()
    with inside(cast.outpost):
        theirs = photos.keep(workspace=cast.outpost, data=jpeg(), purpose=Photo.Purpose.PORTRAIT, by=cast.cleo)
        Photo.objects.filter(pk=theirs.pk).update(created_at=timezone.now() - timedelta(days=2))
        make_card(cast.outpost, "cleo", by=cast.cleo, published=True, portrait=theirs.pk)
    assert erase() == 1
    assert list(Photo.unscoped.values_list("pk", flat=True)) == [theirs.pk]
