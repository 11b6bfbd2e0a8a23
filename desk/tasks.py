"""Run the newsroom's work that happens by the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app


@app.task(name="desk.publish_scheduled")
def publish_scheduled(record_type: str, record: str, seen: int) -> bool:
    """Publish a scheduled draft if its instant has come; returns whether it did.

    ``seen`` is the version that was scheduled: where the draft has moved on, a comment says so.
    """
    from desk.review.scheduling import publish_due, tell_moved_on

    at = datetime.now(UTC)
    published = publish_due(record_type, UUID(record), at)
    if not published:
        tell_moved_on(record_type, UUID(record), seen, at)
    return published


@app.periodic(cron="* * * * *")
@app.task(name="desk.publish_overdue", queueing_lock="desk.publish_overdue")
def publish_overdue(timestamp: int) -> int:
    """Publish each minute what is due and was missed; returns how many."""
    from desk.review.scheduling import publish_all_due

    return publish_all_due(at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="17 * * * *")
@app.task(name="desk.forget_answers", queueing_lock="desk.forget_answers")
def forget_answers(timestamp: int) -> int:
    """Forget each hour the answers kept long enough for requests that are sent again; returns how many."""
    from desk.api.idempotency import forget_old

    return forget_old(at=datetime.fromtimestamp(timestamp, UTC))


def publish_later(record_type: str, record: UUID, seen: int, at: datetime) -> None:
    """Ask the worker to publish a draft, as seen, at an instant, once this transaction is through."""
    publish_scheduled.configure(schedule_at=at).defer(record_type=record_type, record=str(record), seen=seen)
