"""Open the record editor's data on the smallest page there is, served from here beside the running server."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Route

from desk.api.forms.event import EventForm
from desk.api.forms.outline import outline
from tests.filling import signed_in

FOLDER = Path(__file__).parent
WAIT = 30.0
"""Seconds after which what is awaited is taken to never come."""


def log_in(context: BrowserContext, url: str, client: Client) -> None:
    """Give a browser the login of a client."""
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def log_out(context: BrowserContext) -> None:
    """Let the login expire, as the server sees it: the cookie is gone."""
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


class Editor:
    """Somebody of a role with one event open in a browser of their own."""

    def __init__(self, browser: Browser, url: str, role: str, event: UUID | str = "new/") -> None:
        self.url, self.role = url, role
        self.context = browser.new_context()
        self.context.set_default_timeout(WAIT * 1000)
        log_in(self.context, url, signed_in(role))
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.serve()
        self.open(event)

    def serve(self) -> None:
        """Answer for the page to test with, on the running server's own address, in a new window."""
        self.page.on("pageerror", lambda error: self.errors.append(f"{error} {error.stack}"))
        self.page.route("**/desk/harness/**", answer)

    def open(self, event: UUID | str = "new/") -> None:
        """Open an event; a new one where none is given."""
        path = event if "/" in str(event) else f"{event}/"
        self.page.goto(f"{self.url}/desk/harness/{path}")
        self.ready()

    def ready(self) -> None:
        """Wait until the form stands."""
        self.page.wait_for_function("window.editor")

    def type(self, path: str, text: str) -> None:
        """Type into the field of a path, in place of what stands there."""
        self.page.locator(f'[data-path="{path}"]').fill(text)

    def shown(self, path: str) -> str:
        """Read the field of a path."""
        return self.page.locator(f'[data-path="{path}"]').input_value()

    def state(self, wanted: str) -> dict[str, Any]:
        """Wait for a state of saving; give it with its sentence and fields."""
        self.page.wait_for_function("wanted => window.states?.at(-1)?.state === wanted", arg=wanted)
        return dict(self.page.evaluate("window.states.at(-1)"))

    def cut(self) -> None:
        """Let no save out of this page, nor those that outlive it, until it is loaded again or mended."""
        self.do("() => { window.mended = fetch; window.fetch = () => Promise.reject(new TypeError('cut')); }")

    def mend(self) -> None:
        """Let saves out again."""
        self.do("() => { window.fetch = mended; }")

    def flush(self) -> None:
        """Save what can be saved now."""
        self.page.evaluate("editor.saver.flush()")

    def do(self, script: str, given: Any = None) -> Any:
        """Run a line of script on the open form."""
        return self.page.evaluate(script, given)

    def close(self) -> None:
        """Close the browser; refuse if a script failed on the way."""
        self.context.close()
        assert not self.errors, self.errors


def answer(route: Route) -> None:
    """Give the page or its script."""
    last = route.request.url.partition("#")[0].rstrip("/").rsplit("/", 1)[-1]
    if last == "page.js":
        route.fulfill(path=FOLDER / "page.js", content_type="text/javascript")
        return
    told = {
        "shape": outline(EventForm()),
        "id": "" if last == "new" else last,
        "initial": {"title": "", "summary": "", "kind": "visit"},
        "login": "/admin/login/",
    }
    page = (FOLDER / "page.html").read_text().replace("{{settings}}", json.dumps(told))
    route.fulfill(body=page, content_type="text/html")


def until(true: Callable[[], object], why: str) -> None:
    """Wait for something that no event tells of."""
    deadline = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < deadline, why
        time.sleep(0.02)
