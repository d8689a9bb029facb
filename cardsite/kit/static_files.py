"""Static files under immutable, hashed names; imports between ES modules are rewritten to them."""

from functools import cached_property

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Leaves out htmx's extensions: we use none, and they import what only a bundler finds."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is untyped here
    """Django leaves `import` statements alone unless asked; our modules need them hashed."""

    support_js_module_import_aggregation = True

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def url(self, name: str, force: bool = False) -> str:
        """Names do not change while a process lives, and every page asks for several."""
        if name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]
