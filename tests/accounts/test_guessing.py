"""Guessing is slow after five wrong ones and locked after ten, by every way in and for all workers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.models import Attempt
from desk.sign_in.limits import take
from tests.accounts.people import (
    PASSWORD,
    entered,
    from_elsewhere,
    guess,
    guess_from_many,
    let_pass,
    person,
    refused,
    sign_in,
)

pytestmark = pytest.mark.django_db

SLOW = "Too many wrong attempts. Try again in"
NOT_RIGHT = "The user name or the password is not right."


def test_a_right_password_lets_in_and_counts_for_nothing() -> None:
    person()
    for _ in range(12):
        client = Client()
        assert sign_in(client=client).status_code == 302
        assert entered(client)
    assert not Attempt.objects.exists()


def test_four_wrong_ones_are_forgiven() -> None:
    person()
    guess_from_many(4)
    assert sign_in().status_code == 302


def test_after_five_wrong_ones_even_the_right_one_waits_a_minute() -> None:
    person()
    guess_from_many(5)
    answer = sign_in(**from_elsewhere(99))
    assert answer.status_code == 429
    assert 50 <= int(answer.headers["Retry-After"]) <= 60
    assert SLOW in refused(answer)
    let_pass(seconds=61)
    assert sign_in().status_code == 302


def test_after_ten_wrong_ones_the_account_is_locked_for_a_quarter_of_an_hour() -> None:
    person()
    guess_from_many(5)
    let_pass(seconds=61)
    guess_from_many(5)
    let_pass(seconds=61)
    answer = sign_in(**from_elsewhere(99))
    assert answer.status_code == 429
    assert f"{SLOW} 13 minutes" in refused(answer)
    let_pass(minutes=15)
    assert sign_in().status_code == 302


def test_an_account_takes_at_most_a_hundred_guesses_a_day() -> None:
    person()
    wrong = 0
    for minute in range(24 * 60):
        while sign_in(password="wrong", **from_elsewhere(minute % 250)).status_code == 200:
            wrong += 1
        if wrong >= 100:
            break
        let_pass(seconds=61)
    assert wrong == 100
    let_pass(hours=2)
    assert sign_in(password="wrong", **from_elsewhere(251)).status_code == 429


def test_an_address_is_slowed_and_locked_over_all_accounts() -> None:
    person()
    guess_at_many(5, 0)
    assert sign_in().status_code == 429
    assert sign_in(**from_elsewhere(1)).status_code == 302
    let_pass(seconds=61)
    guess_at_many(5, 5)
    let_pass(seconds=61)
    assert sign_in().status_code == 429
    assert sign_in(**from_elsewhere(1)).status_code == 302


def guess_at_many(times: int, start: int) -> None:
    for number in range(start, start + times):
        guess(1, f"nobody-{number}")


def test_one_network_of_ipv6_is_one_address() -> None:
    for number in range(5):
        guess(1, f"nobody-{number}", REMOTE_ADDR=f"2001:db8::{number}")
    assert sign_in("nobody", "wrong", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert sign_in("nobody", "wrong", REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


@pytest.mark.parametrize(
    "name", ["EDITOR", "Editor", " editor ", "\uff45ditor", "\N{LATIN SMALL LETTER LONG S}"]
)
def test_another_spelling_is_no_other_account(name: str) -> None:
    person("s" if len(name) == 1 else "editor")
    guess_from_many(5, "s" if len(name) == 1 else "editor")
    assert sign_in(name, **from_elsewhere(99)).status_code == 429


def test_another_name_of_the_host_is_no_other_account(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["desk.example", ".desk.example"]
    person()
    for number in range(5):
        guess(1, HTTP_HOST=f"desk.example:{1000 + number}", **from_elsewhere(number))
    assert sign_in(HTTP_HOST="other.desk.example", **from_elsewhere(99)).status_code == 429


def test_an_address_of_ones_own_making_is_not_believed() -> None:
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    for number in range(5):
        guess(
            1,
            f"nobody-{number}",
            HTTP_X_FORWARDED_FOR=f"192.0.2.{number}",
            HTTP_X_REAL_IP=f"192.0.2.{number}",
        )
    assert sign_in("nobody", "wrong", HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


def test_behind_a_trusted_proxy_the_address_is_what_the_proxy_saw(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        guess(1, f"nobody-{number}", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.1")
    assert sign_in("nobody", "wrong", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.1").status_code == 429
    assert sign_in("nobody", "wrong", HTTP_X_FORWARDED_FOR="192.0.2.2").status_code == 200


def test_nobody_learns_which_accounts_there_are() -> None:
    person()
    person("suspended", is_active=False)
    for name, password in (("editor", "wrong"), ("nobody", "wrong"), ("suspended", PASSWORD)):
        assert refused(sign_in(name, password, **from_elsewhere(7))) == NOT_RIGHT
    for at, name in enumerate(("editor", "nobody", "suspended")):
        guess_from_many(4, name)
        answer = sign_in(name, **from_elsewhere(100 + at))
        assert (answer.status_code, refused(answer).startswith(SLOW)) == (429, True)


def test_guesses_that_come_at_once_are_counted_one_by_one() -> None:
    limits = {"together": ((5, 60), (10, 900))}
    at = timezone.now()
    passed = 0
    for _ in range(20):
        try:
            take(limits, at)
            passed += 1
        except ValidationError:
            continue
    assert passed == 5


@pytest.mark.django_db(transaction=True)
def test_workers_share_one_count_and_none_slips_through_between_them() -> None:
    limits = {"shared": ((5, 60), (10, 900))}

    def worker(number: int) -> bool:
        try:
            take(limits, timezone.now() + timedelta(milliseconds=number))
        except ValidationError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as workers:
        assert sum(workers.map(worker, range(40))) == 5


def test_what_limits_is_kept_in_the_database_and_outlives_many_others() -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    cache: Any = caches["default"]
    cache.set("kept", "yes", 600)
    for number in range(400):
        cache.set(f"other-{number}", number, 600)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM desk_cache")
        assert cursor.fetchone()[0] >= 401
    assert cache.get("kept") == "yes"


def test_an_administrator_lets_somebody_try_again() -> None:
    locked, chief = person(), person("chief", "administrator", is_superuser=True)
    guess_from_many(5)
    client = Client()
    client.force_login(chief)
    chosen = {"action": "let_try_again", "_selected_action": [locked.pk]}
    assert client.post(reverse("admin:auth_user_changelist"), chosen, follow=True).status_code == 200
    assert sign_in(**from_elsewhere(99)).status_code == 302


def test_what_was_typed_as_a_name_is_not_kept_in_clear() -> None:
    guess(1, "my password by mistake")
    assert not [row for row in Attempt.objects.all() if "mistake" in row.subject]


def test_yesterdays_guesses_are_forgotten() -> None:
    guess(3)
    let_pass(days=2)
    guess(1, "another")
    assert Attempt.objects.count() == 2
