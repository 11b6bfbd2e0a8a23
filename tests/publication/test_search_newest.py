"""Of more records than can be ranked, the newest are: by their day, in whatever order they came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from publication.shortlisting import PERIODS, dated
from tests import cast
from tests.publication.asking import LISTS, listed
from tests.publication.library import plain
from tests.publication.records import publish_again

pytestmark = pytest.mark.django_db

AGES = [-4000, -400, -40, 0, 1, 20, 45, 100, 300, 500, 800, 1500, 2500, 4000, 9000, 50_000]
"""Days before today, so that each lies in another stretch of time."""
KEYS = [f"visit-{place}" for place in range(len(AGES))]
EVERY = [*KEYS, "some-day"]
PLANNED = {"occurrence": "announced"}
EVENTS = LISTS["event"]


@pytest.fixture(autouse=True, params=["years", "months", "days"])
def finest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the index for stretches as long as in records of each size."""
    monkeypatch.setattr("publication.shortlisting.BY_MONTHS", 50_000 if request.param == "years" else 0)
    monkeypatch.setattr("publication.shortlisting.BY_DAYS", 0 if request.param == "days" else 500_000)


@pytest.fixture
def visits() -> None:
    """Publish visits of all ages, the newest neither first nor last, and then the oldest once more."""
    cast.publish_the_ground()
    today = date.today()
    made = [
        plain(key, str(today - timedelta(days=age)), cast.pakistan(), title=f"Visit of {key}.", **PLANNED)
        for key, age in zip(KEYS, AGES, strict=True)
    ]
    undated = plain("some-day", "XXXX-04-23", cast.pakistan(), title="Visit some day.", **PLANNED)
    cast.publish_all(*made[8:], undated, *made[:8])
    publish_again(made[-1], title="Visit long ago.")


@pytest.mark.parametrize("most", range(1, len(EVERY) + 1))
def test_a_list_of_words_holds_the_newest(
    visits: None, client: Client, settings: Settings, most: int
) -> None:
    settings.SEARCH_CANDIDATES = most
    page = client.get(f"{EVENTS}?q=visit&count=exact").json()
    assert [row["slug"] for row in page["results"]] == EVERY[:most]
    assert (page["capped"], page["count"]) == (most < len(EVERY), most)


def test_the_other_filters_hold_before_the_newest_are_taken(
    visits: None, client: Client, settings: Settings
) -> None:
    settings.SEARCH_CANDIDATES = 2
    last = date.today() - timedelta(days=450)
    between = f"from={last - timedelta(days=1200)}&to={last}"
    assert listed(client, f"{EVENTS}?q=visit&{between}") == KEYS[9:11]
    assert listed(client, f"{EVENTS}?q=visit&to={date.today()}") == KEYS[3:5]
    assert listed(client, f"{EVENTS}?q=visit&to={date.today()}&possible=true&ordering=date")[-1] == KEYS[3]
    assert listed(client, f"{EVENTS}?q=visit&published_since={cast.NOW.isoformat()[:19]}Z") == KEYS[:2]
    assert listed(client, f"{EVENTS}?q=visit&published_since=2026-02-04T11:00:00Z") == KEYS[-1:]
    assert listed(client, f"{EVENTS}?q=visit&country=KZ") == EVERY
    assert sorted(listed(client, f"{EVENTS}?q=visit&country=KZ&ordering=relevance")) == KEYS[:2]


def test_a_search_ranks_the_newest_and_says_so(visits: None, client: Client, settings: Settings) -> None:
    settings.SEARCH_CANDIDATES = 10
    page = client.get("/api/v1/search/?q=visit").json()
    found = {hit["slug"] for hit in page["results"] if hit["type"] == "event"}
    assert found == set(KEYS[:6])
    assert (page["found"], page["capped"]) == (len(page["results"]), True)


def test_events_do_not_crowd_out_what_they_name(visits: None, client: Client, settings: Settings) -> None:
    settings.SEARCH_CANDIDATES = 3
    found = [hit["slug"] for hit in client.get("/api/v1/search/?q=munir").json()["results"]]
    assert "asim-munir" in found


