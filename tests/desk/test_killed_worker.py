"""A worker that is killed at any line loses no job and does none twice: the next takes up what it left."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace
from typing import cast as cast_to

import pytest
from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

import publication.recaptioning
from config.tasks import TRIES, take_up
from desk.tasks import publish_later
from events.models import Event
from publication import verifying
from publication.inventory import reading_faults
from publication.models import Edition, Listing
from publication.publishing import Approval, publish
from publication.vocabulary import ReviewState
from relations.models import Country
from tests import cast
from tests.killing import points, run_until
from tests.publication.library import publish_a_library
from tests.scale import size

pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    call_command("worker", once=True, verbosity=0)


def rename(country: Country, name: str) -> None:
    """Publish a country under a new name; the worker is to put it into all that mention it."""
    country.refresh_from_db()
    country.name = name
    country.save()
    version = Listing.objects.get(id=country.pk).version
    publish([Approval(country, country.lock_version, version)], by="editor", at=timezone.now())


def schedule(key: str) -> Event:
    """Leave an event to the worker to publish, a moment ago."""
    event = cast.visit(key)
    due = timezone.now() - timedelta(seconds=1)
    Event.objects.filter(pk=event.pk).update(
        review_state=ReviewState.SCHEDULED,
        publish_at=due,
        approved_version=event.lock_version,
        approved_by="e",
    )
    publish_later("event", event.pk, event.lock_version, due)
    return event


def half_a_minute_later() -> None:
    """Let the workers that are gone have been silent for long enough, and the minute's job come round."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'"
        )
    with suppress(AlreadyEnqueued):  # the minute went round meanwhile
        take_up.configure().defer(timestamp=0)


def left() -> int:
    """Count the jobs that are neither done nor failed; those of the clock come round again by themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs"
            " WHERE status IN ('todo', 'doing') AND task_name = ANY(%s)",
            [["publication.recaption", "desk.publish_scheduled"]],
        )
        return int(cursor.fetchone()[0])


def set_up(number: int) -> tuple[str, Event]:
    name = f"Kazakhstan {number}"
    event = schedule(f"due-{number}")
    rename(cast.kazakhstan(), name)
    return name, event


def check(name: str, event: Event) -> None:
    """Find the new name everywhere, the scheduled event public once, and the ledger whole."""
    work()  # a job that was killed may be queued again by the first of two
    assert left() == 0
    mentioning = Listing.objects.filter(links__tag="country:KZ", state="published")
    assert mentioning.count() >= 3
    assert all(f'"code":"KZ","name":"{name}"' in each.text for each in mentioning)
    assert list(Edition.objects.filter(record=event.pk).values_list("version", flat=True))[:1] == [1]
    assert [*verifying.ledger_faults(), *verifying.draft_faults(), *reading_faults()] == []


def forget_jobs() -> None:
    """Empty the queue: it is not among the tables that a test empties behind it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events; DELETE FROM procrastinate_jobs")


def test_a_killed_worker_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication.recaptioning, "BATCH", 1)
    forget_jobs()
    publish_a_library()
    work()
    made = set_up(0)
    lines = run_until(0, work)
    check(*made)
    stalled = 0
    for number, line in enumerate(points(lines, size(3, 50)), 1):
        made = set_up(number)
        before = Edition.objects.last_serial()
        run_until(line, work)
        stalled += left()
        half_a_minute_later()
        work()
        check(*made)
        assert Edition.objects.last_serial() > before
    assert stalled


def test_a_job_that_kills_its_worker_every_time_is_given_up() -> None:
    forget_jobs()
    publish_a_library()
    rename(cast.kazakhstan(), "Kazakhstan anew")
    for _ in range(TRIES):
        assert left() >= 1
        with connection.cursor() as cursor:  # as a worker that was killed leaves it
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL"
                " WHERE status = 'todo' AND task_name = 'publication.recaption'"
            )
        context = cast_to(JobContext, SimpleNamespace(app=app))
        taken_up = async_to_sync(take_up.func)(context, timestamp=0)
        assert taken_up == left()
    assert left() == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT status::text, attempts FROM procrastinate_jobs"
            " WHERE task_name = 'publication.recaption'"
        )
        assert cursor.fetchall() == [("failed", TRIES)]
