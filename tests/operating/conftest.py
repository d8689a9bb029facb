"""A real object store, for the tests of operating."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doubles.s3 import ObjectStoreServer


@pytest.fixture(scope="module")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStoreServer]:
    """A private bucket of this module."""
    folder: Path = tmp_path_factory.mktemp("s3")
    store = ObjectStoreServer(folder)
    yield store
    store.stop()