def test_pages_of_what_was_capped_follow_each_other(visits: None, client: Client, settings: Settings) -> None:
    settings.SEARCH_CANDIDATES = 5
    for ordering in ("-date", "relevance"):
        page = client.get(f"{EVENTS}?q=visit&page_size=2&ordering={ordering}").json()
        seen = [row["slug"] for row in page["results"]]
        while page["next"]:
            page = client.get(page["next"]).json()
            assert page["capped"] is True
            seen += [row["slug"] for row in page["results"]]
        assert sorted(seen) == sorted(KEYS[:5])


def test_facets_of_words_say_that_they_are_capped(visits: None, client: Client, settings: Settings) -> None:
    settings.SEARCH_CANDIDATES = 4
    facets = client.get("/api/v1/facets/events/?q=visit").json()
    assert (facets["count"], facets["capped"]) == (4, True)
    assert sum(each["count"] for each in facets["years"]) == 4
    assert client.get("/api/v1/facets/events/?q=long+ago").json()["capped"] is False


def test_a_page_says_that_it_shows_the_newest(visits: None, client: Client, settings: Settings) -> None:
    settings.SEARCH_CANDIDATES = 4
    said = "among the newest 4"
    assert said in client.get("/events/?q=visit").content.decode()
    assert said in client.get("/search/?q=visit").content.decode()
    assert said not in client.get("/events/?q=long+ago").content.decode()
    assert said not in client.get("/search/?q=long+ago").content.decode()


def test_only_a_list_of_words_says_whether_it_was_capped(visits: None, client: Client) -> None:
    assert "capped" not in client.get(EVENTS).json()
    assert client.get(f"{EVENTS}?q=visit&pair=KZ-PK").json()["capped"] is False


def test_words_take_three_queries_at_most(
    visits: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    queries = ("visit", "nowhere", "visit&country=KZ", "visit&ordering=relevance", "visit&from=2020")
    for address in (EVENTS, LISTS["meeting"], LISTS["agreement"], "/events/", "/meetings/"):
        counted = ["visit&count=exact&page_size=2", "visit&count=exact&page_size=2&ordering=relevance"]
        for query in (*queries, *(counted if address.startswith("/api") else [])):
            if query == queries[-1] and "agreement" in address:
                continue
            explained = 2 if "&" in query and not address.startswith("/api") else 0  # why a page is empty
            with django_assert_max_num_queries(3 + explained * 2):
                assert client.get(f"{address}?q={query}").status_code == 200


@pytest.mark.parametrize("newest", ["2024-01-31", "2024-12-31", "2020-01-01", "2023-02-28", "2019-06-15"])
@pytest.mark.parametrize("oldest", ["0011-03-01", "1899-12-31", "2019-06-01", "2019-01-01"])
def test_every_day_lies_in_one_stretch_of_time_and_newer_ones_come_first(newest: str, oldest: str) -> None:
    cast.publish_the_ground()
    last, first = (plain(f"on-{day}", day, cast.pakistan()) for day in (newest, oldest))
    cast.publish_all(last, first)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {PERIODS} SELECT name FROM stretches", dated({"event": 1}))
        names = [name for (name,) in cursor.fetchall()]
    places = []
    day, end = date.fromisoformat(oldest), date.fromisoformat(newest)
    while day <= end:
        text = day.isoformat()
        marks = {text[:3], text[:4], text[:7], text}
        places.append([place for place, name in enumerate(names) if name in marks])
        day += timedelta(days=1 if (end - day).days < 5000 else 97)
    assert {len(each) for each in places} == {1}
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize("order", ["-date", "date", "-published", "relevance"])
def test_meetings_found_by_words_are_counted_on_every_page(visits: None, client: Client, order: str) -> None:
    cast.publish_all(*(cast.visit(f"munir-{day}", f"2024-05-{day}") for day in (17, 18, 19)))
    seen: list[str] = []
    following = f"{LISTS['meeting']}?q=munir&count=exact&page_size=1&ordering={order}"
    while following:
        page = client.get(following).json()
        assert page["count"] == 3
        seen += [each["id"] for each in page["results"]]
        back = client.get(page["previous"]).json()["results"] if page["previous"] else []
        assert [each["id"] for each in back] == seen[-2:-1]
        following = page["next"]
    assert len(seen) == len(set(seen)) == 3
