"""Run the newsroom's work that happens by the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app


@app.task(name="desk.publish_scheduled")
def publish_scheduled(record_type: str, record: str) -> bool:
    """Publish a scheduled draft if its instant has come; returns whether it did."""
    from desk.review.scheduling import publish_due

    return publish_due(record_type, UUID(record), at=datetime.now(UTC))


@app.periodic(cron="* * * * *")
@app.task(name="desk.publish_overdue", queueing_lock="desk.publish_overdue")
def publish_overdue(timestamp: int) -> int:
    """Publish each minute what is due and was missed; returns how many."""
    from desk.review.scheduling import publish_all_due

    return publish_all_due(at=datetime.fromtimestamp(timestamp, UTC))


def publish_later(record_type: str, record: UUID, at: datetime) -> None:
    """Ask the worker to publish a draft at an instant, once this transaction is through."""
    publish_scheduled.configure(schedule_at=at).defer(record_type=record_type, record=str(record))
