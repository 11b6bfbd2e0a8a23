"""Political scientists read who did what to whom, a line for each pair, in the codes of their codebooks."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.codes import codes_for_kind
from events.models import EventCountry
from publication.formats.dyads import CLASSES
from publication.vocabulary import EventKind
from relations.models import Relation
from tests import cast
from tests.publication.library import plain
from tests.publication.reading_formats import ask, body
from tests.publication.records import uzbekistan

pytestmark = pytest.mark.django_db


def lines(client: Client, address: str) -> list[dict[str, Any]]:
    text = body(ask(client, address)).decode()
    assert text == "" or text.endswith("\n")
    return [orjson.loads(line) for line in text.splitlines()]


def test_a_line_tells_source_target_date_code_and_class(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        found = {line["event"]: line for line in lines(reader, "/events.plover.jsonl")}
    visit = found["munir-astana-2024"]
    assert (visit["source"], visit["target"], visit["directed"]) == ("PK", "KZ", True)
    assert (visit["date"], visit["date_end"]) == ("2024-05-17", "2024-05-18")
    assert (visit["event_type"], visit["event_code"]) == ("CONSULT", "042")
    assert (visit["quad_class"], visit["quad_class_name"]) == (1, "verbal cooperation")
    assert visit["codebook"] == "CAMEO 1.1b3; PLOVER 2021"
    assert visit["url"] == "http://testserver/events/munir-astana-2024/"


def test_the_codes_are_those_of_the_document(reader: Client) -> None:
    for line in lines(reader, "/events.plover.jsonl"):
        codes = reader.get(f"/api/v1/events/{line['event']}/").json()["codes"]
        assert (line["codebook"], line["event_code"], line["event_type"]) == (
            codes["codebook"], codes["cameo"], codes["plover"]
        )  # fmt: skip


def test_between_equals_neither_is_first(reader: Client) -> None:
    call = lines(reader, "/events/call-2022.plover.jsonl")[0]
    assert (call["source"], call["target"], call["directed"]) == ("KZ", "PK", False)


def test_a_date_that_is_not_known_to_the_day_is_null_and_its_bounds_are_told(reader: Client) -> None:
    call = lines(reader, "/events/call-2022.plover.jsonl")[0]
    assert (call["date"], call["date_end"], call["date_edtf"]) == (None, None, "2022-03")
    assert (call["date_earliest"], call["date_latest"]) == ("2022-03-01", "2022-03-31")


def test_what_did_not_take_place_or_has_no_code_gives_no_line(reader: Client) -> None:
    told = {line["event"] for line in lines(reader, "/events.plover.jsonl")}
    assert told == {"munir-astana-2024", "call-2022", "open-end", "trip-2025"}
    assert lines(reader, "/events/call-2023.plover.jsonl") == []  # announced
    assert lines(reader, "/events/no-year.plover.jsonl") == []  # of kind «other»


def test_an_event_of_three_countries_gives_a_line_for_each_pair(reader: Client) -> None:
    talks = plain("three", "2024-01-01", cast.pakistan())
    EventCountry.objects.create(event=talks, country=uzbekistan(), side="party")
    cast.publish_all(Relation.objects.create(key="PK-UZ", first=cast.pakistan(), second=uzbekistan()))
    cast.publish_all(talks)
    found = lines(reader, "/events/three.plover.jsonl")
    assert {(line["source"], line["target"]) for line in found} == {("KZ", "PK"), ("KZ", "UZ"), ("PK", "UZ")}
    assert len({line["id"] for line in found}) == 3


def test_filters_and_records_narrow_the_lines(reader: Client) -> None:
    assert [line["event"] for line in lines(reader, "/events.plover.jsonl?pair=KZ-PK&from=2024")] == [
        "munir-astana-2024"
    ]
    assert [line["event"] for line in lines(reader, "/officials/asim-munir.plover.jsonl")] == [
        "munir-astana-2024"
    ]


def test_every_code_of_our_events_has_a_quad_class() -> None:
    assert all(code is None or code in CLASSES for code in (codes_for_kind(kind)[2] for kind in EventKind))
    assert len(CLASSES) == 16
