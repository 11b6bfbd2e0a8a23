"""The matrix counts the events of each two countries as the API does, under the same filters."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from events.models import Event
from publication import reading
from publication.api.filtersets import FILTERS
from publication.crossing import _crossed
from publication.pages.forms import said
from publication.pictures.matrix import pictures
from publication.pictures.shape import Picture

pytestmark = pytest.mark.django_db

ASKED = ["", "kind=visit", "from=2024&to=2025", "kind=visit&from=2024-05", "sector=defence", "kind=call"]


def drawn(query: str) -> list[Picture]:
    """Draw the matrix under a query string."""
    from django.http import QueryDict

    asked = said(QueryDict(query))
    return pictures(FILTERS["event"].selection(asked), asked.urlencode(), reading.last_serial())


@pytest.mark.parametrize("query", ASKED)
def test_every_number_is_the_apis_under_the_same_filters(reader: Client, library: Event, query: str) -> None:
    for picture in drawn(query):
        for row in picture.rows:
            asks = dict(parse_qsl(urlsplit(row["url"]).query))
            assert asks == {"pair": row["pair"], **dict(parse_qsl(query))}
            assert reader.get(f"/api/v1{row['url']}&count=exact").json()["count"] == row["count"]
    pairs = {row["pair"] for picture in drawn(query) for row in picture.rows}
    found = reader.get(f"/api/v1/events/?{query}&page_size=200").json()["results"]
    assert pairs == {pair for event in found for pair in event["pairs"]}


def test_each_two_countries_have_a_field_on_both_sides(reader: Client, library: Event) -> None:
    spec = drawn("")[0].spec
    cells = {(each["line"], each["column"]): each for each in spec["data"]["values"]}
    assert {each["count"] for each in cells.values()} == {row["count"] for row in drawn("")[0].rows}
    for (line, column), each in cells.items():
        assert cells[column, line]["shade"] == each["shade"]


def test_the_page_keeps_its_filters_in_all_it_leads_to(reader: Client, library: Event) -> None:
    page = reader.get("/matrix/?kind=visit&from=2024&to=").content.decode()
    kept = "?kind=visit&amp;from=2024"
    for end in (".svg", ".narrow.svg", ".csv", ".png", ".vl.json", "/"):
        assert f"/matrix/pictures/matrix{end}{kept}" in page
    assert 'value="2024"' in page
    rows = list(
        csv.DictReader(
            StringIO(reader.get("/matrix/pictures/matrix.csv?kind=visit").content.decode("utf-8-sig"))
        )
    )
    assert [row["count"] for row in rows] == [str(row["count"]) for row in drawn("kind=visit")[0].rows]
    assert b"<svg" in reader.get("/matrix/pictures/matrix.svg?kind=visit").content
    assert (
        "/matrix/?kind=visit#picture-matrix"
        in reader.get("/matrix/pictures/matrix/?kind=visit").content.decode()
    )


def test_what_is_not_understood_is_said_in_the_form(reader: Client, library: Event) -> None:
    for query, sentence in (
        ("kind=party", "«party» is not allowed"),
        ("from=soon", "from"),
        ("pair=KZ-PK", "pair"),
    ):
        answer = reader.get(f"/matrix/?{query}")
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
        assert reader.get(f"/matrix/pictures/matrix.svg?{query}").status_code == 400


def test_nothing_to_draw_is_said(reader: Client, library: Event) -> None:
    assert "Nothing in the record answers" in reader.get("/matrix/?from=1800&to=1801").content.decode()
    assert reader.get("/matrix/pictures/matrix.svg?from=1800&to=1801").status_code == 404


def test_of_more_than_can_be_counted_the_newest_are(
    reader: Client, library: Event, settings: Settings, django_assert_num_queries: Any
) -> None:
    assert "newest" not in drawn("")[0].note
    settings.FACET_ROWS = 1
    assert "newest" not in drawn("kind=visit")[0].note  # tallied
    found = drawn("from=2000")[0]
    assert sum(row["count"] for row in found.rows) == 1
    assert "Only the newest 1 events are counted." in found.note
    _crossed.cache_clear()  # what was drawn above is kept
    with django_assert_num_queries(4):
        reader.get("/matrix/?from=2000")
