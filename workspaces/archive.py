"""The zip of an export while it is written: to disk, in pieces, never whole in memory (cards 98)."""

import zipfile
from collections.abc import Iterable
from typing import IO, Final, Self

from django.core.files.storage import Storage

PIECE: Final = 256 * 1024
PACKED: Final = (".webp", ".jpg", ".png", ".pdf", ".woff2")
"""Endings of what cannot be packed any smaller."""


class StoreBroken(Exception):
    """The store of files did not answer: an export without them would be no export."""


class Archive:
    """`missing` are names that rows say and the store has not: the export tells them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._written: set[str] = set()
        self.missing: list[str] = []

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """A member of the archive; a name that is there already is left as it is."""
        if name in self._written:
            return
        self._written.add(name)
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)

    def add_stored(self, name: str, storage: Storage, stored: str) -> None:
        """A file of a store. Raises `StoreBroken`, but not for one file that is gone."""
        try:
            file = storage.open(stored)
        except FileNotFoundError:
            self.missing.append(stored)
            return
        except Exception as error:  # each store has errors of its own
            raise StoreBroken(stored) from error
        with file:
            self.add(name, _read(file, stored))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Of a broken one too: what is left is thrown away by whoever opened the file."""
        self._zip.close()


def _read(file: IO[bytes], stored: str) -> Iterable[bytes]:
    while True:
        try:
            piece = file.read(PIECE)
        except Exception as error:
            raise StoreBroken(stored) from error
        if not piece:
            return
        yield piece
