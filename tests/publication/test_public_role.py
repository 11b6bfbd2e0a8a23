"""The role of public reads may read the published tables, and nothing else of the database."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from config.embedded import PUBLIC_ROLE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not settings.LOCAL, reason="the server's own role is set up by its administrator"),
]

PUBLISHED = {
    "publication_edition",
    "publication_listing",
    "publication_link",
    "publication_part",
    "publication_partlink",
    "publication_tally",
    "publication_searchrow",
    "publication_word",
    "publication_former",
    "publication_service",
    "publication_download",
}


@pytest.fixture
def public(db: None) -> Iterator[psycopg.Connection]:
    """Connect to the test database as the public role."""
    found = connection.settings_dict
    with psycopg.connect(
        host=found["HOST"], dbname=found["NAME"], user=PUBLIC_ROLE, autocommit=True, connect_timeout=5
    ) as opened:
        yield opened


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return [each.name for each in connection.introspection.get_table_list(cursor)]


def refused(public: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        public.execute(statement)


def test_it_reads_every_published_table(public: psycopg.Connection) -> None:
    for table in PUBLISHED:
        public.execute(f"SELECT * FROM {table} LIMIT 1")


def test_it_reads_no_other_table(public: psycopg.Connection) -> None:
    others = set(tables()) - PUBLISHED
    assert {"events_event", "relations_source", "auth_user", "django_session", "procrastinate_jobs"} <= others
    for table in sorted(others):
        refused(public, f"SELECT 1 FROM {table} LIMIT 1")


def test_every_table_of_the_newsroom_is_among_those_refused() -> None:
    models = apps.get_models(include_auto_created=True)
    newsroom = {model._meta.db_table for model in models if model._meta.app_label != "publication"}
    assert not newsroom & PUBLISHED
    assert {model._meta.db_table for model in models if model._meta.app_label == "publication"} == PUBLISHED


@pytest.mark.parametrize("table", sorted([*PUBLISHED, "events_event"]))
def test_it_writes_nothing(public: psycopg.Connection, table: str) -> None:
    with connection.cursor() as cursor:
        column = connection.introspection.get_table_description(cursor, table)[0].name
    for statement in (
        f"INSERT INTO {table} DEFAULT VALUES",
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"DROP TABLE {table}"
        if table != "publication_edition"
        else "ALTER TABLE publication_edition DISABLE TRIGGER USER",
        f"SELECT 1 FROM {table} FOR UPDATE",
    ):
        refused(public, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION dblink",
        "CREATE ROLE mine",
        "SET ROLE chancery",
        "SET session_replication_role = 'replica'",
        "GRANT SELECT ON events_event TO chancery_public",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT passwd FROM pg_shadow",
    ],
)
def test_it_cannot_help_itself_to_more(public: psycopg.Connection, statement: str) -> None:
    refused(public, statement)


def test_it_is_no_owner_and_no_superuser(public: psycopg.Connection) -> None:
    found = public.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles"
        " WHERE rolname = current_user"
    ).fetchone()
    assert found == (False,) * 5
    assert public.execute(
        "SELECT count(*) FROM pg_class WHERE relowner::regrole = current_user::regrole"
    ).fetchone() == (0,)
