"""The health checks tell a load balancer the truth."""

import pytest
from django.db import connections
from django.test import Client

from config import health


@pytest.fixture(autouse=True)
def _forget_earlier_checks() -> None:
    health._checked_at.clear()


def test_alive_asks_no_database() -> None:
    assert Client().get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_ready_when_both_connections_answer_and_all_migrations_are_applied() -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"] == {"default": True, "public": True, "migrations": True}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'admin'")
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] is False
