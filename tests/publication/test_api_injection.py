"""A text in a request is a text: no string becomes SQL, wherever it is put."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from publication.api.filters import Filters
from publication.api.filtersets import FILTERS
from publication.api.problems import BadRequest
from tests.publication.asking import LISTS, VISIT, names
from tests.publication.injections import INJECTIONS
from tests.publication.shelves import shelves

pytestmark = pytest.mark.django_db

SLOW = 4.0
"""Seconds; the strings ask for five."""


@pytest.fixture(autouse=True)
def _nothing_changes_and_nothing_sleeps(reader: Client) -> Iterator[None]:
    before = shelves()
    yield
    assert shelves() == before


def ask(
    client: Client,
    address: str,
    parameters: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> int:
    begun = time.monotonic()
    answer = client.get(address, parameters, headers=headers)
    assert time.monotonic() - begun < SLOW, (address, parameters)
    return answer.status_code


def read_as(filters: type[Filters], query: QueryDict) -> str | list[str]:
    """Give the words or the one tag that a query is read as, else the fields at fault."""
    try:
        selection = filters.selection(query)
    except BadRequest as refusal:
        return [field for field, _ in refusal.errors]
    return selection.words or "".join(selection.tags)


def test_there_are_enough_of_them() -> None:
    assert len(set(INJECTIONS)) >= 100


@pytest.mark.parametrize("kind", FILTERS)
def test_every_filter_reads_them_literally_or_names_the_field(kind: str) -> None:
    filters = FILTERS[kind]
    for name in (*filters.base_filters, "ordering"):
        for text in INJECTIONS:
            query = QueryDict(mutable=True)
            query[name] = text
            assert read_as(filters, query) in (text.strip(), f"{name}:{text}", [name])


@pytest.mark.parametrize("text", INJECTIONS)
def test_the_database_gets_them_as_words(reader: Client, text: str) -> None:
    everything = set(names(reader.get(f"{LISTS['event']}?page_size=200").json()))
    answer = reader.get(LISTS["event"], {"q": text})
    assert answer.status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM publication_listing JOIN publication_searchrow s ON s.listing_id = id"
            " WHERE s.type = 'event' AND vector @@ websearch_to_tsquery('chancery', %s)",
            [text],
        )
        literal = {key for (key,) in cursor.fetchall()}
    assert set(names(answer.json())) == literal <= everything
    for address, name in (
        (LISTS["official"], "q"), (LISTS["meeting"], "q"), ("/api/v1/search/", "q"), ("/search/", "q"),
        (LISTS["event"], "country"), (LISTS["event"], "from"), (LISTS["event"], "cursor"),
        (LISTS["event"], "ordering"), (LISTS["event"], "page_size"), ("/api/v1/changes/", "since"),
        (LISTS["event"], text[:60]), (VISIT, "x"), ("/events/", "sector"), ("/changes/", "since"),
    ):  # fmt: skip
        assert ask(reader, address, {name: text}) in (200, 400), (address, name)


@pytest.mark.parametrize("text", INJECTIONS)
def test_they_are_no_keys_and_no_headers(reader: Client, text: str) -> None:
    for address in (f"/api/v1/events/{quote(text)}/", f"{VISIT}versions/{quote(text, safe='')}/"):
        assert ask(reader, address) == 404
    line = text.replace("\r\n", " ")
    for name in ("If-None-Match", "If-Modified-Since", "Origin", "Referer", "Cookie", "User-Agent", "Accept"):
        assert ask(reader, VISIT, headers={name: line}) in (200, 406), name
    assert ask(reader, VISIT, headers={"Host": "x" + line}) == 400
