"""No request makes the public API work long: a second of CPU is enough for it, and nothing breaks."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from publication.api.fields import VALUES_MAX, WORDS_MAX
from publication.vocabulary import EventKind, OfficeLevel
from tests.publication.asking import LISTS, VISIT

pytestmark = pytest.mark.django_db

MOST = 1.0
"""Seconds of CPU for one request: of the web's process, and as much of the database's."""

EVENTS, MEETINGS, OFFICIALS = LISTS["event"], LISTS["meeting"], LISTS["official"]
FACETS, SEARCH, CHANGES = "/api/v1/facets/events/", "/api/v1/search/", "/api/v1/changes/"


def words(text: str) -> str:
    """Repeat a text as far as words may go, for an address."""
    return quote((text * WORDS_MAX)[:WORDS_MAX])


def many(name: str, *values: str) -> str:
    """Repeat a filter as often as it may be given."""
    return "&".join(f"{name}={values[number % len(values)]}" for number in range(VALUES_MAX))


def cursor(text: str) -> str:
    """Write what has the look of a cursor."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


FULL = "&".join(
    (
        many("country", *(f"A{letter}" for letter in "ABCDEFGHIJ")),
        many("pair", *(f"A{letter}-BX" for letter in "ABCDEFGHIJ")),
        many("official", *(f"nobody-{number}" for number in range(10))),
        many("sector", *(f"nothing-{number}" for number in range(10))),
        many("host", *(f"B{letter}" for letter in "ABCDEFGHIJ")),
        many("kind", *EventKind.values),
        many("office_level", *OfficeLevel.values),
    )
)
POSTS = "&".join(
    (many("country", *(f"A{letter}" for letter in "ABCDEFGHIJ")), many("office_level", *OfficeLevel.values))
)
QUERIES = {
    "nested groups": f"{EVENTS}?q={words('(a+)+')}",
    "open brackets": f"{EVENTS}?q={words('((((')}",
    "backslashes": f"{EVENTS}?q={words(chr(92))}",
    "percent signs": f"{EVENTS}?q={words('%_')}",
    "quotes never closed": f"{EVENTS}?q={words(chr(34))}",
    "quoted words": f"{SEARCH}?q={words(chr(34) + 'a' + chr(34) + ' ')}",
    "without everything": f"{SEARCH}?q={words('-a ')}",
    "or after or": f"{SEARCH}?q={words('or ')}",
    "a word of one letter": f"{SEARCH}?q={words('a')}&page_size=200",
    "every letter": f"{SEARCH}?q={words('abcdefghijklmnopqrstuvwxyz ')}&page_size=200",
    "letters with marks": f"{SEARCH}?q={words('ﷺé̂̃')}",
    "addresses and numbers": f"{SEARCH}?q={words('1.2e3/a@b.c-')}",
    "relevance of common words": f"{EVENTS}?q={words('the or ')}&ordering=relevance&page_size=200",
    "words in another order": f"{MEETINGS}?q={words('visit or ')}&ordering=relevance",
    "words as of an instant": f"{EVENTS}?q={words('a or ')}&as_of=2026-06-01T00:00:00Z",
    "100 kB of words": f"{SEARCH}?q={'a' * 100_000}",
    "8 kB of words": f"{EVENTS}?q={'a%20' * 2_000}",
    "a day of 8,000 digits": f"{EVENTS}?from={'1' * 8_000}",
    "a list of days": f"{EVENTS}?from={'2024-01-01,' * 700}",
    "a set of EDTF dates": f"{EVENTS}?to=%7B{'..' * 1000}%7D",
    "nested EDTF sets": f"{EVENTS}?to={'[' * 4000}",
    "a day in office without end": f"{OFFICIALS}?serving_on={'2024-' * 1500}",
    "an offset of a day": f"{EVENTS}?as_of=0001-01-01T00:00:00%2B23:59",
    "beyond the last instant": f"{EVENTS}?as_of=9999-12-31T23:59:59-23:59",
    "an offset no database knows": f"{MEETINGS}?published_since=2024-01-01T00:00:00%2B16:07",
    "an instant of 8,000 digits": f"{EVENTS}?as_of=2024-01-01T00:00:00.{'1' * 8_000}Z",
    "the first instant": f"{EVENTS}?as_of=0001-01-01T00:00:00Z&page_size=200",
    "the last instant": f"{EVENTS}?as_of=9999-12-31T23:59:59Z&page_size=200&ordering=-published",
    "a huge page": f"{EVENTS}?page_size={'9' * 8_000}",
    "a huge serial": f"{CHANGES}?since={'9' * 8_000}",
    "the largest serial": f"{CHANGES}?since={'9' * 18}&page_size=200",
    "a long cursor": f"{EVENTS}?cursor={'A' * 8_000}",
    "a deep cursor": f"{EVENTS}?cursor={cursor('[' * 5_000)}",
    "a cursor of numbers": f"{EVENTS}?cursor={cursor('[' + '9' * 5_000 + ']')}",
    "every filter to its limit": f"{EVENTS}?{FULL}",
    "every filter of meetings": f"{MEETINGS}?{FULL.replace('kind=', 'occurrence=occurred&visit_kind=')}",
    "every country at every level": f"{OFFICIALS}?serving_on=2024-05-17&{POSTS}",
    "facets under every filter": f"{FACETS}?{FULL}",
    "hundreds of one filter": f"{EVENTS}?{'country=KZ&' * 700}",
    "hundreds of filters unknown": f"{EVENTS}?{'&'.join(f'x{number}=1' for number in range(140))}",
    "one name of 8 kB": f"{EVENTS}?{'x' * 8_000}=1",
    "a thousand fields": f"{EVENTS}?fields={'slug,' * 1_500}",
    "a slug that nearly matches": f"{EVENTS}?official={'a-' * 99}!",
    "a version of 900 digits": f"{VISIT}versions/{'9' * 900}/",
    "a key of 1,000 letters": f"/api/v1/events/{'a' * 990}/",
    "a path of 100 kB": f"/api/v1/events/{'a' * 100_000}/",
    "a thousand slashes": f"/api/v1/{'/' * 1_000}",
    "a way up": f"/api/v1/{'../' * 300}",
}
HEADERS = {
    "a hundred kB of types": {"Accept": "text/html;q=0.1," * 6_000},
    "types of many parts": {"Accept": f"text/html{';a=b' * 20_000}"},
    "a hundred kB of tags": {"If-None-Match": '"a",' * 25_000},
    "a tag never closed": {"If-None-Match": '"' + "a" * 100_000},
    "an endless day": {"If-Modified-Since": "Sun, " * 20_000},
}


def database_cpu() -> float:
    """Give the seconds of CPU of the process that answers our connection; 0 where it is out of sight."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not (settings.LOCAL and told.exists()):
        return 0.0
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / 100


def hold(reader: Client, address: str, headers: dict[str, str]) -> None:
    """Hold a request to the time it may take, and to an answer that is no error of ours."""
    reader.get(EVENTS)  # what is read once for all requests is read
    ours, theirs = time.process_time(), database_cpu()
    answer = reader.get(address, headers=headers)
    assert answer.status_code in (200, 304, 400, 404, 406, 414)
    assert time.process_time() - ours <= MOST
    assert database_cpu() - theirs <= MOST


def test_there_are_enough_of_them() -> None:
    assert len(QUERIES) >= 40


@pytest.mark.parametrize("name", QUERIES)
def test_no_address_takes_long(reader: Client, name: str) -> None:
    hold(reader, QUERIES[name], {})


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("address", [EVENTS, VISIT])
def test_no_header_takes_long(reader: Client, name: str, address: str) -> None:
    hold(reader, address, HEADERS[name])
