"""The folder in which an installation keeps what is its own."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def made(said: str) -> Path:
    """The folder, there. Raises `ImproperlyConfigured` in words for the operator."""
    folder = Path(said).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR {folder} cannot be made: {error.strerror}. Name another folder."
        ) from None
    return folder


def kept_secret(path: Path) -> str:
    """Made once and kept in a file, for installations that set none. Raises `ImproperlyConfigured`."""
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be read or made: {error.strerror}.") from None
