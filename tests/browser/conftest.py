"""Find a Chromium, and open it for each module of browser tests."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
CONTAINED = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]  # CI runs as root without a screen
PATIENCE = 30_000
"""Milliseconds after which a page is taken to never show what is awaited, on however busy a machine."""

expect.set_options(timeout=PATIENCE)
REASON = "No Chromium was found; install one, or name it in CHROMIUM."


def chromium() -> str | None:
    """Return the path of a Chromium: the one named in CHROMIUM, else the first on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    """Undo changes when the module's tests are done."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def browser(monkeypatch_module: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Give a headless Chromium; skip without one, or fail where REQUIRE_BROWSER is 1.

    One for each module and not for the session: while Playwright runs, its event loop runs in this thread,
    and Django keeps other connections for a thread with a loop. No other test may come to see those.
    """
    path = chromium()
    if path is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(REASON)
        pytest.skip(REASON)
    monkeypatch_module.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the loop is Playwright's, not Django's
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, headless=True, args=[*CONTAINED, *QUIET])
        yield running
        running.close()
