"""Cursors lead through a list forward and back, without a gap or a repetition, and through no other list."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from publication.api.cursors import mark
from publication.api.filtersets import FILTERS
from tests import cast
from tests.publication.asking import LISTS, listed, names, refused
from tests.publication.library import plain

pytestmark = pytest.mark.django_db

ORDERS = [
    *((kind, order) for kind in FILTERS for order in FILTERS[kind].orderings if order != "relevance"),
    ("event", "relevance&q=event"),
    ("official", "relevance&q=army+OR+minister+OR+president"),
]


def pages(client: Client, address: str | None, way: str) -> list[dict[str, Any]]:
    """Follow a list's own addresses to its end."""
    found = []
    while address:
        page: dict[str, Any] = client.get(address).json()
        found.append(page)
        address = page[way]
        assert len(found) < 50, "the cursors lead round in a circle"
    return found


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize(("kind", "order"), ORDERS)
def test_a_list_is_walked_to_its_end_and_back(reader: Client, kind: str, order: str, size: int) -> None:
    address = f"{LISTS[kind]}?ordering={order}"
    whole = listed(reader, address)
    forward = pages(reader, f"{address}&page_size={size}", "next")
    assert [name for page in forward for name in names(page)] == whole
    if len(forward) == 1:
        return
    backward = pages(reader, forward[-1]["previous"], "previous")
    assert [names(page) for page in reversed(backward)] == [names(page) for page in forward[:-1]]
    assert backward[-1]["previous"] is None
    again = pages(reader, backward[-1]["next"], "next")
    assert [names(page) for page in again] == [names(page) for page in forward[1:]]


@pytest.mark.parametrize("order", ["-date", "date"])
def test_a_reader_on_the_way_is_not_disturbed_by_what_is_published(reader: Client, order: str) -> None:
    address = f"{LISTS['event']}?ordering={order}"
    whole = listed(reader, address)
    page = reader.get(f"{address}&page_size=2").json()
    walked = names(page)
    for number in range(10):
        cast.publish_all(
            plain(f"new-{number}-a", "2026-01-01", cast.pakistan()),
            plain(f"new-{number}-b", "1990", cast.pakistan()),
        )
        if page["next"]:
            page = reader.get(page["next"]).json()
            walked += names(page)
    assert [name for name in walked if not name.startswith("new-")] == whole
    assert len(walked) == len(set(walked))


def test_the_filters_stay_on_the_way(reader: Client) -> None:
    page = reader.get(f"{LISTS['event']}?pair=PK-KZ&country=KZ&country=PK&page_size=1").json()
    query = QueryDict(page["next"].partition("?")[2])
    assert query.getlist("country") == ["KZ", "PK"]
    assert query["pair"] == "PK-KZ"
    assert page["next"].startswith("http://testserver/api/v1/events/?")


def cursor_of(client: Client, address: str) -> str:
    page = client.get(address).json()
    return QueryDict(page["next"].partition("?")[2])["cursor"]


@pytest.mark.parametrize(
    "address",
    [
        f"{LISTS['event']}?pair=KZ-PK",
        f"{LISTS['event']}?ordering=date",
        f"{LISTS['event']}?from=2020",
        f"{LISTS['event']}?q=visit",
        f"{LISTS['meeting']}?",
        f"{LISTS['official']}?",
    ],
)
def test_a_cursor_of_another_list_is_refused(reader: Client, address: str) -> None:
    cursor = cursor_of(reader, f"{LISTS['event']}?page_size=1")
    assert "another list" in refused(reader, f"{address}&cursor={cursor}")["cursor"]


def test_the_page_size_may_change_on_the_way(reader: Client) -> None:
    cursor = cursor_of(reader, f"{LISTS['event']}?page_size=1")
    assert len(listed(reader, f"{LISTS['event']}?page_size=3&cursor={cursor}")) == 3


def forged(query: str, *body: Any, kind: str = "event") -> str:
    """Write a cursor as somebody would who has read our source."""
    name = FILTERS[kind].selection(QueryDict(query)).name()
    text = json.dumps([mark(name), *body]).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


IDENTITY = "01a20ba8-cdc7-7162-b5ba-f58aa5d63ca7"
FORGED = [
    ("", [False]),
    ("", [False, "2024-01-01"]),
    ("", [False, "2024-01-01", IDENTITY, "more"]),
    ("", [0, "2024-01-01", IDENTITY]),
    ("", [False, "2024-13-01", IDENTITY]),
    ("", [False, "2024-01-01'; DROP TABLE publication_listing; --", IDENTITY]),
    ("", [False, "2024-01-01", "x"]),
    ("", [False, 20240101, IDENTITY]),
    ("", [False, None, None]),
    ("", [False, ["2024-01-01"], {"a": 1}]),
    ("", [False, "2024-01-01\0", IDENTITY]),
    ("ordering=-published", [False, "x", IDENTITY]),
    ("ordering=-published", [False, "9" * 5000, IDENTITY]),
    ("q=visit&ordering=relevance", [False, "x"]),
    ("q=visit&ordering=relevance", [True, "1.5"]),
]


@pytest.mark.parametrize(("query", "body"), FORGED)
def test_a_forged_cursor_is_refused(reader: Client, query: str, body: list[Any]) -> None:
    assert "cursor" in refused(reader, f"{LISTS['event']}?{query}&cursor={forged(query, *body)}")


@pytest.mark.parametrize(
    ("kind", "query", "body"),
    [
        ("event", "", [False, "0001-01-01", IDENTITY]),
        ("event", "", [True, "9999-12-31", IDENTITY]),
        ("event", "ordering=date", [False, "9999-12-31", IDENTITY]),
        ("event", "ordering=-published", [False, "-5", IDENTITY]),
        ("event", "ordering=-published", [True, "9" * 40, IDENTITY]),
        ("event", "q=visit&ordering=relevance", [False, "-5"]),
        ("event", "q=visit&ordering=relevance", [True, "-5"]),
        ("event", "q=visit&ordering=relevance", [True, "0"]),
        ("event", "q=visit&ordering=relevance", [False, "9" * 40]),
        ("event", "q=visit&ordering=relevance", [True, "9" * 40]),
        ("official", "", [False, "\ud800", IDENTITY]),
        ("official", "", [False, "'; DROP TABLE publication_listing; --", IDENTITY]),
        ("official", "", [False, "é" * 5000, IDENTITY]),
    ],
)
def test_a_forged_cursor_at_a_place_nobody_is_at_does_no_harm(
    reader: Client, kind: str, query: str, body: list[Any]
) -> None:
    answer = reader.get(f"{LISTS[kind]}?{query}&cursor={forged(query, *body, kind=kind)}")
    assert answer.status_code in (200, 400, 414)


@pytest.mark.parametrize(
    "cursor",
    ["x", "é", "%20", "null", "W10", "W10=", "eyJhIjoxfQ", "e30", "bnVsbA", "MQ", "a" * 3000,
     base64.urlsafe_b64encode(b"[" * 4000).decode(), base64.urlsafe_b64encode(b"\xff").decode(), "../etc"],
)  # fmt: skip
def test_a_damaged_cursor_is_refused(reader: Client, cursor: str) -> None:
    answer = reader.get(LISTS["event"], {"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "cursor")
