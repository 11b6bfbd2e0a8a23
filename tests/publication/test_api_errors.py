"""What cannot be answered is refused in a sentence, as problem details, and never with a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from publication.api.filtersets import FILTERS
from tests.publication.asking import LISTS, VISIT, asked, refused

pytestmark = pytest.mark.django_db

EVENTS = LISTS["event"]
PLACES = [
    *LISTS.values(),
    VISIT,
    f"{VISIT}versions/",
    f"{VISIT}versions/1/",
    "/api/v1/changes/",
    "/api/v1/search/",
]


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "errors"} <= set(body)
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"]
    assert body["detail"]
    assert all(set(each) == {"field", "sentence"} for each in body["errors"])
    return body


@pytest.mark.parametrize("kind", FILTERS)
def test_an_unknown_parameter_is_refused_with_those_allowed(reader: Client, kind: str) -> None:
    said = refused(reader, f"{LISTS[kind]}?colour=red")["colour"]
    assert all(name in said for name in FILTERS[kind].names())


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("kind=picnic", "kind", "visit, meeting, call"),
        ("visit_kind=secret", "visit_kind", "official_working"),
        ("occurrence=maybe", "occurrence", "did_not_occur"),
        ("office_level=king", "office_level", "head_of_state"),
        ("disputed=yes", "disputed", "true, false"),
        ("possible=perhaps", "possible", "true, false"),
        ("ordering=title", "ordering", "-date, date, -published, relevance"),
        ("ordering=relevance", "ordering", "needs words in q"),
        ("country=kz", "country", "an ISO code such as KZ"),
        ("country=KAZ", "country", "an ISO code such as KZ"),
        ("pair=KZ", "pair", "two ISO codes such as KZ-PK"),
        ("pair=KZ/PK", "pair", "two ISO codes such as KZ-PK"),
        ("official=Asim%20Munir", "official", "a slug such as asim-munir"),
        ("sector=-", "sector", "a slug"),
        ("from=2024-02-30", "from", "YYYY-MM-DD"),
        ("from=yesterday", "from", "YYYY-MM-DD"),
        ("to=2024-13", "to", "YYYY-MM-DD"),
        ("to=0000", "to", "YYYY-MM-DD"),
        ("to=99999", "to", "YYYY-MM-DD"),
        ("from=%D9%A2%D9%A0%D9%A2%D9%A4", "from", "YYYY-MM-DD"),
        ("published_since=2026-02-04", "published_since", "offset from UTC"),
        ("published_since=2026-02-30T00:00:00Z", "published_since", "offset from UTC"),
        (f"q={'a' * 201}", "q", "200"),
        ("from=2024&from=2025", "from", "once"),
        ("page_size=5&page_size=6", "page_size", "once"),
        ("&".join(["country=KZ"] * 11), "country", "At most 10 values"),
        (f"country={'K' * 5000}", "country", "an ISO code"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_with_what_is(
    reader: Client, query: str, field: str, said: str
) -> None:
    assert said in refused(reader, f"{EVENTS}?{query}")[field]


def test_all_that_is_wrong_is_said_at_once(reader: Client) -> None:
    wrong = refused(reader, f"{EVENTS}?kind=picnic&from=never&colour=red&page=2")
    assert list(wrong) == ["colour", "page", "kind", "from"]


@pytest.mark.parametrize(
    ("query", "field"),
    [("country=XX", "country"), ("pair=AA-ZZ", "pair"), ("official=nobody", "official"), ("host=XX", "host"),
     ("sector=magic", "sector"), ("agreement=none", "agreement"), ("visitor=XX", "visitor")],
)  # fmt: skip
def test_a_record_that_is_not_there_is_told_from_one_without_events(
    reader: Client, query: str, field: str
) -> None:
    said = refused(reader, f"{EVENTS}?{query}")
    assert list(said) == [field]
    assert query.partition("=")[2] in said[field]
    assert reader.get(f"{EVENTS}?country=SUHH").json()["results"] == []


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/",
        "/api/v1/nothing/",
        "/api/v1/events",
        f"{VISIT}nothing/",
        f"{VISIT}versions/x/",
        f"{VISIT}versions/a%0Ab/",
    ],
)
def test_an_unknown_address_is_a_problem_too(reader: Client, address: str) -> None:
    problem(reader.get(address), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", PLACES)
def test_the_record_is_for_reading_only(reader: Client, address: str, method: str) -> None:
    answer = getattr(reader, method)(address, {"a": 1}, content_type="application/json")
    problem(answer, 405)
    assert {"GET", "HEAD", "OPTIONS"} >= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("address", PLACES)
def test_options_are_answered(reader: Client, address: str) -> None:
    assert reader.options(address).status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_a_format_that_is_not_there_is_refused(reader: Client, accept: str) -> None:
    problem(reader.get(VISIT, HTTP_ACCEPT=accept), 406)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html, */*;q=0.1", "application/*"])
def test_json_is_sent_to_whoever_takes_it(reader: Client, accept: str) -> None:
    assert reader.get(VISIT, HTTP_ACCEPT=accept).status_code == 200


NOT_TEXT = {"NUL": "%00", "a lone surrogate": "%ED%A0%80", "no UTF-8": "%FF", "a cut character": "%C3"}


@pytest.mark.parametrize("what", NOT_TEXT)
@pytest.mark.parametrize("name", ["q", "country", "cursor", "ordering", "page_size", "colour"])
def test_bytes_that_are_no_text_are_refused_by_name(reader: Client, name: str, what: str) -> None:
    answer = reader.get(EVENTS, QUERY_STRING=f"{name}=a{NOT_TEXT[what]}b")
    assert problem(answer, 400)["errors"][0]["field"] == name
    assert reader.get(f"/api/v1/events/a{NOT_TEXT[what]}b/").status_code in (400, 404)


@pytest.mark.parametrize("address", PLACES)
def test_a_megabyte_of_query_is_refused_before_it_is_read(reader: Client, address: str) -> None:
    problem(reader.get(address, QUERY_STRING="q=" + "a" * 2**20), 414)
    problem(reader.get(address, QUERY_STRING="&".join(["q=a"] * 2**18)), 414)


@pytest.mark.parametrize(
    "text",
    ["\u202emunir", "munir\u200b", "mun\u0131r", "МУНИР", "\u0301", "e\u0301", "🕊️", "\ufeff", "\uffff",
     "\x07", "munir\t\n", "ﬁnance", "Ǆ", "ß", "İ", "a" * 200, "\U0010ffff", "-", '"', '"unclosed', "OR OR",
     "not", "- -", "<->", "a:b"],
)  # fmt: skip
def test_strange_words_are_looked_for_like_any_other(reader: Client, text: str) -> None:
    for address in (EVENTS, LISTS["official"], "/api/v1/search/"):
        assert reader.get(asked(address, q=text)).status_code in (200, 400)
