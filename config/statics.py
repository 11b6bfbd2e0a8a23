"""Keep static files under names that carry their hash, in pages, stylesheets and scripts alike."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Gathered(StaticFilesConfig):
    """Gather what pages use: htmx without its extensions, which import files that are not there."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hash and compress what ``collectstatic`` gathers; scripts import one another by hashed names too."""

    support_js_module_import_aggregation = True
