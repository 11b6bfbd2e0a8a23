"""A list answers what its filters ask for, each as the contract says, in the order asked for."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from publication.api.filtersets import FILTERS
from tests.publication.asking import LISTS, RECORDS, listed, names, refused

pytestmark = pytest.mark.django_db

NEWEST_FIRST = [
    "trip-2025", "munir-astana-2024", "call-2023", "call-2022", "since-ever", "open-end", "no-year"
]  # fmt: skip
OLDEST_FIRST = [
    "since-ever", "call-2022", "call-2023", "munir-astana-2024", "trip-2025", "no-year", "open-end"
]  # fmt: skip
KZ_PK = ["munir-astana-2024", "call-2022", "no-year"]
KZ_UZ = ["trip-2025", "call-2023", "since-ever", "open-end"]
VISIT = ["munir-astana-2024"]

EVERY_TAG = (
    "country=KZ&country=PK&pair=KZ-PK&host=KZ&visitor=PK&official=asim-munir&official=kassym-jomart-tokayev"
    "&sector=peacekeeping&sector=defence&kind=visit&visit_kind=official&office_level=head_of_state"
)
"""More filters than are looked up one by one."""
CASES = [
    ("event", "", NEWEST_FIRST),
    ("event", "country=UZ", KZ_UZ),
    ("event", "country=KZ&country=PK", KZ_PK),
    ("event", "pair=KZ-PK", KZ_PK),
    ("event", "pair=PK-KZ", KZ_PK),
    ("event", "pair=PK-KZ&kind=call", ["call-2022"]),
    ("event", "official=asim-munir", VISIT),
    ("event", "official=shehbaz-sharif", VISIT),
    ("event", "official=asim-munir&official=kassym-jomart-tokayev", VISIT),
    ("event", "office_level=head_of_state", VISIT),
    ("event", "office_level=head_of_government", []),
    ("event", "sector=peacekeeping", VISIT),
    ("event", "sector=defence", VISIT),
    ("event", "kind=call", ["call-2023", "call-2022"]),
    ("event", "visit_kind=private", ["trip-2025"]),
    ("event", "host=UZ", ["trip-2025"]),
    ("event", "visitor=PK", VISIT),
    ("event", "agreement=kz-pk-peacekeeping", VISIT),
    ("event", "occurrence=announced", ["call-2023"]),
    ("event", "disputed=true", VISIT),
    ("event", "disputed=false", [each for each in NEWEST_FIRST if each not in VISIT]),
    ("event", "from=2024", ["trip-2025", "munir-astana-2024"]),
    ("event", "from=2021", ["trip-2025", "munir-astana-2024", "call-2023", "call-2022", "open-end"]),
    ("event", "to=2022", ["call-2022", "since-ever"]),
    ("event", "from=2022-03&to=2022-03", ["call-2022"]),
    ("event", "from=2022-03-02&to=2022-03-30", []),
    ("event", "from=2024-05-18&to=2024-05-18", []),
    ("event", "from=2022-03-02&to=2022-03-30&possible=true", ["call-2022", "open-end", "no-year"]),
    ("event", "from=2024-05-18&to=2024-05-18&possible=true", ["munir-astana-2024", "open-end", "no-year"]),
    ("event", "to=2019&possible=true", ["since-ever", "no-year"]),
    ("event", "from=2022-03-02&to=2022-03-30&possible=false", []),
    ("event", "pair=KZ-PK&from=2030&possible=true", ["no-year"]),
    ("event", "q=greetings", VISIT),
    ("event", "q=GREETING+astaná", VISIT),
    ("event", f"{EVERY_TAG}&occurrence=occurred", VISIT),
    ("event", f"{EVERY_TAG}&occurrence=announced", []),
    ("event", "q=nowhere", []),
    ("event", "published_since=2026-02-04T10:00:00Z", [each for each in NEWEST_FIRST if each not in VISIT]),
    ("event", "published_since=2026-02-04T15:30:01%2B05:00", []),
    ("event", "as_of=2026-02-04T10:00:00Z", VISIT),
    ("event", "as_of=2026-02-04T10:00:00Z&pair=KZ-UZ", []),
    ("event", "ordering=-date", NEWEST_FIRST),
    ("event", "ordering=date", OLDEST_FIRST),
    ("event", "ordering=-published", [
        "trip-2025", "since-ever", "open-end", "no-year", "call-2023", "call-2022", "munir-astana-2024"
    ]),
    ("event", "q=event+call&ordering=relevance", ["call-2023", "call-2022"]),
    ("meeting", "", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", "ordering=date", ["Munir meets Tokayev", "Talks in private"]),
    ("meeting", "country=PK&pair=PK-KZ&host=KZ&visitor=PK", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", f"{EVERY_TAG}&occurrence=occurred".replace("&kind=visit", ""), ["Munir meets Tokayev"]),
    ("meeting", f"{EVERY_TAG}&sector=trade".replace("&kind=visit", ""), []),
    ("meeting", "official=asim-munir", ["Munir meets Tokayev"]),
    ("meeting", "official=kassym-jomart-tokayev", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", "office_level=chief_of_defence_or_service", ["Munir meets Tokayev"]),
    ("meeting", "sector=trade", ["Talks in private"]),
    ("meeting", "sector=defence", ["Munir meets Tokayev"]),
    ("meeting", "kind=tete_a_tete", ["Talks in private"]),
    ("meeting", "visit_kind=official&occurrence=occurred", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", "agreement=kz-pk-peacekeeping", ["Munir meets Tokayev"]),
    ("meeting", "disputed=false", []),
    ("meeting", "from=2024-05-17&to=2024-05-18", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", "from=2024-05-18", []),
    ("meeting", "from=2024-05-18&possible=true", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", "q=greetings&ordering=relevance", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", "published_since=2026-02-05T00:00:00Z", []),
    ("meeting", "as_of=2026-02-05T00:00:00Z", ["Talks in private", "Munir meets Tokayev"]),
    ("meeting", "as_of=2020-02-05T00:00:00Z", []),
    ("meeting", "ordering=-published", ["Talks in private", "Munir meets Tokayev"]),
    ("agreement", "", ["kz-pk-peacekeeping"]),
    ("agreement", "country=KZ&pair=PK-KZ&kind=unspecified&sector=defence", ["kz-pk-peacekeeping"]),
    ("agreement", "official=asim-munir&disputed=true&q=peacekeeping", ["kz-pk-peacekeeping"]),
    ("agreement", "status=intent_expressed", ["kz-pk-peacekeeping"]),
    ("agreement", "status=signed", []),
    ("official", "", ["asim-munir", "shehbaz-sharif", "kassym-jomart-tokayev"]),
    ("official", "country=PK", ["asim-munir", "shehbaz-sharif"]),
    ("official", "office_level=head_of_state", ["kassym-jomart-tokayev"]),
    ("official", "q=munir", ["asim-munir"]),
    ("official", "serving_on=2024-05-17&country=PK", ["asim-munir", "shehbaz-sharif"]),
    ("country", "", ["KZ", "PK", "SUHH", "UZ"]),
    ("country", "kind=former&q=ussr", ["SUHH"]),
    ("sector", "", ["defence", "peacekeeping", "trade", "trade-and-investment"]),
    ("sector", "sector=defence&q=peacekeeping", ["peacekeeping"]),
    ("relation", "", ["KZ-PK", "KZ-UZ"]),
    ("relation", "country=UZ", ["KZ-UZ"]),
    ("relation", "q=independence&ordering=-date", ["KZ-PK"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "query", "expected"), CASES)
def test_a_list_holds_what_is_asked_for(reader: Client, kind: str, query: str, expected: list[str]) -> None:
    assert listed(reader, f"{LISTS[kind]}?{query}") == expected


def test_the_cap_on_words_takes_nothing_away_from_other_filters_and_kinds(
    reader: Client, settings: Settings
) -> None:
    settings.SEARCH_CANDIDATES = 1
    assert listed(reader, f"{LISTS['event']}?q=event&pair=KZ-UZ") == KZ_UZ
    assert listed(reader, f"{LISTS['meeting']}?q=greetings&country=KZ") == [
        "Talks in private", "Munir meets Tokayev"
    ]  # fmt: skip
    assert listed(reader, f"{LISTS['official']}?q=munir") == ["asim-munir"]
    assert len(listed(reader, f"{LISTS['event']}?q=event")) == 1


@pytest.mark.parametrize("kind", FILTERS)
def test_every_filter_and_every_order_has_a_case(kind: str) -> None:
    asked = [pair for case, query, _ in CASES if case == kind for pair in parse_qsl(query)]
    assert set(FILTERS[kind].base_filters) <= {name for name, _ in asked}
    if kind in ("event", "meeting"):
        orders = {value for name, value in asked if name == "ordering"} | {"-date"}
        assert orders == set(FILTERS[kind].orderings)


@pytest.mark.parametrize("kind", FILTERS)
def test_every_order_a_list_knows_holds_the_same_rows(reader: Client, kind: str) -> None:
    whole = sorted(listed(reader, LISTS[kind]))
    for ordering in FILTERS[kind].orderings:
        if ordering != "relevance":
            assert sorted(listed(reader, f"{LISTS[kind]}?ordering={ordering}")) == whole


@pytest.mark.parametrize("kind", FILTERS)
def test_a_page_has_rows_and_the_addresses_of_its_neighbours(reader: Client, kind: str) -> None:
    answer = reader.get(LISTS[kind])
    assert answer.headers["Content-Type"] == "application/json"
    assert list(answer.json()) == ["results", "next", "previous"]
    assert answer.headers["Cache-Control"].startswith("public")
    assert {"ETag", "Last-Modified", "Vary"} <= set(answer.headers)


@pytest.mark.parametrize("kind", RECORDS)
def test_the_list_form_is_the_beginning_of_the_record(reader: Client, kind: str) -> None:
    record = reader.get(RECORDS[kind]).json()
    rows = reader.get(LISTS[kind]).json()["results"]
    row = next(each for each in rows if each["slug"] == record["slug"])
    assert list(record)[: len(row)] == list(row)
    assert row == {key: record[key] for key in row}


def test_a_meeting_is_the_same_as_in_its_event_and_names_it(reader: Client) -> None:
    event = reader.get(RECORDS["event"]).json()
    for meeting in reader.get(LISTS["meeting"]).json()["results"]:
        of = meeting.pop("event")
        assert of == {key: event[key] for key in ("slug", "title", "date")}
        assert meeting in event["meetings"]


@pytest.mark.parametrize("kind", FILTERS)
def test_a_list_takes_at_most_three_queries_however_it_is_asked(
    reader: Client, kind: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for case, query, _ in CASES:
        if case == kind:
            with django_assert_max_num_queries(3):
                reader.get(f"{LISTS[kind]}?{query}")


@pytest.mark.parametrize("size", ["1", "7", "200"])
def test_a_page_has_as_many_rows_as_asked_for(reader: Client, size: str) -> None:
    assert listed(reader, f"{LISTS['event']}?page_size={size}") == NEWEST_FIRST[: int(size)]


@pytest.mark.parametrize("size", ["0", "-1", "201", "1000000000", "9" * 400, "ten", "1e2", "٣", "", " 5"])
def test_a_page_size_out_of_bounds_is_refused_with_the_bounds(reader: Client, size: str) -> None:
    for address in (LISTS["event"], "/api/v1/changes/"):
        assert "from 1 to 200" in refused(reader, f"{address}?page_size={size}")["page_size"]


def test_empty_filters_are_as_if_not_given(reader: Client) -> None:
    query = "&".join(f"{name}=" for name in FILTERS["event"].base_filters)
    assert names(reader.get(f"{LISTS['event']}?{query}&ordering=").json()) == NEWEST_FIRST


@pytest.mark.parametrize("kind", FILTERS)
def test_head_answers_the_same_headers_and_no_body(reader: Client, kind: str) -> None:
    whole, head = reader.get(LISTS[kind]), reader.head(LISTS[kind])
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type", "Cache-Control", "Vary"):
        assert head.headers[name] == whole.headers[name]
