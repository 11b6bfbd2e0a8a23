"""Who walks a list while editors publish and withdraw misses nothing that stood, and reads nothing twice."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from events.models import Event
from publication.publishing import publish, withdraw
from tests import cast
from tests.publication.asking import names
from tests.publication.library import plain
from tests.publication.records import BY, ended

pytestmark = pytest.mark.django_db(transaction=True)

MOVED = 50
"""Records that are published, and that are withdrawn, on the way."""

STANDING = 60
LISTS = (
    "/api/v1/events/?page_size=3",
    "/api/v1/events/?page_size=4&ordering=date",
    "/api/v1/events/?page_size=5&ordering=-published",
    "/api/v1/events/?page_size=3&pair=KZ-PK&kind=call",
    "/api/v1/events/?page_size=3&from=1990&to=2030&possible=true",
)


def drafts(name: str, number: int, draw: random.Random) -> list[Event]:
    """Make events spread over the years, two on a day here and there, and one in ten without a date."""
    first = date(1990, 1, 1)
    days = [str(first + timedelta(days=draw.randrange(0, 400) * 30)) for _ in range(number)]
    return [
        plain(f"{name}-{place}", "2001" if place % 10 == 0 else day, cast.pakistan())
        for place, day in enumerate(days)
    ]


def editors(new: list[Event], old: list[Event], turns: threading.Semaphore) -> None:
    """Publish and withdraw by turns, one act each time a reader asks for a page."""
    try:
        for coming, going in zip(new, old, strict=True):
            turns.acquire()
            publish([cast.approval(coming)], **BY)
            turns.acquire()
            withdraw(ended(going), **BY)
    finally:
        connections.close_all()


def walk(client: Client, address: str) -> Iterator[list[str]]:
    """Yield what each page of a list names."""
    after: str | None = address
    while after:
        page: dict[str, Any] = client.get(after).json()
        yield names(page)
        after = page["next"]


def test_readers_on_the_way_miss_and_double_nothing(client: Client) -> None:
    draw = random.Random(4)  # it hides nothing
    cast.publish_all(cast.kazakhstan(), cast.pakistan())
    cast.publish_all(cast.relation())
    standing, going = drafts("standing", STANDING, draw), drafts("going", MOVED, draw)
    cast.publish_all(*standing, *going)
    coming = drafts("coming", MOVED, draw)
    turns = threading.Semaphore(0)
    walks = {address: walk(client, address) for address in LISTS}
    read: dict[str, list[str]] = {address: [] for address in LISTS}
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(editors, coming, going, turns)
        while walks:
            for address, pages in list(walks.items()):
                turns.release()
                page = next(pages, None)
                if page is None:
                    del walks[address]
                else:
                    read[address] += page
        turns.release(2 * MOVED)
        done.result()
    for address, found in read.items():
        assert len(found) == len(set(found)), address
        assert {each.key for each in standing} <= set(found), address
    moved = [name for found in read.values() for name in found if not name.startswith("standing")]
    assert any(name.startswith("coming") for name in moved)
    assert len([name for name in read[LISTS[0]] if name.startswith("going")]) < MOVED
