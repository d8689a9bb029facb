"""Ada's album, in her open workspace; files lie in a folder of this test's own."""

import pytest
from django.test import Client


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT, settings.ORIGINALS_ROOT = tmp_path / "media", tmp_path / "originals"
    return tmp_path


@pytest.fixture
def card(media, cast):
    from tests.cast import make_card  # noqa: PLC0415  # models need Django set up, which comes after this file
    from workspaces.models import Effect  # noqa: PLC0415
    from workspaces.scoping import inside  # noqa: PLC0415

    card = make_card(cast.atelier, by=cast.ada, published=True, blocks=({"id": "g", "kind": "gallery"},))
    Effect.objects.all().delete()  # its code is drawn elsewhere
    with inside(cast.atelier):
        yield card


@pytest.fixture
def album(card, cast):
    from cards.gallery import arranging  # noqa: PLC0415

    return arranging.add_album(workspace=cast.atelier, title="Bindings", copyright="© Ada Byron")


@pytest.fixture
def ada(card, cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client
