"""The server is killed while somebody types: what it acknowledged stands, the rest is in the browser."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.conftest import CONTAINED, QUIET, REASON, chromium
from tests.browser.killing import Served, Typist
from tests.scale import size

WORKERS_KILLED, ALL_KILLED, BOTH_KILLED = size(2, 40), size(1, 10), size(1, 20)
LATEST = 5.0
"""Seconds of typing that may not have reached the server: LATEST of desk/static/desk/editor/saving.js."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run the production server on an installation of its own, with one event and one reporter."""
    running = Served(tmp_path_factory.mktemp("installation"))
    yield running
    running.end()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    if chromium() is None:
        pytest.skip(REASON)
    with sync_playwright() as running:
        yield running


@pytest.fixture
def sit_down(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[Callable[[], Typist]]:
    """Open the record editor in a browser that keeps what it keeps in one profile, again and again."""
    options: dict[str, Any] = {"executable_path": chromium(), "headless": True, "args": [*CONTAINED, *QUIET]}
    opened: list[Typist] = []

    def open_again() -> Typist:
        context = playwright.chromium.launch_persistent_context(tmp_path, **options)
        opened.append(Typist(context, served))
        return opened[-1]

    yield open_again
    for each in opened:
        each.close()


def test_a_page_that_outlives_a_kill_loses_nothing(
    served: Served, sit_down: Callable[[], Typist], record_property: Callable[[str, Any], None]
) -> None:
    typist = sit_down()
    kills = [served.kill_workers] * WORKERS_KILLED + [served.kill_all] * ALL_KILLED
    for kill in random.sample(kills, len(kills)):
        at = Timer(random.uniform(0.1, 3), kill)
        at.start()
        while at.is_alive():
            typist.type()
        served.run()
        typist.type()
        typist.saved()
        assert served.text() == typist.typed == typist.shown()
    assert all(typist.typed.startswith(each) for each in typist.acknowledged())
    assert typist.conflicts() == 0
    record_property(
        "kills, characters, acknowledged", (len(kills), len(typist.typed), len(typist.acknowledged()))
    )


def test_a_browser_closed_with_the_kill_brings_back_what_the_server_lacks(
    served: Served, sit_down: Callable[[], Typist], record_property: Callable[[str, Any], None]
) -> None:
    missing = []
    for _ in range(BOTH_KILLED):
        typist = sit_down()
        at = Timer(random.uniform(2, 9), served.kill_all)
        at.start()
        while at.is_alive():
            typist.type()
        acknowledged, lag = typist.acknowledged(), typist.lag()
        typist.close()
        served.run()
        there = served.text()
        assert typist.typed.startswith(there)
        assert all(there.startswith(each) for each in acknowledged)
        missing.append(typist.seconds_since(there))
        assert missing[-1] <= LATEST + lag
        again = sit_down()
        assert again.shown() == typist.typed
        again.saved()
        assert served.text() == typist.typed
        again.close()
    record_property("kills, most seconds missing on the server", (BOTH_KILLED, round(max(missing), 2)))
