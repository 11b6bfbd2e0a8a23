"""What went quiet and what came no further is told from the record alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import orjson
import pytest
from django.test import Client
from pytest_django import Settings

from events.models import Event
from publication import reading
from publication.crossing import Crossed
from publication.pages.missed import missed
from publication.waiting import gone_quiet, is_old, stuck
from tests import cast
from tests.publication.library import plain

TODAY = date(2026, 11, 26)


def test_what_had_events_and_has_none_for_years_went_quiet() -> None:
    found: Crossed = Counter({
        (2015, ("trade",)): 4, (2022, ("trade",)): 1,  # the last in time to be missed
        (2010, ("health",)): 9, (2023, ("health",)): 1,  # three years ago: not yet
        (2001, ("road",)): 1,  # once only
        (2001, ("energy",)): 5, (0, ("energy",)): 1,  # one may be of any year
        (2001, ("",)): 50,
    })  # fmt: skip
    assert gone_quiet(found, TODAY) == [("trade", 2022, 5)]


def agreement(status: str | None, latest: str | None) -> dict[str, Any]:
    return {"status": status, "date": {"latest": latest}}


def test_an_agreement_is_stuck_where_its_last_step_is_old_and_no_signature() -> None:
    old = agreement("proposed", "2024-01-01")
    others = [
        agreement("proposed", "2026-09-01"), agreement("signed", "2001-01-01"), agreement(None, "2001-01-01"),
        agreement("initialled", None), {"status": "proposed", "date": None},
    ]  # fmt: skip
    assert stuck([old, *others], TODAY) == [old]
    assert not is_old("2025-11-26", TODAY)
    assert is_old("2025-11-25", TODAY)


@pytest.mark.django_db
def test_a_relation_tells_both_with_the_records_behind_them(client: Client, library: Event) -> None:
    road = cast.sector("caravans")
    old = [plain(f"caravan-{year}", str(year), cast.pakistan()) for year in (1994, 1995)]
    for each in old:
        each.sectors.add(road)
    cast.publish_all(road, *old)
    page = client.get("/relations/KZ-PK/").content.decode()
    assert "Gone quiet" in page
    assert "2 events, the last in 1995" in page
    link = page.split("Gone quiet")[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/api/v1{link}&count=exact").json()["count"] == 2


@pytest.mark.django_db
def test_a_lively_relation_has_no_such_lists(client: Client, library: Event) -> None:
    page = client.get("/relations/KZ-PK/").content.decode()
    assert "Gone quiet" not in page


@pytest.mark.django_db
def test_a_relation_tells_what_is_open(client: Client, library: Event) -> None:
    page = client.get("/relations/KZ-PK/").content.decode()
    told = page.split('<h2 id="open">')[1].split("</section>")[0]
    link = told.split('href="')[1].split('"')[0].replace("&amp;", "&")
    number = int(told.split("disputed=true")[1].split(">")[1].split()[0])
    assert client.get(f"/api/v1{link}&count=exact").json()["count"] == number > 0


@pytest.mark.django_db
def test_an_agreement_short_of_its_signature_is_open_until_it_is_stuck(library: Event) -> None:
    listing = reading.record("relation", "KZ-PK")
    assert listing is not None
    document, serial = orjson.loads(listing.text), reading.last_serial()
    for today, place in ((date(2024, 6, 1), "open"), (TODAY, "stuck")):
        found = missed(document, serial, today)
        assert [each["slug"] for each in found[place]] == ["kz-pk-peacekeeping"]
        assert found[{"open": "stuck", "stuck": "open"}[place]] == []


@pytest.mark.django_db
def test_no_number_is_told_where_not_all_are_counted(
    client: Client, library: Event, settings: Settings
) -> None:
    settings.FACET_ROWS = 1
    told = client.get("/relations/KZ-PK/").content.decode().split('<h2 id="open">')[1].split("</section>")[0]
    assert ">Events on which sources disagree</a>" in told
