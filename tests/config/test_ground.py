"""The ground holds: a database that both aliases see."""

import pytest
from django.db import connections


@pytest.mark.django_db
def test_what_default_writes_in_an_open_transaction_public_reads() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE word AS SELECT 'seen' AS text")
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT text FROM word")
        assert cursor.fetchone() == ("seen",)


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_also_has_both_aliases() -> None:
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
