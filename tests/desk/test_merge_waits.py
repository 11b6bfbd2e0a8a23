"""A merge lets nobody wait in a circle: it waits for saves under way, and gives way to what takes longer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from desk.merging.holding import BUSY, hold
from desk.merging.references import owner_kinds
from events.models import Event
from relations.models import Agreement, Official, Relation
from tests.desk.api.writing import Person, errors
from tests.desk.merging import merge
from tests.desk.scene import ground, official

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def a_save_under_way(row: Official) -> Iterator[None]:
    """Let somebody hold a working copy in another transaction."""
    held, over = threading.Event(), threading.Event()

    def save() -> None:
        try:
            with transaction.atomic():
                Official.objects.select_for_update().get(pk=row.pk)
                held.set()
                over.wait(timeout=60)
        finally:
            connections.close_all()

    saving = threading.Thread(target=save)
    saving.start()
    assert held.wait(timeout=30)
    try:
        yield
    finally:
        over.set()
        saving.join()


def test_a_merge_gives_way_to_a_save_that_takes_long_and_is_done_afterwards() -> None:
    ground()
    boss, old, new, other = Person("administrator"), official("old"), official("new"), official("other")
    with a_save_under_way(other):
        refused = merge(boss, old, new.key)
    assert (refused.status_code, errors(refused)) == (409, {"": BUSY})
    assert merge(boss, old, new.key).status_code == 200
    assert set(Official.objects.all()) == {new, other}


def test_what_refers_is_held_before_what_it_refers_to() -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        hold(Official)
    said = [each["sql"] for each in asked if "LOCK" in each["sql"].upper()]
    assert "pg_advisory_xact_lock" in said[0]
    taken = [sql.split('"')[1] for sql in said if sql.startswith("LOCK TABLE")]
    assert taken == ["events_event", "relations_agreement", "relations_relation", "relations_official"]


@pytest.mark.parametrize("kind", [Official, Event])
def test_all_whose_rows_may_change_are_held(kind: type[Official] | type[Event]) -> None:
    assert {kind} <= owner_kinds(kind) <= {Agreement, Event, Official, Relation}
