"""A list as CSV opens in a spreadsheet: every row that matches, in flat columns, nothing that runs."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from publication.addresses import PLURALS
from publication.formats.columns import columns_of
from publication.formats.frame import Frame
from tests import cast
from tests.publication.asking import LISTS
from tests.publication.library import plain
from tests.publication.reading_formats import LONG_MARK, ask, body, rows_of

pytestmark = pytest.mark.django_db

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()
NEWEST_FIRST = [
    "trip-2025", "munir-astana-2024", "call-2023", "call-2022", "since-ever", "open-end", "no-year"
]  # fmt: skip
FRAME = Frame("", "", "", "", "", "", None)


def names(kind: str) -> list[str]:
    return [name for name, _ in columns_of(kind, FRAME)]


@pytest.mark.parametrize("kind", LISTS)
def test_every_list_has_its_rows_in_flat_columns(reader: Client, kind: str) -> None:
    plural = PLURALS.get(kind, "meetings")
    table = rows_of(reader, f"/{plural}.csv")
    listed = reader.get(f"{LISTS[kind]}?page_size=200").json()["results"]
    assert list(table.columns) == names(kind)
    assert list(table["id"]) == [row["id"] for row in listed]
    assert list(table["title"]) == [row["title"] for row in listed]


@pytest.mark.parametrize("kind", LISTS)
def test_every_column_stands_in_the_manual(kind: str) -> None:
    plural = PLURALS.get(kind, "meetings")
    row = next(line for line in README.splitlines() if line.startswith(f"| `{plural}.csv` |"))
    assert re.findall(r"`(\w+)`", row.split("|")[2]) == names(kind)


def test_it_is_utf_8_with_a_mark_and_lines_end_as_the_standard_says(reader: Client) -> None:
    answer = ask(reader, "/events.csv")
    text = body(answer)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert text.startswith(LONG_MARK)
    assert text.count(b"\r\n") == text.count(b"\n") == 1 + len(NEWEST_FIRST)


def test_lists_are_joined_and_null_is_empty(reader: Client) -> None:
    visit = rows_of(reader, "/events.csv").set_index("slug").loc["munir-astana-2024"]
    assert visit["countries"] == "KZ; PK"
    assert (visit["hosts"], visit["visitors"]) == ("KZ", "PK")
    assert visit["sectors"] == "defence; peacekeeping; trade; trade-and-investment"
    assert (visit["lat"], visit["lon"]) == ("51.13", "71.43")
    assert (visit["date"], visit["earliest"]) == ("2024-05-17/2024-05-18", "2024-05-17")
    assert visit["url"] == "http://testserver/events/munir-astana-2024/"
    call = rows_of(reader, "/events.csv").set_index("slug").loc["no-year"]
    assert (call["date"], call["earliest"], call["summary"], call["place"]) == ("XXXX-04-23", "", "", "")


def test_who_was_absent_is_not_among_the_people_of_a_meeting(reader: Client) -> None:
    meetings = rows_of(reader, "/meetings.csv").set_index("title")
    assert meetings.loc["Munir meets Tokayev", "officials"] == "Asim Munir; Kassym-Jomart Tokayev"
    assert not meetings["officials"].str.contains("Sharif").any()
    assert meetings.loc["Talks in private", "url"].startswith(
        "http://testserver/events/munir-astana-2024/#meeting-"
    )


def test_filters_are_those_of_the_list(reader: Client) -> None:
    assert list(rows_of(reader, "/events.csv?pair=PK-KZ&kind=call")["slug"]) == ["call-2022"]
    assert list(rows_of(reader, "/events.csv?ordering=date&from=2022&to=2025")["slug"]) == [
        "call-2022", "call-2023", "munir-astana-2024", "trip-2025"
    ]  # fmt: skip
    assert list(rows_of(reader, "/relations/KZ-PK.csv?kind=visit")["slug"]) == ["munir-astana-2024"]
    refused = reader.get("/events.csv?kind=picnic&colour=red")
    assert refused.status_code == 400
    assert [each["field"] for each in refused.json()["errors"]] == ["colour", "kind"]
    assert reader.get("/events.csv?country=XX").status_code == 400


@pytest.mark.parametrize("ordering", ["-date", "date", "-published"])
def test_all_rows_stand_in_it_however_few_are_read_at_a_time(
    reader: Client, settings: Settings, ordering: str
) -> None:
    whole = list(rows_of(reader, f"/events.csv?ordering={ordering}")["slug"])
    assert sorted(whole) == sorted(NEWEST_FIRST)
    for stretch in (1, 2, 3, 7):
        settings.STREAM_STRETCH = stretch
        assert list(rows_of(reader, f"/events.csv?ordering={ordering}")["slug"]) == whole


def test_a_stretch_costs_one_query(
    reader: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.STREAM_STRETCH = 2
    with django_assert_num_queries(2 + 4):  # what changed last, where it is cut, and four stretches of two
        assert len(rows_of(reader, "/events.csv")) == 7


@pytest.mark.parametrize("ordering", ["-date", "date", "-published"])
@pytest.mark.parametrize("most", [1, 2, 3, 5, 6])
def test_a_list_that_is_cut_says_where_it_goes_on(
    reader: Client, settings: Settings, most: int, ordering: str
) -> None:
    whole = list(rows_of(reader, f"/events.csv?ordering={ordering}")["slug"])
    settings.STREAM_ROWS_MAX, settings.STREAM_STRETCH = most, 2
    found, address = [], f"/events.csv?ordering={ordering}"
    while address:
        answer = ask(reader, address)
        text = body(answer).decode("utf-8-sig")
        rows = [row["slug"] for row in csv.DictReader(text.splitlines())]
        assert len(rows) <= most
        found += rows
        address = following(answer)
        assert (f"events-first-{most}.csv" in answer.headers["Content-Disposition"]) is bool(address)
    assert found == whole


def following(answer: Any) -> str:
    link = re.fullmatch(r'<http://testserver([^>]*)>; rel="next"', answer.headers.get("Link", ""))
    return link[1] if link else ""


def test_a_list_of_exactly_so_many_rows_is_not_cut(reader: Client, settings: Settings) -> None:
    settings.STREAM_ROWS_MAX = len(NEWEST_FIRST)
    answer = ask(reader, "/events.csv")
    assert "Link" not in answer.headers
    assert 'filename="events.csv"' in answer.headers["Content-Disposition"]


def test_who_asks_for_a_page_gets_a_page(reader: Client) -> None:
    answer = ask(reader, "/events.csv?page_size=3")
    assert list(rows_of(reader, "/events.csv?page_size=3")["slug"]) == NEWEST_FIRST[:3]
    assert list(rows_of(reader, following(answer))["slug"]) == NEWEST_FIRST[3:6]
    assert reader.get("/events.csv?page_size=1000").status_code == 400


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_text_of_the_record_runs_as_a_formula(reader: Client, sign: str) -> None:
    hostile = f'{sign}HYPERLINK("https://evil.example";1)'
    cast.publish_all(plain("hostile", "2024-01-01", cast.pakistan(), title=hostile, place=hostile))
    text = body(ask(reader, "/events/hostile.csv")).decode("utf-8-sig")
    row = next(csv.DictReader(text.splitlines(keepends=True)))
    assert row["title"] == row["place"] == f"'{hostile}"
