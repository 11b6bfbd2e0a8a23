"""The Munir visit is read over HTTP as it was recorded, and no filter gives it a year."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from desk.stories.loading import MUNIR_VISIT, load_story, publish_story
from events.models import Event
from relations.reference.loading import load_countries, load_sectors
from tests.acceptance import facts_by_passage, table
from tests.cast import EDITOR, NOW

pytestmark = pytest.mark.django_db

VISIT = "/api/v1/events/munir-kazakhstan-visit/"
OFFICIALS = ("asim-munir", "kassym-jomart-tokayev", "shehbaz-sharif", "murat-nurtleu", "ruslan-zhaksylykov")
AGREEMENT = "/api/v1/agreements/kz-pk-peacekeeping-agreement/"


@pytest.fixture
def visit() -> Event:
    load_countries()
    load_sectors()
    event = load_story(MUNIR_VISIT, by=EDITOR, at=NOW)
    publish_story(event, by=EDITOR, at=NOW)
    return event


def read(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.json()


def slugs(client: Client, address: str) -> list[str]:
    return [each["slug"] for each in read(client, address)["results"]]


def test_every_passage_stands_under_its_facts_for_the_public(client, visit):
    officials = [read(client, f"/api/v1/officials/{slug}/") for slug in OFFICIALS]
    found = facts_by_passage(read(client, VISIT), read(client, AGREEMENT), *officials)
    assert found == {(row.start, row.end): row.facts for row in table() if row.facts}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?pair=KZ-PK",
        "?country=PK",
        "?official=shehbaz-sharif",
        "?sector=defence",
        "?sector=energy",
        "?kind=visit",
    ],
)
def test_the_visit_is_listed_by_what_it_holds(client, visit, query):
    assert slugs(client, f"/api/v1/events/{query}") == ["munir-kazakhstan-visit"]


@pytest.mark.parametrize("query", ["?host=PK", "?kind=signing", "?from=2025-01-01&to=2025-12-31"])
def test_the_visit_is_not_listed_by_what_it_does_not_hold(client, visit, query):
    assert slugs(client, f"/api/v1/events/{query}") == []


def test_a_year_finds_the_visit_only_as_possible(client, visit):
    year = "pair=KZ-PK&from=2025-01-01&to=2025-12-31"
    assert slugs(client, f"/api/v1/events/?{year}") == []
    assert slugs(client, f"/api/v1/events/?{year}&possible=true") == ["munir-kazakhstan-visit"]


def test_the_agreement_is_listed_as_intended_and_not_as_signed(client, visit):
    assert slugs(client, "/api/v1/agreements/?status=signed") == []
    assert slugs(client, "/api/v1/agreements/?status=intent_expressed") == ["kz-pk-peacekeeping-agreement"]


def test_its_four_meetings_are_listed_with_the_visit_they_belong_to(client, visit):
    meetings = read(client, "/api/v1/meetings/?pair=KZ-PK")["results"]
    assert sorted(each["kind"] for each in meetings) == [
        "audience",
        "unspecified",
        "unspecified",
        "wreath_laying",
    ]
    assert {each["event"]["slug"] for each in meetings} == {"munir-kazakhstan-visit"}


def test_nothing_is_there_before_it_is_published(client):
    load_countries()
    load_sectors()
    load_story(MUNIR_VISIT, by=EDITOR, at=NOW)
    officials = [f"/api/v1/officials/{each}/" for each in OFFICIALS]
    for address in (VISIT, AGREEMENT, "/api/v1/relations/KZ-PK/", *officials):
        assert client.get(address).status_code == 404
