"""The reading rows of a document follow from the document, for each kind of record."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings

from events.models import Event
from publication.facets import Facets, derive
from publication.models import Listing
from publication.models.listing import UNDATED
from tests.publication.asking import RECORDS
from tests.publication.records import document_of

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


@pytest.fixture
def visit(library: Event) -> Json:
    return document_of(library)


def record(record_type: str) -> Json:
    key = RECORDS[record_type].strip("/").split("/")[-1]
    return document_of(Listing.objects.get(type=record_type, key=key))  # type: ignore[arg-type]  # has its pk


def values(tags: Iterable[str], axis: str) -> set[str]:
    return {tag.partition(":")[2] for tag in tags if tag.startswith(f"{axis}:")}


def test_an_event_is_tagged_with_everything_it_is_listed_by(visit: Json) -> None:
    assert {tag for tag in derive(visit).tags if not tag.startswith(("official:", "sector:"))} == {
        "kind:visit", "visit_kind:official", "occurrence:occurred", "disputed:true",
        "country:KZ", "country:PK", "host:KZ", "visitor:PK", "pair:KZ-PK",
        "office_level:chief_of_defence_or_service", "office_level:head_of_state",
        "agreement:kz-pk-peacekeeping", "named:country:UZ",
    }  # fmt: skip


def test_a_sector_inside_an_event_counts_with_its_parent(visit: Json) -> None:
    expected = {"peacekeeping", "defence", "trade", "trade-and-investment"}
    assert values(derive(visit).tags, "sector") == expected


def test_an_absent_principal_is_named_and_their_level_is_not_there(visit: Json) -> None:
    assert "shehbaz-sharif" in values(derive(visit).tags, "official")
    assert "head_of_government" not in values(derive(visit).tags, "office_level")
    present = deepcopy(visit)
    present["participants"][0]["presence"] = "present"
    assert "head_of_government" in values(derive(present).tags, "office_level")


def test_a_meeting_has_its_own_people_and_sectors_and_the_countries_of_its_event(visit: Json) -> None:
    audience, talks = derive(visit).meetings
    assert values(audience.tags, "official") == {"asim-munir", "kassym-jomart-tokayev", "shehbaz-sharif"}
    assert values(talks.tags, "official") == {"kassym-jomart-tokayev"}
    assert values(talks.tags, "sector") == {"trade", "trade-and-investment"}
    assert values(audience.tags, "sector") == {"peacekeeping", "defence"}
    assert values(audience.tags, "kind") == {"audience"}
    assert values(audience.tags, "agreement") == {"kz-pk-peacekeeping"}
    assert values(talks.tags, "agreement") == set()
    for meeting in (audience, talks):
        assert {"pair:KZ-PK", "country:KZ", "host:KZ", "visitor:PK", "visit_kind:official"} <= set(
            meeting.tags
        )
        assert values(meeting.tags, "kind") != {"visit"}
    assert orjson.loads(audience.text)["event"] == {key: visit[key] for key in ("slug", "title", "date")}


@pytest.mark.parametrize(
    ("bounds", "place", "year"),
    [
        (("2024-05-17", "2024-05-17"), (date(2024, 5, 17), date(2024, 5, 17)), 2024),
        (("2024-01-01", "2024-12-31"), (date(2024, 12, 31), date(2024, 1, 1)), 2024),
        (("2023-12-31", "2024-01-01"), (date(2024, 1, 1), date(2023, 12, 31)), 0),
        ((None, "2024-04-23"), (date(2024, 4, 23), None), 0),
        (("2024-04-23", None), (UNDATED, date(2024, 4, 23)), 0),
        ((None, None), (UNDATED, None), 0),
    ],
)
def test_a_date_gives_the_place_in_the_list_and_the_year_it_is_counted_in(
    visit: Json, bounds: tuple[str | None, str | None], place: tuple[date, date | None], year: int
) -> None:
    visit["date"] |= dict(zip(("earliest", "latest"), bounds, strict=True))
    facets = derive(visit)
    assert (facets.sort_on, facets.earliest) == place
    assert {counted for _, counted, _ in facets.tallies} == {year}
    assert facets.tallies["pair:KZ-PK", year, "visit"] == facets.tallies["", year, "visit"] == 1


def test_no_date_at_all_stands_last(visit: Json) -> None:
    visit["date"] = None
    assert (derive(visit).sort_on, derive(visit).earliest) == (UNDATED, None)


def test_an_agreement_is_listed_by_parties_status_and_signatories(library: Event) -> None:
    agreement = record("agreement")
    tags = derive(agreement).tags
    assert {"status:intent_expressed", "kind:unspecified", "pair:KZ-PK", "country:KZ", "country:PK"} <= set(
        tags
    )
    assert {"disputed:true", "official:asim-munir", "sector:peacekeeping", "sector:defence"} <= set(tags)
    agreement["status"] = None
    assert values(derive(agreement).tags, "status") == set()


def test_an_official_is_listed_by_country_and_every_level_ever_held(library: Event) -> None:
    official = record("official")
    facets = derive(official)
    assert facets.tags == ["country:PK", "office_level:chief_of_defence_or_service"]
    assert facets.sort_title == "munir, asim"
    assert "асим мунир" in facets.names
    official["offices"][0]["country"] = {"code": "KZ", "name": "Kazakhstan"}
    assert values(derive(official).tags, "country") == {"KZ", "PK"}


def test_countries_sectors_and_relations_are_listed_by_what_they_belong_to(library: Event) -> None:
    assert derive(record("country")).tags == ["country:KZ", "kind:former"]
    assert derive(record("sector")).tags == ["sector:defence"]
    relation = derive(record("relation"))
    assert relation.tags == ["country:KZ", "country:PK"]
    assert relation.sort_on == date(1992, 2, 24)


def test_words_are_folded_and_the_ways_of_publishing_are_no_words(library: Event, visit: Json) -> None:
    visit["title"], visit["change"]["note"] = "  Éàlmaty  ÇALL ", "CHANGENOTE"
    facets = derive(visit)
    assert facets.sort_title == "ealmaty call"
    assert "CHANGENOTE" not in facets.prose
    assert "greetings of the Prime Minister" in facets.prose
    assert "The Steppe Gazette" not in facets.prose


def test_the_same_document_gives_the_same_rows_and_stays_as_it_is(visit: Json) -> None:
    before = deepcopy(visit)
    first: Facets = derive(visit)
    assert derive(deepcopy(visit)) == first
    assert visit == before


def test_nothing_but_the_document_is_read() -> None:
    imports = set()
    for name in ("facets", "words"):
        tree = ast.parse((Path(settings.BASE_DIR) / f"publication/{name}.py").read_text())
        imports |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imports if name and name.startswith("publication")} == {
        "publication.models.listing", "publication.words"
    }  # fmt: skip
