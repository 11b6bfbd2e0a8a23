"""A reader chooses the format by the end of the address, or a program by what it accepts; caches are told."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import Event
from publication.addresses import PLURALS
from publication.formats import FORMATS, JSON, LINKED, OF_EVENTS, of_list
from publication.publishing import redirect, retract
from tests import cast
from tests.publication.asking import LISTS, RECORDS
from tests.publication.library import plain
from tests.publication.reading_formats import ask, body
from tests.publication.records import BY, ended

pytestmark = pytest.mark.django_db

OFFERED = [(kind, form) for kind in LISTS for form in of_list(kind)]
OF_RECORDS = [(kind, form) for kind in RECORDS for form in (JSON, LINKED, *OF_EVENTS)]


def suffixed(kind: str, suffix: str) -> str:
    return f"/{PLURALS.get(kind, 'meetings')}.{suffix}"


def of_record(kind: str, suffix: str) -> str:
    return f"{RECORDS[kind].removeprefix('/api/v1').rstrip('/')}.{suffix}"


@pytest.mark.parametrize(("kind", "form"), OFFERED)
def test_accept_and_suffix_give_the_same_rows(reader: Client, kind: str, form: object) -> None:
    by_suffix = ask(reader, suffixed(kind, form.suffix))  # type: ignore[attr-defined]
    by_accept = ask(reader, LISTS[kind], form.media)  # type: ignore[attr-defined]
    assert by_accept.headers["Content-Type"] == by_suffix.headers["Content-Type"]
    assert by_accept.headers["ETag"] == by_suffix.headers["ETag"]
    assert "Accept" in by_accept.headers["Vary"]
    one, two = body(by_accept).decode(), body(by_suffix).decode()
    ours = suffixed(kind, form.suffix)  # type: ignore[attr-defined]
    assert one.replace(LISTS[kind], ours) == two or one == two


@pytest.mark.parametrize("kind", LISTS)
def test_json_is_the_same_page_as_the_api_gives(reader: Client, kind: str) -> None:
    query = "?page_size=2"
    ours, api = reader.get(suffixed(kind, "json") + query).json(), reader.get(LISTS[kind] + query).json()
    assert ours["results"] == api["results"]
    if api["next"]:
        assert reader.get(ours["next"]).json()["results"] == reader.get(api["next"]).json()["results"]


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_as_json_is_its_document(reader: Client, kind: str) -> None:
    assert reader.get(of_record(kind, "json")).json() == reader.get(RECORDS[kind]).json()


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("application/json;q=0.1, text/csv", "text/csv"),
        ("text/html, application/atom+xml;q=0.9, */*;q=0.1", "application/atom+xml"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("image/png, text/calendar", "text/calendar"),
    ],
)
def test_the_most_wanted_type_is_given(reader: Client, accept: str, given: str) -> None:
    answer = reader.get(LISTS["event"], headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == given


@pytest.mark.parametrize(
    ("address", "accept", "there"),
    [
        (LISTS["event"], "text/html", "application/x-ndjson"),
        (LISTS["official"], "application/geo+json", "text/calendar"),
        (LISTS["event"], "application/ld+json", "text/csv"),
        (RECORDS["event"], "text/csv", "application/ld+json"),
        ("/api/v1/changes/", "text/csv", "application/json"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    reader: Client, address: str, accept: str, there: str
) -> None:
    answer = reader.get(address, headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert there in answer.json()["detail"]


@pytest.mark.parametrize(("kind", "form"), OFFERED)
def test_lists_are_cached_by_tag_and_answer_head(
    reader: Client, kind: str, form: object, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = suffixed(kind, form.suffix)  # type: ignore[attr-defined]
    with django_assert_max_num_queries(3):
        whole = ask(reader, address)
        body(whole)
    assert whole.headers["Cache-Control"] == "public, max-age=60"
    assert {"ETag", "Last-Modified", "Vary"} <= set(whole.headers)
    with django_assert_max_num_queries(1):
        again = reader.get(address, headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with django_assert_max_num_queries(1):
        again = reader.get(address, headers={"If-Modified-Since": whole.headers["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    head = reader.head(address)
    assert head.status_code == 200
    for name in ("ETag", "Last-Modified", "Content-Type", "Cache-Control", "Vary"):
        assert head.headers[name] == whole.headers[name]
    assert head.headers.get("Content-Length") == whole.headers.get("Content-Length")


def test_each_format_has_a_tag_of_its_own(reader: Client) -> None:
    tags = {ask(reader, suffixed("event", form.suffix)).headers["ETag"] for form in of_list("event")}
    assert len(tags) == len(of_list("event"))


def test_a_tag_changes_when_something_is_published(reader: Client) -> None:
    before = ask(reader, "/events.csv").headers["ETag"]
    cast.publish_all(plain("new", "2024-01-01", cast.pakistan()))
    answer = reader.get("/events.csv", headers={"If-None-Match": before})
    assert answer.status_code == 200


@pytest.mark.parametrize(("kind", "form"), OF_RECORDS)
def test_records_answer_in_every_format(
    reader: Client, kind: str, form: object, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = of_record(kind, form.suffix)  # type: ignore[attr-defined]
    most = 4 if form.suffix == "plover.jsonl" else 3  # type: ignore[attr-defined]  # codes stand in whole records
    with django_assert_max_num_queries(most):
        answer = ask(reader, address)
        body(answer)
    again = reader.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert reader.head(address).status_code == 200


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_a_record_that_is_not_there_or_gone_says_so_in_every_format(
    reader: Client, library: Event, form: object
) -> None:
    suffix = form.suffix  # type: ignore[attr-defined]
    assert reader.get(f"/events/nowhere.{suffix}").status_code == 404
    retract(ended(library, "It was never so."), **BY)
    gone = reader.get(f"/events/munir-astana-2024.{suffix}")
    assert gone.status_code == 410
    assert "It was never so." in gone.json()["detail"]


def test_a_merged_record_leads_to_the_other_in_the_same_format(reader: Client) -> None:
    old = Event.objects.get(key="call-2022")
    redirect(ended(old), to="trip-2025", **BY)
    answer = reader.get("/events/call-2022.ics")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/events/trip-2025.ics")


@pytest.mark.parametrize(
    "address", ["/events.xml", "/events.csv/", "/nothing.csv", "/events/x.csvx", "/.csv"]
)
def test_an_address_that_is_not_there_is_404(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/events.csv", "/events/munir-astana-2024.jsonld", "/countries/KZ.ics"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_formats_are_for_reading_only(reader: Client, address: str, method: str) -> None:
    assert getattr(reader, method)(address).status_code == 405


def test_pages_offer_their_formats_under_the_same_filters(reader: Client) -> None:
    page = reader.get("/events/?pair=KZ-PK&q=&page_size=1").content.decode()
    for form in of_list("event"):
        address = f"/events.{form.suffix}?pair=KZ-PK"
        assert f'<link rel="alternate" type="{form.media}" title="{form.label}" href="{address}">' in page
        assert f'<a href="{address}" type="{form.media}">{form.label}</a>' in page


@pytest.mark.parametrize("kind", RECORDS)
def test_record_pages_offer_themselves_and_their_events(reader: Client, kind: str) -> None:
    page = reader.get(RECORDS[kind].removeprefix("/api/v1")).content.decode()
    for form in (JSON, LINKED, *OF_EVENTS):
        assert f'href="{of_record(kind, form.suffix)}"' in page
    old = reader.get(RECORDS[kind].removeprefix("/api/v1") + "versions/1/").content.decode()
    assert 'rel="alternate"' not in old
