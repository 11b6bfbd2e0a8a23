"""Keep static files under names that carry their hash, in pages, stylesheets and scripts alike."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from whitenoise.storage import CompressedManifestStaticFilesStorage

UNUSED: Final = "django_htmx/ext/"
"""Extensions of htmx, which no page uses and which import files that are not there."""


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hash and compress what ``collectstatic`` gathers; scripts import one another by hashed names too."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: Mapping[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        """Hash what pages use."""
        used = {name: where for name, where in paths.items() if not name.startswith(UNUSED)}
        yield from super().post_process(used, *args, **options)
