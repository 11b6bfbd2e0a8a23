"""A merge lets nobody wait in a circle: it waits for saves under way, and gives way to what takes longer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
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
def elsewhere(work: Callable[[], object], at_most: float = 60) -> Iterator[None]:
    """Let something be done in another transaction, which ends afterwards or when its seconds are over."""
    held, over = threading.Event(), threading.Event()

    def act() -> None:
        try:
            with transaction.atomic():
                work()
                held.set()
                over.wait(timeout=at_most)
        finally:
            connections.close_all()

    acting = threading.Thread(target=act)
    acting.start()
    assert held.wait(timeout=30)
    try:
        yield
    finally:
        over.set()
        acting.join()


def tidy() -> None:
    """Hold a table as PostgreSQL's own housekeeping does."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE relations_official IN SHARE UPDATE EXCLUSIVE MODE")


def test_a_merge_gives_way_to_a_save_that_takes_long_and_is_done_afterwards() -> None:
    ground()
    boss, old, new, other = Person("administrator"), official("old"), official("new"), official("other")
    with elsewhere(lambda: Official.objects.select_for_update().get(pk=other.pk)):
        refused = merge(boss, old, new.key)
    assert (refused.status_code, errors(refused)) == (409, {"": BUSY})
    assert merge(boss, old, new.key).status_code == 200
    assert set(Official.objects.all()) == {new, other}


def test_a_merge_outwaits_the_housekeeping_of_a_table() -> None:
    ground()
    boss, old, new = Person("administrator"), official("old"), official("new")
    with elsewhere(tidy, at_most=1.5):
        assert merge(boss, old, new.key).status_code == 200


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
