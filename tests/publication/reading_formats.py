"""Read the formats of the record as other programs read them."""

from __future__ import annotations

import io
from typing import Any

import feedparser
import pandas
from django.test import Client
from icalendar import Calendar

LONG_MARK = b"\xef\xbb\xbf"


def body(answer: Any) -> bytes:
    """Give all that an answer says, streamed or not."""
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def ask(client: Client, address: str, accept: str = "") -> Any:
    """Ask for an address, and insist on an answer."""
    answer = client.get(address, headers={"Accept": accept} if accept else {})
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def rows_of(client: Client, address: str) -> Any:
    """Read a CSV address as a table of texts."""
    text = body(ask(client, address))
    return pandas.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False)


def feed_of(client: Client, address: str) -> Any:
    """Read a feed, and insist that it is well-formed."""
    found = feedparser.parse(body(ask(client, address)))
    assert not found.bozo, found.get("bozo_exception")
    return found


def calendar_of(client: Client, address: str) -> dict[str, Any]:
    """Read a calendar: its entries by the title each has."""
    found = Calendar.from_ical(body(ask(client, address)))
    assert isinstance(found, Calendar)
    return {str(each["SUMMARY"]): each for each in found.walk("VEVENT")}
