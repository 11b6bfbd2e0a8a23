"""Prepare every test: one database for both aliases, and Chromium where there is one."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from publication import crossing, overviews
from tests.scale import size

BOTH = ["default", "public"]
END_OTHER_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""  # a thread that outlived its test would keep the test database from being dropped
settings.register_profile(
    "any machine", max_examples=size(100, 1000), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")  # how slow a busy machine is, is no fault of ours
TRIES = 5
"""How often a test's tables are emptied, where something else holds them."""

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test that uses the database both aliases, whether or not it says so."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            given = {} if marker is None else dict(marker.kwargs)
            item.add_marker(pytest.mark.django_db(**(given | {"databases": BOTH})), append=False)


@pytest.fixture(scope="session", autouse=True)
def files_are_found_when_asked_for() -> None:
    """Spare every client of a test the search for static files that the server does once at its start."""
    django_settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def files_of_the_record_are_kept_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no test write among the files that this installation offers."""
    downloads: Any = django_settings.STORAGES["downloads"]
    downloads["OPTIONS"]["location"] = tmp_path_factory.mktemp("downloads")


@pytest.fixture(autouse=True)
def nothing_counted_is_kept() -> None:
    """Forget what was counted at a serial: a test that is taken back gives its serials to the next."""
    crossing._crossed.cache_clear()
    overviews.last_visits.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let `public` be the connection of `default`, so that a test's open transaction is seen through both.

    Other threads, such as the live server's, open their own `public` connection, as the restricted role.
    """
    separate = connections["public"]
    connections["public"] = connections["default"]
    let_tests_empty_the_ledger()
    yield
    connections["public"] = separate
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute(END_OTHER_SESSIONS)
    connections.close_all()  # a browser's event loop has connections of its own, which nobody else closes


GUARDS = {
    "publication_edition": "ledger_is_frozen",
    "desk_changeset": "history_is_frozen",
    "desk_change": "history_is_frozen",
}
"""The triggers that refuse TRUNCATE, by table."""


def let_tests_empty_the_ledger() -> None:
    """Switch the guards of ledger and history off while a transactional test's tables are emptied.

    They refuse TRUNCATE whatever the settings are; only the tables' owner can lift them, as here. The class
    is changed and not one connection, as a browser test sees other connection objects (see there).
    """
    flush = DatabaseOperations.execute_sql_flush

    def flush_thawed(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        off, on = (
            [f"ALTER TABLE {table} {switch} TRIGGER {guard}" for table, guard in GUARDS.items()]
            for switch in ("DISABLE", "ENABLE ALWAYS")
        )
        statements = [*off, *sql_list, *on]
        for left in reversed(range(TRIES)):
            try:
                return flush(self, statements)
            except OperationalError as failure:  # a request that a closed page left behind stood in the way
                if "deadlock" not in str(failure) or not left:
                    raise
        return None

    DatabaseOperations.execute_sql_flush = flush_thawed  # type: ignore[method-assign]
