"""Static files taken from node_modules: only those listed in settings.NPM_FILES, each under its own short name."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage


class NpmStorage(FileSystemStorage):
    """Reads "vendor/sortable.js" from the path inside node_modules that the list gives for it."""

    def __init__(self, root: Path, files: Mapping[str, str]) -> None:
        super().__init__(location=root)
        self.files = files

    def path(self, name: str) -> str:
        return str(Path(self.location, self.files[name]))


class NpmFilesFinder(BaseFinder):
    """Finds what `NPM_FILES = {"vendor/sortable.js": "sortablejs/…"}` lists, and nothing else of node_modules."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.files: Mapping[str, str] = settings.NPM_FILES
        self.storage = NpmStorage(Path(settings.NPM_ROOT), self.files)

    def missing(self) -> list[str]:
        """The listed files that are not there, as paths below node_modules."""
        return [source for name, source in self.files.items() if not Path(self.storage.path(name)).is_file()]

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return [Error(f"node_modules/{path} is missing.", hint=REMEDY, id="cardsite.E001") for path in self.missing()]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in self.files:
            return []
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every listed file; raises ImproperlyConfigured, naming the remedy, when one is missing."""
        if missing := self.missing():
            raise ImproperlyConfigured(f"Browser libraries are missing: {', '.join(missing)}. {REMEDY}")
        return ((name, self.storage) for name in self.files)


REMEDY = "`make run` fetches them; if it believes it has, remove .venv/.browser-libraries and run it again."
