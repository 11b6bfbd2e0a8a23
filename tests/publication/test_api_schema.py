"""The API describes itself in OpenAPI 3.1, and answers as it says."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no stubs
from openapi_spec_validator import OpenAPIV31SpecValidator

from events.models import Event
from publication.addresses import PLURALS
from publication.api.filtersets import FILTERS
from publication.formats import of_list
from publication.overviews import COUNTERPARTS
from publication.publishing import retract, withdraw
from tests.publication.asking import LISTS, RECORDS, VISIT
from tests.publication.records import BY, ended

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> Json:
    found: Json = Client().get("/api/v1/schema/").json()
    return found


def operation(schema: Json, path: str) -> Json:
    found: Json = schema["paths"][path]["get"]
    return found


def hold(schema: Json, path: str, answer: Any) -> None:
    """Hold an answer to what the schema says of its address and status."""
    content = operation(schema, path)["responses"][str(answer.status_code)]["content"]
    shape = content[answer.headers["Content-Type"]]["schema"]
    Draft202012Validator({**shape, "components": schema["components"]}).validate(answer.json())


def test_the_schema_is_valid_openapi(schema: Json) -> None:
    assert schema["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(schema).validate()


@pytest.mark.parametrize("kind", FILTERS)
def test_every_list_describes_exactly_its_parameters(schema: Json, kind: str) -> None:
    described = operation(schema, LISTS[kind])["parameters"]
    assert [each["name"] for each in described] == sorted(FILTERS[kind].names())
    assert all(each["description"] and each["in"] == "query" for each in described)


@pytest.mark.parametrize("kind", FILTERS)
def test_the_values_described_are_the_values_taken(schema: Json, reader: Client, kind: str) -> None:
    for parameter in operation(schema, LISTS[kind])["parameters"]:
        shape = parameter["schema"]
        for value in shape.get("items", shape).get("enum", []):
            extra = "&q=a" if value == "relevance" else ""
            address = f"{LISTS[kind]}?{parameter['name']}={value}{extra}"
            assert reader.get(address).status_code == 200, address


def test_every_address_is_described_and_no_other(schema: Json) -> None:
    records = {f"/api/v1/{plural}/{{key}}/" for plural in PLURALS.values()}
    versions = {
        f"{path}versions/{below}" for path in records for below in ("", "{version}/", "{version}/difference/")
    }
    summaries = {f"/api/v1/{PLURALS[kind]}/{{key}}/summary/" for kind in COUNTERPARTS}
    others = {f"/api/v1/{each}/" for each in ("changes", "search", "facets/events", "downloads")}
    assert set(schema["paths"]) == set(LISTS.values()) | records | versions | summaries | others
    assert {method for path in schema["paths"].values() for method in path} == {"get"}


def test_every_operation_has_a_name_a_sentence_and_a_place(schema: Json) -> None:
    operations = [each["get"] for each in schema["paths"].values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all(each["summary"].endswith(".") and each["tags"] for each in operations)
    assert not any(each.get("security") for each in operations)


def examples(schema: Json, path: str, status: str, media_type: str = "application/json") -> list[Any]:
    content = operation(schema, path)["responses"][status]["content"][media_type]
    return [each["value"] for each in content["examples"].values()]


def test_every_operation_shows_an_answer_that_is_one(schema: Json) -> None:
    for path in schema["paths"]:
        shape = operation(schema, path)["responses"]["200"]["content"]["application/json"]["schema"]
        (shown,) = examples(schema, path, "200")
        Draft202012Validator({**shape, "components": schema["components"]}).validate(shown)
        for status in ("400", "429"):
            (refusal,) = examples(schema, path, status, "application/problem+json")
            assert refusal["status"] == int(status)


@pytest.mark.parametrize("kind", FILTERS)
def test_an_example_has_the_keys_of_an_answer_in_their_order(schema: Json, reader: Client, kind: str) -> None:
    (shown,) = examples(schema, LISTS[kind], "200")
    assert list(shown["results"][0]) == list(reader.get(LISTS[kind]).json()["results"][0])
    if kind in RECORDS:
        (whole,) = examples(schema, f"/api/v1/{PLURALS[kind]}/{{key}}/", "200")
        assert list(whole) == list(reader.get(RECORDS[kind]).json())


@pytest.mark.parametrize("kind", FILTERS)
def test_lists_answer_as_described(schema: Json, reader: Client, kind: str) -> None:
    answer = reader.get(f"{LISTS[kind]}?page_size=3")
    assert answer.json()["results"]
    hold(schema, LISTS[kind], answer)


@pytest.mark.parametrize("kind", FILTERS)
def test_every_format_of_a_list_is_described(schema: Json, kind: str) -> None:
    described = operation(schema, LISTS[kind])["responses"]["200"]["content"]
    assert set(described) == {each.media for each in of_list(kind)}


@pytest.mark.parametrize("kind", RECORDS)
def test_records_and_their_editions_answer_as_described(schema: Json, reader: Client, kind: str) -> None:
    path = f"/api/v1/{PLURALS[kind]}/{{key}}/"
    hold(schema, path, reader.get(RECORDS[kind]))
    hold(schema, f"{path}versions/", reader.get(f"{RECORDS[kind]}versions/"))
    hold(schema, f"{path}versions/{{version}}/", reader.get(f"{RECORDS[kind]}versions/1/"))
    first = reader.get(f"{RECORDS[kind]}versions/1/difference/")
    hold(schema, f"{path}versions/{{version}}/difference/", first)


@pytest.mark.parametrize("address", ["/api/v1/changes/?page_size=200", "/api/v1/search/?q=munir"])
def test_feed_and_search_answer_as_described(schema: Json, reader: Client, address: str) -> None:
    answer = reader.get(address)
    assert answer.json()["results"]
    hold(schema, address.partition("?")[0], answer)


def test_facets_summaries_and_parts_answer_as_described(schema: Json, reader: Client) -> None:
    hold(schema, "/api/v1/facets/events/", reader.get("/api/v1/facets/events/?pair=KZ-PK"))
    for kind in COUNTERPARTS:
        path = f"/api/v1/{PLURALS[kind]}/{{key}}/summary/"
        hold(schema, path, reader.get(f"{RECORDS[kind]}summary/"))
    hold(schema, LISTS["event"], reader.get(f"{LISTS['event']}?fields=slug,date&count=exact"))
    hold(schema, "/api/v1/events/{key}/", reader.get(f"{VISIT}?fields=slug,disputes"))


def test_endings_answer_as_described(schema: Json, reader: Client, library: Event) -> None:
    path = "/api/v1/events/{key}/"
    withdraw(ended(library), **BY)
    hold(schema, path, reader.get(VISIT))
    hold(schema, f"{path}versions/{{version}}/", reader.get(f"{VISIT}versions/2/"))
    hold(schema, f"{path}versions/{{version}}/", reader.get(f"{VISIT}versions/1/"))
    retract(ended(library), **BY)
    hold(schema, path, reader.get(VISIT))
    hold(schema, f"{path}versions/", reader.get(f"{VISIT}versions/"))
    hold(schema, "/api/v1/changes/", reader.get("/api/v1/changes/?page_size=200"))


def test_refusals_answer_as_described(schema: Json, reader: Client) -> None:
    hold(schema, "/api/v1/events/", reader.get("/api/v1/events/?kind=picnic"))
    hold(schema, "/api/v1/events/", reader.get("/api/v1/events/", headers={"Accept": "text/html"}))
    hold(schema, "/api/v1/events/{key}/", reader.get("/api/v1/events/nowhere/"))
    hold(schema, "/api/v1/changes/", reader.get("/api/v1/changes/?since=x"))
    hold(schema, "/api/v1/search/", reader.get("/api/v1/search/?q="))


def test_a_key_more_in_a_document_would_not_pass_for_an_answer(schema: Json, reader: Client) -> None:
    component = schema["components"]["schemas"]["EventDocument"]
    document = reader.get(VISIT).json()
    validator = Draft202012Validator({**component, "components": schema["components"]})
    assert validator.is_valid(document)
    assert not validator.is_valid({**document, "internal_note": "x"})
    assert not validator.is_valid({key: document[key] for key in list(document)[:-1]})
