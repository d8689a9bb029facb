"""Static files under immutable, hashed names; imports between ES modules are rewritten to them."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Leaves out htmx's extensions: we use none, and they import what only a bundler finds."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is untyped here
    """Django leaves `import` statements alone unless asked; our modules need them hashed."""

    support_js_module_import_aggregation = True
