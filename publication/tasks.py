"""Run in the background what publishing sets off; the job is stored in the publishing transaction."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

BY = "caption refresh"
"""Who published, in the ledger, where a caption was refreshed."""


@app.task(name="publication.recaption")
def refresh_captions(record_type: str, key: str) -> int:
    """Refresh the words documents use for a record; returns how many documents changed."""
    from publication.recaptioning import recaption

    return recaption(record_type, key, by=BY, at=datetime.now(UTC))


def recaption_later(record_type: str, key: str) -> None:
    """Ask for the captions of a renamed record to be refreshed once this transaction is through."""
    refresh_captions.defer(record_type=record_type, key=key)


@app.periodic(cron="30 3 * * *")
@app.task(name="publication.make_downloads", queueing_lock="publication.make_downloads")
def make_downloads(timestamp: int) -> int:
    """Make each night a snapshot of the record as files; returns how many."""
    from publication.downloads import make

    return len(make(at=datetime.fromtimestamp(timestamp, UTC)))
