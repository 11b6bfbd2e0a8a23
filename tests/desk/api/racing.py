"""Let several people change one record at once, each over a connection of their own to a running server."""

from __future__ import annotations

import http.client
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.test import Client

DESK = "/api/v1/desk"
PATIENCE = 60.0
"""Seconds after which an answer is taken to never come."""


@dataclass(frozen=True)
class Write:
    """An acknowledged change: the text it was made to, the text it left, and the version it made."""

    before: str
    now: str
    version: int


@dataclass(frozen=True)
class Outcome:
    """What was sent and what was answered."""

    sent: dict[str, Any]
    status: int
    body: dict[str, Any]


class Racer:
    """Somebody who changes a record as fast as they can: one of its texts, or a list that they add rows to.

    ``seen`` is sent as the version seen, in place of the true one. A refused change is made anew to the
    version that came with the refusal.
    """

    def __init__(
        self,
        url: str,
        client: Client,
        record: str,
        name: str,
        *,
        text: str = "title",
        adds: str = "",
        seen: str = "",
    ) -> None:
        self.name, self.text, self.adds, self.seen = name, text, adds, seen
        self.path = f"{DESK}/{record}/"
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        }
        guard = self.ask("GET", f"{DESK}/session/")[1]["csrf"]
        self.headers["Cookie"] += f"; {settings.CSRF_COOKIE_NAME}={guard}"
        self.headers |= {"X-CSRFToken": guard, "Content-Type": "application/json"}
        self.sent = self.refused = 0
        self.numbers = count(1)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        """Send one request; give status and body of the answer."""
        data = None if body is None else orjson.dumps(body)
        self.connection.request(method, path, data, self.headers | headers)
        answer = self.connection.getresponse()
        return answer.status, orjson.loads(answer.read())

    def form(self) -> dict[str, Any]:
        """Read the record as it stands."""
        return self.ask("GET", self.path)[1]

    def change(self, form: dict[str, Any]) -> Outcome:
        """Send one change of a form that was read."""
        text = f"{self.name}, change {next(self.numbers)}"
        sent = form | ({self.adds: [*form[self.adds], {"title": text}]} if self.adds else {self.text: text})
        status, body = self.ask(
            "PUT", self.path, sent, **{"If-Match": self.seen or f'"{form["lock_version"]}"'}
        )
        self.sent += 1
        self.refused += status != 200
        return Outcome(sent | {"now": text}, status, body)

    def write(self, least: int) -> list[Write]:
        """Send so many changes, each to the newest version known; give those acknowledged."""
        acknowledged = []
        form = self.form()
        while self.sent < least:
            outcome = self.change(form)
            assert outcome.status in {200, 412}, outcome
            if outcome.status == 200:
                made = Write(form[self.text], outcome.sent["now"], outcome.body["lock_version"])
                acknowledged.append(made)
            form = outcome.body if outcome.status == 200 else outcome.body["current"]
        return acknowledged


def raced(racing: Sequence[Racer], together: Barrier) -> list[Outcome]:
    """Let all read, and once all have, let all write."""

    def one(racer: Racer) -> Outcome:
        form = racer.form()
        together.wait(PATIENCE)
        return racer.change(form)

    with ThreadPoolExecutor(len(racing)) as pool:
        return list(pool.map(one, racing))


def lost(acknowledged: Sequence[Write], last: str) -> list[str]:
    """Name the acknowledged texts that are not the last one and that nobody saw when they wrote over them."""
    seen = {each.before for each in acknowledged}
    return sorted({each.now for each in acknowledged} - seen - {last})
