"""Keep static files under names that carry their hash, in pages, stylesheets and scripts alike."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hash and compress what ``collectstatic`` gathers; scripts import one another by hashed names too."""

    support_js_module_import_aggregation = True
