"""A server that runs gives each format to the programs that people read it with."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import feedparser
import pandas
import pytest
from django.db import OperationalError, connection
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.publication.library import publish_a_library

pytestmark = pytest.mark.django_db(transaction=True)


def head(server: LiveServer, path: str) -> HTTPResponse:
    """Ask for the head alone, and insist that nothing follows it."""
    asking = HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    asking.request("HEAD", path)
    answer = asking.getresponse()
    assert answer.read() == b""
    asking.close()
    return answer


def test_a_spreadsheet_a_feed_reader_and_a_calendar_read_the_record(
    live_server: LiveServer, settings: Settings
) -> None:
    publish_a_library()
    settings.STREAM_STRETCH = 2
    table = pandas.read_csv(f"{live_server.url}/events.csv?country=KZ", dtype=str)
    assert len(table) == 7
    assert table["url"].str.startswith(f"{live_server.url}/events/").all()
    feed = feedparser.parse(f"{live_server.url}/relations/KZ-PK.atom")
    assert (feed.status, feed.bozo, len(feed.entries)) == (200, False, 3)
    assert feedparser.parse(feed.href, etag=feed.etag).status == 304
    with urlopen(Request(f"{live_server.url}/officials/asim-munir.ics")) as answer:
        found = Calendar.from_ical(answer.read())
    assert [str(each["SUMMARY"]) for each in found.walk("VEVENT")] == ["General Munir visits Astana"]
    asked = Request(f"{live_server.url}/api/v1/events/", headers={"Accept": "application/geo+json"})
    with urlopen(asked) as answer:
        assert answer.headers["Content-Type"].startswith("application/geo+json")
        assert b'"type":"FeatureCollection"' in answer.read()
    for path in ("/events.csv", "/events.json", "/countries/KZ.ics", "/officials/asim-munir.jsonld"):
        assert head(live_server, path).status == 200


def test_a_database_that_is_away_is_told_from_an_error_of_ours(client: Client) -> None:
    def away(*_: object) -> None:
        raise OperationalError("the database is away")

    with connection.execute_wrapper(away):
        for address in ("/events.csv", "/events.json", "/relations/KZ-PK.atom", "/api/v1/events/"):
            answer = client.get(address)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
            assert answer.headers["Content-Type"] == "application/problem+json"
