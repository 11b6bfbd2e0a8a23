"""A map shows a list: a feature for each record, its point where one is known."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.publication.reading_formats import ask, body

pytestmark = pytest.mark.django_db


def features(client: Client, address: str) -> dict[str, Any]:
    """Read the features of an address by their slug or title."""
    answer = ask(client, address)
    assert answer.headers["Content-Type"].startswith("application/geo+json")
    found = orjson.loads(body(answer))
    assert set(found) == {"type", "features"}
    assert found["type"] == "FeatureCollection"
    for each in found["features"]:
        assert set(each) == {"type", "id", "geometry", "properties"}
        assert each["type"] == "Feature"
    return {each["properties"].get("slug") or each["properties"]["title"]: each for each in found["features"]}


def test_an_event_stands_at_its_place_longitude_first(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        visit = features(reader, "/events.geojson")["munir-astana-2024"]
    assert visit["geometry"] == {"type": "Point", "coordinates": [71.43, 51.13]}
    listed = reader.get("/api/v1/events/?kind=visit&sector=defence").json()["results"][0]
    assert visit["properties"] == {**listed, "url": "http://testserver/events/munir-astana-2024/"}
    assert visit["id"] == listed["id"]


def test_an_event_whose_place_is_not_known_has_no_geometry_and_stays(reader: Client) -> None:
    found = features(reader, "/events.geojson")
    assert len(found) == 7
    assert found["no-year"]["geometry"] is None


def test_meetings_and_countries_have_points_too(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        meetings = features(reader, "/meetings.geojson")
    assert meetings["Munir meets Tokayev"]["geometry"]["coordinates"] == [71.43, 51.13]
    assert meetings["Talks in private"]["geometry"] is None
    with django_assert_max_num_queries(3):
        countries = features(reader, "/countries.geojson")
    assert countries["SUHH"]["geometry"]["coordinates"] == [37.62, 55.75]
    assert countries["KZ"]["geometry"] is None


def test_a_record_has_a_map_of_its_events(reader: Client) -> None:
    assert set(features(reader, "/relations/KZ-PK.geojson")) == {"munir-astana-2024", "call-2022", "no-year"}
    assert set(features(reader, "/events/munir-astana-2024.geojson")) == {"munir-astana-2024"}
    assert features(reader, "/countries/SUHH.geojson") == {}


def test_what_has_no_place_has_no_map(reader: Client) -> None:
    for shelf in ("relations", "officials", "agreements", "sectors"):
        assert reader.get(f"/{shelf}.geojson").status_code == 404
