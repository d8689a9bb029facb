"""Files in an S3-compatible store: whatever is wrong with it is an `OSError`, as with a full disk (rule 35; A77, F17).

Everything is private: no address leads into the bucket, `/media/` alone gives files out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

from cardsite.kit.store_away import StoreAway

ABSENT: Final = {"404", "NoSuchKey", "NotFound"}


class ObjectStore(S3Storage):  # type: ignore[misc]  # untyped
    """Names are written once and never change what they hold, so writing twice is harmless and asks nothing first."""

    def __init__(self, **options: Any) -> None:
        super().__init__(client_config=client_config(bool(options.get("endpoint_url"))), file_overwrite=True, **options)

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        """The whole file in one request: none is larger than an upload may be."""
        with answering(name):
            key = self._normalize_name(name)
            return File(BytesIO(self.bucket.Object(key).get()["Body"].read()), name)

    def _save(self, name: str, content: "File[Any]") -> str:
        with answering(name):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """One that is gone already is no error."""
        with answering(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with answering(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with answering(name):
            return int(super().size(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with answering(path):
            folders, files = super().listdir(path)
        return list(folders), list(files)

    def get_modified_time(self, name: str) -> datetime:
        with answering(name):
            modified: datetime = super().get_modified_time(name)
        return modified

    def url(self, name: str, *_signing: Any, **_more: Any) -> str:
        return f"{settings.MEDIA_URL}{name}"


def client_config(own_endpoint: bool) -> Config:
    """Short patience, one more try. Stores other than Amazon's want the bucket in the path, and no new checksums."""
    return Config(
        connect_timeout=2,
        read_timeout=8,
        retries={"total_max_attempts": 2},
        signature_version="s3v4",
        s3={"addressing_style": "path" if own_endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Raises `FileNotFoundError` for what is not there, and `StoreAway` for everything else the store may do."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ABSENT:
            raise FileNotFoundError(name) from error
        raise StoreAway(str(error)) from error
    except (BotoCoreError, Boto3Error, HTTPError) as error:
        raise StoreAway(str(error)) from error
