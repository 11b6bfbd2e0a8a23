"""Publish a generated record in a database of its own: ``python -m bench.adopting <events>``.

Prints how many documents were published and in how many seconds. Filled already, it does nothing.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # models exist after setup
from django.db import connection  # noqa: E402

from bench.documents import batches, lines  # noqa: E402
from publication import publishing  # noqa: E402
from publication.contracts import CONTRACTS, Document  # noqa: E402
from publication.models import Edition  # noqa: E402


def fill(events: int) -> int:
    """Publish so many events and what they mention, batch by batch; gives the number of documents."""
    if Edition.objects.exists():
        return 0
    return sum(adopt(batch) for batch in batches(lines(events)))


def adopt(batch: list[bytes]) -> int:
    """Publish documents together, at the instant that they name."""
    documents = [read(line) for line in batch]
    at = datetime.fromisoformat(documents[0].published_at)
    return len(publishing.adopt(documents, by="bench", at=at))


def read(line: bytes) -> Document:
    """Hold a line to the contract of its kind, which stands behind the identity: ``{"id":"…","type":"…"``."""
    return CONTRACTS[line.split(b'"', 8)[7].decode()].model_validate_json(line)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    print(fill(int(sys.argv[1])), time.perf_counter() - begun)
    with connection.cursor() as told:
        told.execute("VACUUM ANALYZE")
