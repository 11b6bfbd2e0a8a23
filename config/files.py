"""Say where the files of the record are kept: in a folder, or in a bucket of a storage that speaks S3."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import text

FOLDER = "django.core.files.storage.FileSystemStorage"
BUCKET = "storages.backends.s3.S3Storage"
IN_MEMORY = 5 * 1024 * 1024  # bytes of a file from the bucket; a larger one waits in a temporary file


def downloads(home: Path) -> dict[str, Any]:
    """Return the storage of the record's files for Django; ``home`` is the folder of local mode.

    Keys and region that no variable names are found as S3 programs find them: in files, or from the machine.
    """
    bucket = text("DOWNLOADS_S3_BUCKET")
    if not bucket:
        return {"BACKEND": FOLDER, "OPTIONS": {"location": text("DOWNLOADS_DIR") or home / "downloads"}}
    if not (find_spec("storages") and find_spec("boto3")):
        raise ImproperlyConfigured("DOWNLOADS_S3_BUCKET needs the extra «s3»: uv sync --extra s3.")
    from botocore.config import Config  # only where it is used: it is large

    endpoint = text("DOWNLOADS_S3_ENDPOINT")
    config = Config(
        connect_timeout=5,  # seconds; a reader waits for no storage that is away
        read_timeout=20,
        retries={"total_max_attempts": 2},
        request_checksum_calculation="when_required",  # not every storage knows Amazon's newer sums
        s3={"addressing_style": "path" if endpoint else "auto"},
    )
    options = {
        "bucket_name": bucket,
        "location": text("DOWNLOADS_S3_FOLDER"),
        "endpoint_url": endpoint or None,
        "access_key": text("AWS_ACCESS_KEY_ID") or None,
        "secret_key": text("AWS_SECRET_ACCESS_KEY") or None,
        "region_name": text("AWS_DEFAULT_REGION") or None,
        "client_config": config,
        "max_memory_size": IN_MEMORY,
    }
    return {"BACKEND": BUCKET, "OPTIONS": options}
