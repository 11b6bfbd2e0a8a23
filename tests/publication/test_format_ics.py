"""A calendar holds what is dated to the day, and nothing that is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries, Settings

from events.models import Event
from publication.addresses import PLURALS
from publication.formats.spans import days
from publication.publishing import publish, withdraw
from tests import cast
from tests.publication.asking import LISTS
from tests.publication.library import plain
from tests.publication.reading_formats import ask, body, calendar_of
from tests.publication.records import BY, edit, ended

pytestmark = pytest.mark.django_db

VISIT = "General Munir visits Astana"


@pytest.mark.parametrize("kind", LISTS)
def test_every_list_is_a_calendar(
    reader: Client, kind: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        answer = ask(reader, f"/{PLURALS.get(kind, 'meetings')}.ics")
        text = body(answer)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(text)
    assert (found["VERSION"], found["METHOD"]) == ("2.0", "PUBLISH")
    assert found.subcomponents  # RFC 5545, section 3.6: one at least
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert b"\n" not in text.replace(b"\r\n", b"")


def test_only_what_is_dated_to_the_day_stands_in_it(reader: Client) -> None:
    assert set(calendar_of(reader, "/events.ics")) == {VISIT, "Event trip-2025", "Event call-2023"}


@pytest.mark.parametrize("start", ["2024", "2024-05", "XXXX-04-23", "2024-05-17~", "2024-05-17?", "2024-21",
                                   "2024-05-17/..", "2024-05/2024-06", "9999-12-31"])  # fmt: skip
def test_no_day_is_made_up(reader: Client, start: str) -> None:
    cast.publish_all(plain("vague", start, cast.pakistan()))
    assert calendar_of(reader, "/events/vague.ics") == {}
    assert "Event vague" not in calendar_of(reader, "/events.ics")
    assert b"Event vague" in reader.get("/events/").content


def test_a_date_without_a_year_stays_out_even_where_evidence_leaves_one_day() -> None:
    bounds = {"earliest": "2024-04-23", "latest": "2024-04-23"}
    assert days({"edtf": "XXXX-04-23", **bounds}) is None
    assert days({"edtf": "2024-04-23", **bounds}) == (date(2024, 4, 23), date(2024, 4, 23))


def test_an_entry_lasts_whole_days_and_ends_the_day_after(reader: Client, library: Event) -> None:
    entry = calendar_of(reader, "/events.ics")[VISIT]
    assert entry.decoded("DTSTART") == date(2024, 5, 17)
    assert entry.decoded("DTEND") == date(2024, 5, 19)
    assert entry["UID"] == str(library.pk)
    assert entry["SEQUENCE"] == 0
    assert entry.decoded("DTSTAMP") == datetime(2026, 2, 4, 9, 30, tzinfo=UTC)
    assert entry["URL"] == "http://testserver/events/munir-astana-2024/"
    assert entry["LOCATION"] == "Astana"
    assert {"visit", "KZ-PK", "defence"} <= {str(each) for each in entry["CATEGORIES"].cats}


def test_a_new_edition_replaces_the_entry(reader: Client, library: Event) -> None:
    edit(library, end="2024-05-20")
    publish([cast.approval(library, "major")], by=cast.EDITOR, at=cast.NOW + timedelta(days=1))
    entry = calendar_of(reader, "/events.ics")[VISIT]
    assert (entry["UID"], entry["SEQUENCE"]) == (str(library.pk), 1)
    assert entry.decoded("DTEND") == date(2024, 5, 21)
    assert entry.decoded("DTSTAMP") == datetime(2026, 2, 5, 9, 30, tzinfo=UTC)


def test_what_did_not_take_place_is_cancelled(reader: Client) -> None:
    cast.publish_all(plain("off", "2024-01-01", cast.pakistan(), occurrence="cancelled"))
    assert calendar_of(reader, "/events.ics")["Event off"]["STATUS"] == "CANCELLED"


def test_meetings_agreements_and_relations_have_their_days(reader: Client) -> None:
    talks = calendar_of(reader, "/meetings.ics")["Talks in private"]
    assert talks["URL"].startswith("http://testserver/events/munir-astana-2024/#meeting-")
    assert talks["LOCATION"] == "Akorda"
    assert list(calendar_of(reader, "/agreements.ics")) == ["Agreement on peacekeeping"]
    established = calendar_of(reader, "/relations.ics")["Kazakhstan and Pakistan"]
    assert established.decoded("DTSTART") == date(1992, 2, 24)
    assert calendar_of(reader, "/officials.ics") == {}


def test_a_record_has_a_calendar_of_its_events(reader: Client) -> None:
    for address in ("/officials/asim-munir.ics", "/relations/KZ-PK.ics", "/events/munir-astana-2024.ics"):
        assert list(calendar_of(reader, address)) == [VISIT]
    assert set(calendar_of(reader, "/countries/KZ.ics?visitor=KZ")) == {"Event trip-2025"}


def test_what_was_withdrawn_leaves_the_calendar(reader: Client, library: Event) -> None:
    withdraw(ended(library, "Under review."), **BY)
    assert VISIT not in calendar_of(reader, "/events.ics")


def test_a_calendar_is_cut_where_the_setting_says(reader: Client, settings: Settings) -> None:
    settings.CALENDAR_ROWS_MAX = 1
    assert list(calendar_of(reader, "/events.ics")) == ["Event trip-2025"]
    assert 'rel="next"' in ask(reader, "/events.ics").headers["Link"]


def test_no_text_breaks_the_calendar(reader: Client) -> None:
    hostile = "A; b, c\\d\r\nEND:VEVENT\nBEGIN:VEVENT\x0b “é” 😀 " * 5
    cast.publish_all(plain("hostile", "2024-01-01", cast.pakistan(), title=hostile, place="\u2028x\r\ny"))
    found = calendar_of(reader, "/events/hostile.ics")
    assert list(found) == [hostile.replace("\r\n", "\n").replace("\x0b", "\ufffd")]
