"""The folder of an installation, and the secret that is made in it once."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cardsite.kit import data_dir


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path):
    folder = data_dir.made(str(tmp_path / "new" / "data"))
    secret = data_dir.kept_secret(folder / "secret-key")
    assert (len(secret) > 50, data_dir.kept_secret(folder / "secret-key")) == (True, secret)
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_made_or_read_is_said_in_words(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="cannot be made: Not a directory"):
        data_dir.made(str(tmp_path / "file" / "data"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read or made: Is a directory"):
        data_dir.kept_secret(tmp_path)
