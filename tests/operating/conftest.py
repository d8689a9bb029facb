"""A real object store, for the tests of operating."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import storages

from tests.doubles.s3 import BUCKET, ObjectStoreServer

FOLDERS = {"default": "media", "originals": "originals", "exports": "exports"}


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStoreServer]:
    """A private bucket of this worker; what earlier tests left may lie in it."""
    store = ObjectStoreServer(tmp_path_factory.mktemp("s3"))
    yield store
    store.stop()


@pytest.fixture
def store(object_store: ObjectStoreServer, settings: Any) -> Iterator[ObjectStoreServer]:
    """The bucket, empty, used as `S3_*` would set it."""
    kept = {
        "bucket_name": BUCKET,
        "endpoint_url": object_store.url,
        "region_name": "eu-central-1",
        "access_key": "operator",
        "secret_key": "not-a-secret",
    }
    engine = "cardsite.kit.object_store.ObjectStore"
    own = {name: {"BACKEND": engine, "OPTIONS": kept | {"location": folder}} for name, folder in FOLDERS.items()}
    settings.STORAGES, settings.S3_BUCKET = django_settings.STORAGES | own, BUCKET
    object_store.empty()
    yield object_store
    for name in FOLDERS:
        storages[name].connection.meta.client.close()  # type: ignore[attr-defined]  # or the garbage collector complains
