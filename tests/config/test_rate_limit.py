"""One address may read so often in a minute, whichever worker answers, and is told what is left."""

from __future__ import annotations

import multiprocessing
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as current
from django.test import Client

from config.rate_limit import SLOTS, WINDOW, Counts

pytestmark = pytest.mark.django_db

FORK = multiprocessing.get_context("fork")
NOW = 1_000_000.0


@pytest.fixture
def limited(settings: Any) -> Client:
    """Give a reader of a server that allows three requests a minute."""
    settings.READS_PER_MINUTE = 3
    return Client()


def statuses(client: Client, times: int, path: str = "/api/v1/events/", **headers: Any) -> list[int]:
    return [client.get(path, **headers).status_code for _ in range(times)]


def test_what_is_allowed_is_answered_and_told(limited: Client) -> None:
    for left in (2, 1, 0):
        answer = limited.get("/api/v1/events/")
        assert answer.status_code == 200
        assert answer.headers["RateLimit-Policy"] == '"address";q=3;w=60'
        found = re.fullmatch(r'"address";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
        assert found
        assert int(found[1]) == left
        assert 1 <= int(found[2]) <= WINDOW


def test_what_is_too_much_is_refused_with_a_time_to_come_back(limited: Client) -> None:
    statuses(limited, 3)
    answer = limited.get("/api/v1/events/", HTTP_ORIGIN="https://elsewhere.example")
    assert answer.status_code == 429
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert list(answer.json()) == ["type", "title", "status", "detail", "errors"]
    assert answer.json()["detail"].startswith("3 requests a minute are allowed from one address. Go on in ")
    assert answer.headers["RateLimit"] == f'"address";r=0;t={answer.headers["Retry-After"]}'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit" in answer.headers["Access-Control-Expose-Headers"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/events/", "/nowhere/", "/api/v1/nowhere/", "/api/v1/schema/"])
def test_pages_and_api_count_together(limited: Client, path: str) -> None:
    statuses(limited, 2)
    assert limited.get(path).status_code in (200, 404)
    assert limited.get(path).status_code == 429


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/desk/", "/api/v1/desk/session/"])
def test_probes_and_the_newsroom_are_not_counted(limited: Client, path: str) -> None:
    assert 429 not in statuses(limited, 5, path)
    assert "RateLimit" not in limited.get(path).headers
    assert limited.get("/api/v1/events/").headers["RateLimit"].startswith('"address";r=2;')


def test_one_reader_does_not_use_up_what_another_has(limited: Client) -> None:
    assert statuses(limited, 4, REMOTE_ADDR="192.0.2.1") == [200, 200, 200, 429]
    assert statuses(limited, 1, REMOTE_ADDR="192.0.2.2") == [200]


def test_one_network_of_ipv6_is_one_reader(limited: Client) -> None:
    for number in range(3):
        statuses(limited, 1, REMOTE_ADDR=f"2001:db8::{number}")
    assert statuses(limited, 1, REMOTE_ADDR="2001:db8::ffff") == [429]
    assert statuses(limited, 1, REMOTE_ADDR="2001:db8:0:1::1") == [200]


def test_an_address_of_ones_own_making_is_not_believed(limited: Client) -> None:
    for number in range(3):
        statuses(limited, 1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert statuses(limited, 1, HTTP_X_FORWARDED_FOR="192.0.2.99") == [429]


@pytest.mark.parametrize("address", ["", "nonsense"])
def test_those_of_whom_no_address_is_known_count_as_one(limited: Client, address: str) -> None:
    assert statuses(limited, 4, REMOTE_ADDR=address) == [200, 200, 200, 429]


def test_counting_asks_no_database(limited: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        statuses(limited, 4, "/api/v1/nowhere/")


def test_without_a_limit_nothing_is_counted_or_told() -> None:
    assert current.READS_PER_MINUTE == 0
    assert "RateLimit" not in Client().get("/api/v1/events/").headers


def test_a_minute_later_the_count_begins_anew() -> None:
    counts = Counts()
    begun, seconds = counts.take("a", NOW)
    assert begun == 1
    assert counts.take("a", NOW + seconds - 0.5) == (2, 1)
    assert counts.take("a", NOW + seconds) == (1, WINDOW)


def test_many_callers_are_counted_at_once() -> None:
    counts = Counts()
    for _ in range(2):
        told = [counts.take(f"caller {number}", NOW)[0] for number in range(SLOTS // 100)]
    assert told.count(2) > len(told) * 0.95


def take(counts: Counts, times: int) -> None:
    for _ in range(times):
        counts.take("a", NOW)


def test_processes_that_count_at_once_lose_no_count() -> None:
    counts = Counts()
    workers = [FORK.Process(target=take, args=(counts, 500)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counts.take("a", NOW)[0] == 4 * 500 + 1


def test_a_process_that_opens_the_file_by_name_counts_along(tmp_path: Path) -> None:
    path = tmp_path / "counts"
    path.touch()
    one, other = Counts(str(path)), Counts(str(path))
    assert [each.take("a", NOW)[0] for each in (one, other, one)] == [1, 2, 3]


def test_a_killed_process_holds_nobody_up() -> None:
    counts = Counts()
    for _ in range(10):
        worker = FORK.Process(target=take, args=(counts, 10**9))
        before = counts.take("a", NOW)[0]
        worker.start()
        while counts.take("a", NOW)[0] < before + 100:
            pass
        worker.kill()
        worker.join()
        assert worker.exitcode == -signal.SIGKILL
        counts.take("a", NOW)
