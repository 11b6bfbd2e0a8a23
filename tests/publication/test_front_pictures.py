"""The front page counts the last twelve months as the API does, on a map and in a ranking."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from events.models import Event
from publication import reading
from publication.pictures.front import pictures
from publication.pictures.shape import Picture
from relations.models import Country
from tests import cast
from tests.publication.library import plain
from tests.publication.records import edit, uzbekistan

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 1)
POINTS = {"KZ": ("51.18", "71.45"), "PK": ("33.70", "73.17"), "UZ": ("41.27", "69.22")}


@pytest.fixture
def year(library: Event) -> None:
    """Publish the capitals, and more within the year, at its ends, and beyond."""
    for key, (lat, lon) in POINTS.items():
        country = Country.objects.get(key=key)
        edit(country, lat=lat, lon=lon)
        country.refresh_from_db()
        cast.publish_all(country)
    last = TODAY - timedelta(days=365)
    days = [TODAY, last, last - timedelta(days=1), TODAY + timedelta(days=1)]
    found = [plain(f"day-{place}", str(day), uzbekistan()) for place, day in enumerate(days)]
    cast.publish_all(*found)


def drawn() -> dict[str, Picture]:
    return {each.name: each for each in pictures(reading.last_serial(), TODAY)}


def test_every_number_is_the_apis_within_the_twelve_months(reader: Client, year: None) -> None:
    found = drawn()
    assert set(found) == {"world", "pairs"}
    for picture in found.values():
        assert {row["pair"] for row in picture.rows} == {"KZ-PK", "KZ-UZ"}
        for row in picture.rows:
            asks = parse_qs(urlsplit(row["url"]).query)
            assert asks == {"pair": [row["pair"]], "from": ["2023-06-02"], "to": ["2024-06-01"]}
            assert reader.get(f"/api/v1{row['url']}&count=exact").json()["count"] == row["count"]


def test_an_arc_joins_the_capitals_of_each_pair(reader: Client, year: None) -> None:
    arcs = {row["pair"]: row["geometry"]["coordinates"] for row in drawn()["world"].rows}
    assert arcs["KZ-PK"] == [[71.45, 51.18], [73.17, 33.70]]


def test_countries_without_a_capital_are_in_the_ranking_alone(reader: Client, library: Event) -> None:
    assert set(drawn()) == {"pairs"}


def test_a_quiet_year_has_no_pictures(reader: Client, library: Event) -> None:
    assert pictures(reading.last_serial(), date(1900, 1, 1)) == []
