"""Facets, summaries, counts and sparse documents say of the record what its lists hold."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from events.models import Event
from publication.publishing import retract, withdraw
from relations.models import Relation
from tests.publication.asking import LISTS, RECORDS, VISIT, refused
from tests.publication.records import BY, ended

pytestmark = pytest.mark.django_db

FACETS = "/api/v1/facets/events/"
Json = dict[str, Any]

SELECTIONS = [
    "", "pair=KZ-PK", "kind=call", "pair=PK-KZ&kind=call", "country=KZ&country=UZ", "official=asim-munir",
    "from=2022&to=2024", "disputed=true", "q=event", "host=UZ&visitor=KZ", "kind=call&kind=visit",
]  # fmt: skip


def events(reader: Client, query: str) -> list[Json]:
    rows: list[Json] = reader.get(f"{LISTS['event']}?{query}&page_size=200").json()["results"]
    return rows


def year(event: Json) -> int | None:
    bounds = {(event["date"][end] or "")[:4] for end in ("earliest", "latest")}
    return int(bounds.pop()) if len(bounds) == 1 and bounds != {""} else None


@pytest.mark.parametrize("query", SELECTIONS)
def test_facets_count_what_the_list_holds(reader: Client, query: str) -> None:
    found = reader.get(f"{FACETS}?{query}").json()
    rows = events(reader, query)
    assert found["count"] == len(rows)
    assert {each["year"]: each["count"] for each in found["years"]} == Counter(map(year, rows))
    kinds = Counter(row["kind"] for row in rows)
    assert {each["kind"]: each["count"] for each in found["kinds"]} == kinds
    codes = Counter(country["code"] for row in rows for country in row["countries"])
    assert {each["code"]: each["count"] for each in found["countries"]} == codes
    slugs = Counter(sector["slug"] for row in rows for sector in row["sectors"])
    assert {each["slug"]: each["count"] for each in found["sectors"]} == slugs
    assert found["capped"] is False


def test_facets_of_too_many_say_that_they_are_capped(reader: Client, settings: Settings) -> None:
    settings.FACET_ROWS = 2
    found = reader.get(f"{FACETS}?country=KZ").json()
    assert (found["count"], found["capped"]) == (7, True)
    assert sum(each["count"] for each in found["countries"]) == 2 * 2
    for tallied in ("years", "kinds"):
        assert sum(each["count"] for each in found[tallied]) == 7, "a single filter is tallied"
    assert reader.get(f"{FACETS}?country=KZ&fields=years,kinds").json()["capped"] is False
    assert reader.get(f"{FACETS}?country=KZ&sector=trade&fields=years").json()["capped"] is False
    assert reader.get(f"{FACETS}?country=KZ&from=1900&fields=years").json()["capped"] is True


@pytest.mark.parametrize("query", ["", "kind=visit"])
def test_facets_of_all_and_of_a_kind_are_never_capped(reader: Client, settings: Settings, query: str) -> None:
    whole = reader.get(f"{FACETS}?{query}").json()
    settings.FACET_ROWS = 1
    assert whole["count"] > 1
    assert reader.get(f"{FACETS}?{query}").json() == whole | {"capped": False}


@pytest.mark.parametrize("wanted", ["years", "kinds,count", "sectors", "countries,years"])
@pytest.mark.parametrize("query", SELECTIONS)
def test_facets_count_only_what_is_wanted(reader: Client, query: str, wanted: str) -> None:
    whole = reader.get(f"{FACETS}?{query}").json()
    kept = {name: whole[name] for name in (*wanted.split(","), "capped")}
    assert reader.get(f"{FACETS}?{query}&fields={wanted}").json() == kept
    assert "choose of: count, years" in refused(reader, f"{FACETS}?fields=colour")["fields"]


def test_facets_take_filters_and_no_paging(reader: Client) -> None:
    assert "allowed are: q, country" in refused(reader, f"{FACETS}?page_size=3")["page_size"]
    assert "choose of" in refused(reader, f"{FACETS}?kind=picnic")["kind"]


@pytest.mark.parametrize("query", SELECTIONS)
@pytest.mark.parametrize("kind", ["event", "meeting"])
def test_an_exact_count_is_the_length_of_the_whole_list(reader: Client, kind: str, query: str) -> None:
    if kind == "meeting" and "kind=" in query:
        query = query.replace("kind=call", "kind=tete_a_tete").replace("kind=visit", "kind=audience")
    answer = reader.get(f"{LISTS[kind]}?{query}&count=exact&page_size=1").json()
    whole = reader.get(f"{LISTS[kind]}?{query}&page_size=200").json()
    assert answer["count"] == len(whole["results"])
    assert "count" not in whole


def test_only_an_exact_count_is_given(reader: Client) -> None:
    assert refused(reader, f"{LISTS['event']}?count=yes") == {
        "count": "count: «yes» is not allowed; choose of: exact."
    }


@pytest.mark.parametrize("kind", RECORDS)
def test_a_document_is_cut_to_the_fields_wanted(reader: Client, kind: str) -> None:
    whole = reader.get(RECORDS[kind]).json()
    assert reader.get(f"{RECORDS[kind]}?fields=slug, title").json() == {
        "slug": whole["slug"], "title": whole["title"]
    }  # fmt: skip
    assert all(set(row) == {"title"} for row in reader.get(f"{LISTS[kind]}?fields=title").json()["results"])
    for address in (RECORDS[kind], LISTS[kind]):
        repeated = reader.get(f"{address}?fields=slug&fields=title,url&fields=").content
        assert repeated == reader.get(f"{address}?fields=slug,title,url").content


def test_unknown_fields_are_refused_with_those_there_are(reader: Client) -> None:
    assert "«» is not allowed" in refused(reader, f"{LISTS['event']}?fields=slug,")["fields"]
    said = refused(reader, f"{LISTS['event']}?fields=slug,disputes")["fields"]
    assert said.startswith("fields: «disputes» is not allowed; choose of: id, type, slug,")
    assert reader.get(f"{VISIT}?fields=disputes").status_code == 200


def test_the_link_header_leads_through_a_list_and_from_a_record_to_its_history(reader: Client) -> None:
    first = reader.get(f"{LISTS['event']}?page_size=3")
    assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = reader.get(first.json()["next"])
    assert second.headers["Link"].endswith(f'<{second.json()["previous"]}>; rel="prev"')
    assert "Link" not in reader.get(LISTS["event"]).headers
    assert reader.get(VISIT).headers["Link"] == f'<http://testserver{VISIT}versions/>; rel="version-history"'


def test_the_summary_of_a_pair_counts_its_events_and_their_people(reader: Client) -> None:
    found = reader.get("/api/v1/relations/KZ-PK/summary/").json()
    rows = events(reader, "pair=KZ-PK")
    assert found["events"] == len(rows) == 3
    assert {each["year"]: each["count"] for each in found["years"]} == {2024: 1, 2022: 1, None: 1}
    assert {each["kind"]: each["count"] for each in found["kinds"]} == {"visit": 1, "call": 1, "other": 1}
    assert {each["slug"] for each in found["sectors"]} == {sector["slug"] for sector in rows[0]["sectors"]}
    assert {each["level"] for each in found["levels"]} == {"head_of_state", "chief_of_defence_or_service"}
    assert {(each["type"], each["slug"]) for each in found["counterparts"]} == {
        ("official", each["slug"]) for each in rows[0]["officials"]
    }


def test_the_summary_of_a_pair_knows_the_last_visit_each_way_and_what_is_still_open(reader: Client) -> None:
    found = reader.get("/api/v1/relations/KZ-PK/summary/").json()
    visits = [(each["host"], each["visitor"], each["event"]["slug"]) for each in found["last_visits"]]
    assert visits == [(["KZ"], ["PK"], "munir-astana-2024")]
    assert [(each["slug"], each["status"]) for each in found["open_agreements"]] == [
        ("kz-pk-peacekeeping", "intent_expressed")
    ]


def test_a_summary_names_whom_a_record_deals_with(reader: Client) -> None:
    def counterparts(address: str) -> dict[str, int]:
        found = reader.get(address).json()
        return {each["slug"]: each["count"] for each in found["counterparts"]}

    assert counterparts("/api/v1/countries/KZ/summary/") == {"UZ": 4, "PK": 3}
    assert counterparts("/api/v1/sectors/peacekeeping/summary/") == {"KZ-PK": 1}
    assert counterparts("/api/v1/officials/asim-munir/summary/") == {
        "kassym-jomart-tokayev": 1, "shehbaz-sharif": 1
    }  # fmt: skip


def test_only_what_deals_with_others_has_a_summary(reader: Client) -> None:
    assert reader.get(f"{VISIT}summary/").status_code == 404
    assert reader.get("/api/v1/countries/XX/summary/").status_code == 404


def test_an_ended_record_has_no_summary(reader: Client, library: Event) -> None:
    relation = Relation.objects.get(key="KZ-UZ")
    withdraw(ended(relation), **BY)
    assert reader.get("/api/v1/relations/KZ-UZ/summary/").status_code == 410
    retract(ended(relation), **BY)
    assert reader.get("/api/v1/relations/KZ-UZ/summary/").status_code == 410


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (f"{LISTS['event']}?count=exact&fields=slug", 3),
        (f"{LISTS['meeting']}?count=exact&country=KZ", 3),
        (f"{FACETS}?country=KZ&kind=visit", 4),
        (f"{FACETS}?country=KZ&from=2022", 6),
        (f"{FACETS}?country=KZ&kind=visit&fields=years,kinds", 2),
        (FACETS, 4),
        ("/api/v1/relations/KZ-PK/summary/", 8),
    ],
)
def test_an_answer_takes_few_queries(
    reader: Client, django_assert_max_num_queries: Any, address: str, most: int
) -> None:
    with django_assert_max_num_queries(most):
        assert reader.get(address).status_code == 200
    tag = reader.get(address).headers["ETag"]
    with django_assert_max_num_queries(2):
        assert reader.get(address, headers={"If-None-Match": tag}).status_code == 304
