"""Static files with their hash in the name, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Modules import one another by name: those names are rewritten to the hashed ones too."""

    support_js_module_import_aggregation = True
    manifest_strict = False
