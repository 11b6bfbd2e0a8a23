"""Whoever has no place in the newsroom gets the same answer for a draft that is there and one that is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.rights.addresses import Route
from tests.rights.addresses import newsroom as addresses
from tests.rights.asking import FORM, JSON
from tests.rights.cells import Cell, cells
from tests.rights.conftest import Newsroom
from tests.rights.ground import MISSING
from tests.rights.people import NO_ROLE, OUTSIDE, Caller

pytestmark = pytest.mark.django_db

NAMING = {"pk", "object_id", "key", "id"}
"""The parts of addresses that name one thing."""

NOW = ("Date", "Expires")
"""Headers that say what time it is."""

NONCE = re.compile(rb"nonce(=\"|-)[\w+/=-]+|name=\"csrfmiddlewaretoken\" value=\"\w+")


def naming() -> list[Route]:
    """List the addresses that name one thing."""
    return [route for route in addresses() if NAMING & set(route.parts)]


def pairs(newsroom: Newsroom, route: Route) -> Iterator[tuple[str, str, str]]:
    """Give, for each method of a route, its address with something that is there and with nothing."""
    for cell in cells(route) or [Cell(route, "GET")]:
        values = newsroom.asking.values(cell, newsroom.asking.row(cell))
        number = {"content_type_id": "1", "rest": "anything", "url": "anything", "app_label": "events"}
        there = {**number, **values}
        gone = {name: absent(name, value) if name in NAMING else value for name, value in there.items()}
        yield cell.method, route.filled(there), route.filled(gone)


def absent(name: str, value: str) -> str:
    """Give what names nothing, as the value does something."""
    return "nobody-knows" if name == "key" else "987654" if value.isdigit() else MISSING


def answer_of(caller: Caller, method: str, path: str) -> tuple[int, dict[str, str], bytes]:
    """Give an answer without the time, what is drawn by lot, and the address to which a login returns."""
    kind = JSON if path.startswith("/api/") else FORM
    answer: Any = caller.generic(
        method, path, b"{}" if kind == JSON else b"", kind, headers={"If-Match": "*"}
    )
    headers = {name: value.replace(path, "") for name, value in answer.headers.items() if name not in NOW}
    headers = {name: NONCE.sub(b"", value.encode()).decode() for name, value in headers.items()}
    return answer.status_code, headers, NONCE.sub(b"", answer.content).replace(path.encode(), b"")


@pytest.mark.parametrize("who", [*OUTSIDE, *NO_ROLE])
def test_what_is_there_answers_as_what_is_not(newsroom: Newsroom, who: str) -> None:
    caller, told = newsroom.people[who], []
    for route in naming():
        for method, there, gone in pairs(newsroom, route):
            if answer_of(caller, method, there) != answer_of(caller, method, gone):
                told.append(f"{method} {there}")
    assert not told, "\n".join(told)


def test_the_same_comparison_tells_those_who_may_know(newsroom: Newsroom) -> None:
    caller, told = newsroom.people["administrator"], set()
    for route in naming():
        for method, there, gone in pairs(newsroom, route):
            if method == "GET" and answer_of(caller, method, there) != answer_of(caller, method, gone):
                told.add(route.name)
    assert {"desk:review", "desk:preview", "desk-api:record", "admin:events_event_change"} <= told
