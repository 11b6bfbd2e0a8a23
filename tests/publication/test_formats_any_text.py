"""Whatever a title or a summary says, every format carries it whole, and another reader gets it back."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree

import orjson
from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar

from publication.formats.agenda import agenda
from publication.formats.characters import speakable
from publication.formats.feed import feed
from publication.formats.frame import Frame
from publication.formats.geography import geography
from publication.formats.quoting import unguard
from publication.formats.table import table

ATOM = "{http://www.w3.org/2005/Atom}"
texts = some.text(some.characters(exclude_categories=["Cs"]), min_size=1)  # no lone surrogate is ever stored
awkward = some.text(some.sampled_from("=+-@'\"\t\r\n,;:\\<>&]\x0b\x85\u2028\ufeff\ufffe é😀aN"), min_size=1)
INSTANT = "2026-02-04T09:30:00.000000Z"


def frame(title: str) -> Frame:
    return Frame("event", title, "http://x.example", "http://x.example/e", "http://x.example/e",
                 "http://x.example/e", None)  # fmt: skip


def document(words: str) -> dict[str, Any]:
    """Make the list form of an event whose every text is the same."""
    return {
        "id": "01a21752-b743-7041-affa-5ec61f561ba4", "type": "event", "slug": "x", "url": "/events/x/",
        "version": 1, "published_at": INSTANT, "first_published_at": INSTANT, "title": words,
        "summary": words, "kind": "call", "visit_kind": None, "occurrence": "occurred",
        "date": {"edtf": "2024-05-17", "earliest": "2024-05-17", "latest": "2024-05-17", "text": "17 May"},
        "place": {"name": words, "country": None, "lat": None, "lon": None}, "countries": [], "pairs": [],
        "sectors": [], "officials": [], "counts": {},
    }  # fmt: skip


@given(texts | awkward)
def test_a_table_gives_the_text_back(words: str) -> None:
    written = "".join(table([document(words)], frame(words)))
    rows = list(csv.DictReader(io.StringIO(written[1:], newline="")))
    assert [(unguard(row["title"]), unguard(row["summary"]), unguard(row["place"])) for row in rows] == [
        (words, words, words)
    ]


@given(texts | awkward)
def test_a_calendar_gives_the_text_back(words: str) -> None:
    words = words.replace("\ufeff", "x")  # this reader takes a byte order mark off every value
    words = words.replace("\\N", "x")  # and the writer takes it for a new line before it escapes
    found = Calendar.from_ical("".join(agenda([document(words)], frame(words))))
    entries = found.walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in entries] == [lines(speakable(words))]
    assert [str(each["LOCATION"]) for each in entries] == [lines(speakable(words))]


@given(texts | awkward)
def test_a_feed_gives_the_text_back(words: str) -> None:
    found = ElementTree.fromstring("".join(feed([document(words)], frame(words))))
    titles = [each.text for each in found.iter(f"{ATOM}title")]
    assert titles == [lines(speakable(words))] * 2


@given(texts | awkward)
def test_a_map_gives_the_text_back(words: str) -> None:
    found = orjson.loads("".join(geography([document(words)], frame(words))))
    assert found["features"][0]["properties"]["title"] == words


def lines(text: str) -> str:
    """Read line ends as every reader of XML and of calendars does."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
