"""Static files under immutable, hashed names; imports between ES modules are rewritten to them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Django leaves `import` statements alone unless asked; our modules need them hashed."""

    support_js_module_import_aggregation = True
