"""A record answers with its document as it stands; what is not public is as if it were not there."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from publication.models import Listing
from tests import cast
from tests.publication.asking import RECORDS, VISIT
from tests.publication.library import plain
from tests.publication.records import document_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_answers_with_its_document(reader: Client, kind: str) -> None:
    answer = reader.get(RECORDS[kind])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    document = answer.json()
    listing = Listing.objects.get(type=kind, key=document["slug"])
    assert document == document_of(listing)  # type: ignore[arg-type]  # it has its identity
    assert list(document)[:10] == [
        "id", "type", "slug", "url", "version", "state", "published_at", "first_published_at", "change",
        "title",
    ]  # fmt: skip
    assert document["type"] == kind


@pytest.mark.parametrize("kind", RECORDS)
def test_the_page_named_in_a_document_is_there(reader: Client, kind: str) -> None:
    assert reader.get(reader.get(RECORDS[kind]).json()["url"]).status_code == 200


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_tagged_and_cacheable_and_not_sent_twice(reader: Client, kind: str) -> None:
    answer = reader.get(RECORDS[kind])
    headers = answer.headers
    assert headers["ETag"].startswith('"')
    assert headers["Cache-Control"].startswith("public")
    assert headers["Last-Modified"] == "Wed, 04 Feb 2026 09:30:00 GMT"
    assert "Accept" in headers["Vary"]
    for condition in (
        {"HTTP_IF_NONE_MATCH": headers["ETag"]},
        {"HTTP_IF_NONE_MATCH": f'"other", W/{headers["ETag"]}'},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]},
    ):
        again = reader.get(RECORDS[kind], **condition)  # type: ignore[arg-type]  # headers by name
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == headers["ETag"]
    assert reader.get(RECORDS[kind], HTTP_IF_NONE_MATCH='"other"').status_code == 200


@pytest.mark.parametrize("kind", RECORDS)
def test_head_answers_the_same_headers_and_no_body(reader: Client, kind: str) -> None:
    whole, head = reader.get(RECORDS[kind]), reader.head(RECORDS[kind])
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_and_its_history_take_at_most_three_queries(
    reader: Client, kind: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (RECORDS[kind], f"{RECORDS[kind]}versions/", f"{RECORDS[kind]}versions/1/"):
        with django_assert_max_num_queries(3):
            assert reader.get(address).status_code == 200


def test_the_api_may_be_read_from_anywhere(reader: Client) -> None:
    answer = reader.get(VISIT, HTTP_ORIGIN="https://elsewhere.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


def test_a_draft_is_answered_as_what_does_not_exist(reader: Client) -> None:
    plain("secret-call", "2026-01", cast.pakistan(), title="SECRET")
    for suffix in ("", "versions/", "versions/1/"):
        draft = reader.get(f"/api/v1/events/secret-call/{suffix}")
        missing = reader.get(f"/api/v1/events/missed-call/{suffix}")
        assert draft.status_code == missing.status_code == 404
        assert draft.content.replace(b"secret-call", b"") == missing.content.replace(b"missed-call", b"")
        assert draft.headers == missing.headers


def test_a_draft_cannot_be_asked_for_by_filter_either(reader: Client) -> None:
    cast.sector("a-draft")
    draft, missing = (reader.get(f"/api/v1/events/?sector={key}") for key in ("a-draft", "missing"))
    assert draft.status_code == missing.status_code == 400
    assert draft.content.replace(b"a-draft", b"missing") == missing.content


@pytest.mark.parametrize(
    "key", ["KZ", "nowhere", "munir-astana-2024/", "MUNIR-ASTANA-2024", "%20", "a" * 300, "%C3%A9"]
)
def test_an_event_of_another_key_is_not_there(reader: Client, key: str) -> None:
    answer = reader.get(f"/api/v1/events/{key}/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_record_takes_no_parameters_but_fields(reader: Client) -> None:
    for suffix, allowed in (
        ("", "allowed are: fields"),
        ("versions/", "none is allowed here"),
        ("versions/1/", "none is allowed here"),
    ):
        answer = reader.get(f"{VISIT}{suffix}?expand=all")
        assert answer.status_code == 400
        assert answer.json()["errors"] == [
            {"field": "expand", "sentence": f"There is no parameter 'expand'; {allowed}."}
        ]
