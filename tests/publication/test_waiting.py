"""What went quiet and what came no further is told from the record alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.test import Client

from events.models import Event
from publication.crossing import Crossed
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
def test_a_relation_begins_with_the_last_visit_each_way(client: Client, library: Event) -> None:
    summary = client.get("/api/v1/relations/KZ-PK/summary/").json()
    page = client.get("/relations/KZ-PK/").content.decode().split("Relations established")[0]
    told = [page.split(f"Last visit to {name}")[1].split("</dd>")[0] for name in ("Kazakhstan", "Pakistan")]
    for code, words in zip(("KZ", "PK"), told, strict=True):
        visit = next((each["event"] for each in summary["last_visits"] if code in each["host"]), None)
        assert (f'href="/events/{visit["slug"]}/"' if visit else "none recorded") in words
    assert any("href" in words for words in told)
