"""What a picture shows is what the API counts, in every form it is given in."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import orjson
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from pytest_django import Settings

from events.models import Event
from publication import reading
from publication.pictures.catalogue import BY_TYPE, pictures
from publication.pictures.look import DARK, LIGHT
from publication.pictures.shape import OPEN, Picture, along, years
from publication.pictures.subject import Subject
from publication.publishing import retract, withdraw
from publication.selecting import EVENTS_BY
from tests import cast
from tests.publication.records import edit, ended

pytestmark = pytest.mark.django_db

OF = {
    "agreement": "/agreements/kz-pk-peacekeeping/", "country": "/countries/KZ/",
    "event": "/events/munir-astana-2024/", "official": "/officials/asim-munir/",
    "relation": "/relations/KZ-PK/", "sector": "/sectors/defence/",
}  # fmt: skip
"""A record of each type that has pictures."""

SHAPES = {"svg", "style", "g", "path", "line", "text", "tspan", "rect", "defs", "clipPath"}
"""Elements that a drawing is made of."""

FILTERS = {
    "level": "office_level", "host": "host", "sector": "sector", "official": "official", "pair": "pair",
    "code": "country", "country": "country",
}  # fmt: skip
"""The filter that a member of a row must stand in, as there may be just as many records without it."""

LEVELS = "/relations/KZ-PK/pictures/levels"


def subject_of(record_type: str) -> str:
    """Give the key of the record of a type."""
    return OF[record_type].strip("/").split("/")[1]


def drawn(record_type: str) -> list[Picture]:
    """Give the pictures of a record, each of which must show something."""
    listing = reading.record(record_type, subject_of(record_type))
    assert listing is not None, record_type
    return pictures(Subject(orjson.loads(listing.text), reading.last_serial()))


@pytest.mark.parametrize("record_type", BY_TYPE)
def test_every_number_is_the_apis_under_the_filters_of_its_row(
    reader: Client, library: Event, record_type: str
) -> None:
    asked = 0
    for picture in drawn(record_type):
        for row in picture.rows:
            if "count" in row and row["url"]:
                asks = parse_qs(urlsplit(row["url"]).query)
                assert subject_of(record_type) in asks[EVENTS_BY[record_type]]
                for member, name in FILTERS.items():
                    assert row.get(member, "") in ["", *asks.get(name, [])], (picture.name, row)
                found = reader.get(f"/api/v1{row['url']}&count=exact").json()
                assert found["count"] == row["count"], (picture.name, row)
                asked += 1
    assert asked or record_type in ("agreement", "event")


def test_events_without_a_host_of_the_two_are_the_others(reader: Client, library: Event) -> None:
    rows = next(each.rows for each in drawn("relation") if each.name == "levels")
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["year"] != OPEN:
            sums[row["year"], row["level"]] = sums.get((row["year"], row["level"]), 0) + row["count"]
    assert sums
    for (year, level), number in sums.items():
        days = f"from={int(year):04}-01-01&to={int(year):04}-12-31"
        found = reader.get(f"/api/v1/events/?pair=KZ-PK&office_level={level}&{days}&count=exact").json()
        assert found["count"] == number


@pytest.mark.parametrize("record_type", BY_TYPE)
def test_a_page_shows_its_pictures_with_words_and_numbers(
    reader: Client, library: Event, record_type: str
) -> None:
    page = reader.get(OF[record_type]).content.decode()
    found = drawn(record_type)
    assert found
    for picture in found:
        base = f"{OF[record_type]}pictures/{picture.name}"
        assert f'src="{base}.svg"' in page
        assert picture.words in page.replace("&#x27;", "'")
        for form in ("csv", "svg", "png", "vl.json"):
            assert f'href="{base}.{form}"' in page


@pytest.mark.parametrize("record_type", BY_TYPE)
def test_every_picture_can_be_drawn(reader: Client, library: Event, record_type: str) -> None:
    for picture in drawn(record_type):
        answer = reader.get(f"{OF[record_type]}pictures/{picture.name}.svg")
        assert answer.headers["Content-Type"] == "image/svg+xml"
        shapes = list(fromstring(answer.content).iter())
        assert len(shapes) > 20
        names = {each.tag.rpartition("}")[2] for each in shapes}
        assert names <= SHAPES
        attributes = {name for each in shapes for name in each.attrib}
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


def test_a_picture_is_given_as_image_table_and_spec(reader: Client, library: Event) -> None:
    png = reader.get(f"{LEVELS}.png")
    assert png.content.startswith(b"\x89PNG\r\n\x1a\n")
    rows = list(csv.DictReader(StringIO(reader.get(f"{LEVELS}.csv").content.decode("utf-8-sig"))))
    spec = reader.get(f"{LEVELS}.vl.json").json()
    values = spec["data"]["values"]
    assert [row["count"] for row in rows] == [str(row["count"]) for row in values]
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert spec["description"]
    assert "@" not in orjson.dumps({**spec, "data": {}}).decode()


def test_a_picture_follows_light_and_dark_and_runs_nothing(reader: Client, library: Event) -> None:
    answer = reader.get(f"{LEVELS}.svg")
    text = answer.content.decode()
    assert "prefers-color-scheme:dark" in text
    assert LIGHT["one"] in text
    assert DARK["one"] in text
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_reader_who_has_it_is_told_so(reader: Client, library: Event) -> None:
    for form in ("svg", "png", "csv", "vl.json"):
        tag = reader.get(f"{LEVELS}.{form}").headers["ETag"]
        assert reader.get(f"{LEVELS}.{form}", headers={"If-None-Match": tag}).status_code == 304


def test_any_page_may_frame_a_picture_and_no_other_page(reader: Client, library: Event) -> None:
    answer = reader.get(f"{LEVELS}/")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert f'src="{LEVELS}.svg"' in answer.content.decode()
    assert "frame-ancestors 'none'" in reader.get(OF["relation"]).headers["Content-Security-Policy"]


def test_there_is_no_other_picture(reader: Client, library: Event) -> None:
    for address in ("pictures/nothing.svg", "pictures/nothing/", "pictures/levels.gif", "pictures/"):
        assert reader.get(f"{OF['relation']}{address}").status_code == 404
    assert reader.get("/relations/KZ-XX/pictures/levels.svg").status_code == 404
    assert reader.get("/events/munir-astana-2024/pictures/levels.svg").status_code == 404


def test_an_ended_record_has_no_pictures(reader: Client, library: Event) -> None:
    from relations.models import Relation

    relation = Relation.objects.get(key="KZ-UZ")
    withdraw(ended(relation), by=cast.EDITOR, at=cast.NOW)
    assert "<img" not in reader.get("/relations/KZ-UZ/pictures/years.svg").content.decode()
    retract(ended(relation), by=cast.EDITOR, at=cast.NOW)
    for form in (".svg", ".csv", "/"):
        assert reader.get(f"/relations/KZ-UZ/pictures/levels{form}").status_code == 410


def test_what_is_published_later_is_drawn_at_once(reader: Client, library: Event) -> None:
    before = reader.get(f"{LEVELS}.csv").content
    edit(library, start="2025-03-17", end=None)
    library.refresh_from_db()
    cast.publish_all(library)
    assert reader.get(f"{LEVELS}.csv").content != before


def test_a_name_that_means_something_to_browsers_or_spreadsheets_is_only_a_name(
    reader: Client, library: Event
) -> None:
    from relations.models import Sector

    sector = Sector.objects.get(key="defence")
    edit(sector, name="=1+1</text><script>alert(1)</script>")
    sector.refresh_from_db()
    cast.publish_all(sector)
    base = f"{OF['relation']}pictures/sectors"
    assert b"<script" not in reader.get(f"{base}.svg").content
    assert isinstance(fromstring(reader.get(f"{base}.svg").content), ElementTree.Element)
    assert "'=1+1" in reader.get(f"{base}.csv").content.decode()
    assert "<script>alert" not in reader.get(OF["relation"]).content.decode()


@pytest.mark.parametrize("name", ["@one", "@nothing", "@plot"])
def test_a_name_that_looks_like_a_colour_is_only_a_name(reader: Client, library: Event, name: str) -> None:
    from relations.models import Sector

    sector = Sector.objects.get(key="defence")
    edit(sector, name=name)
    sector.refresh_from_db()
    cast.publish_all(sector)
    assert name in reader.get(f"{OF['relation']}pictures/sectors.svg").content.decode()


@pytest.mark.parametrize("record_type", BY_TYPE)
def test_a_page_with_pictures_takes_few_queries(
    reader: Client, library: Event, record_type: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(17):
        reader.get(OF[record_type])


def test_years_stand_in_a_row_and_an_open_one_last() -> None:
    assert years([]) == []
    assert years([0]) == [OPEN]
    assert years(iter([2026, 0, 2023])) == ["2023", "2024", "2025", "2026", OPEN]
    assert along(years([1800, 2026]))["scale"]["domain"][0] == "1800"


def test_only_the_newest_are_counted_where_there_are_too_many(
    reader: Client, library: Event, settings: Settings
) -> None:
    settings.FACET_ROWS = 1
    found = next(each for each in drawn("country") if each.name == "ranking")
    assert max(row["count"] for row in found.rows) == 1
    assert "Only the newest 1 events are counted." in found.note
