"""A list as of an instant holds what the public read then, but for what was taken back since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event, Meeting
from publication.inventory import reading_faults
from publication.models import Edition, Former
from publication.publishing import publish, redirect, retract, withdraw
from tests import cast
from tests.publication.asking import LISTS, refused
from tests.publication.library import plain
from tests.publication.records import edit, ended
from tests.publication.shelves import check_deferred_constraints

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
DAYS = [timedelta(days=day, minutes=1) for day in range(-1, 8)]


def at(day: int) -> Json:
    return {"by": cast.EDITOR, "at": cast.NOW + timedelta(days=day)}


def again(event: Event, day: int, **facts: Any) -> None:
    """Publish an event with other facts."""
    edit(event, **facts)
    event.refresh_from_db()
    publish([cast.approval(event, "major")], **at(day))


@pytest.fixture
def history(library: Event) -> Event:
    """Change, withdraw, retract and merge events of the library, a day apart."""
    by_key = {each.key: each for each in Event.objects.all()}
    again(library, 1, title="General Munir came to Astana", start="2025-03-17", end=None)
    Meeting.objects.filter(event=library, title="Talks in private").update(title="Talks behind doors")
    again(library, 2, summary="He came.", visit_kind="working")
    withdraw(ended(by_key["trip-2025"]), **at(3))
    again(by_key["call-2022"], 4, kind="meeting", start="XXXX-03-02")
    retract(ended(by_key["call-2023"]), **at(5))
    redirect(ended(by_key["since-ever"]), to="open-end", **at(5))
    cast.publish_all(plain("late", "2020-01-01", cast.pakistan()), at=cast.NOW + timedelta(days=6))
    return library


def read_then(instant: datetime) -> Iterator[Json]:
    """Read the ledger as the public did at an instant, without what is withdrawn or retracted by now."""
    for record in set(Edition.objects.filter(type="event").values_list("record", flat=True)):
        editions = Edition.objects.filter(record=record).order_by("version")
        then = editions.filter(published_at__lte=instant).last()
        now = editions.last()
        assert now
        if then and then.state == "published" and now.state in ("published", "redirected"):
            yield orjson.loads(then.document)


def walked(reader: Client, address: str) -> list[Json]:
    """Walk a list to its end by small pages."""
    found: list[Json] = []
    while address:
        page = reader.get(address).json()
        found += page["results"]
        address = page["next"]
    return found


def asked(instant: datetime, query: str = "", shelf: str = "event") -> str:
    return f"{LISTS[shelf]}?as_of={instant:%Y-%m-%dT%H:%M:%SZ}&page_size=2&{query}"


FILTERS: dict[str, Any] = {
    "": lambda event: bool(event),
    "pair=KZ-PK": lambda event: "KZ-PK" in event["pairs"],
    "kind=call&country=PK": lambda event: event["kind"] == "call" and "KZ-PK" in event["pairs"],
    "visit_kind=working": lambda event: event["visit_kind"] == "working",
    "from=2025&to=2025": lambda event: (event["date"]["earliest"] or "").startswith("2025"),
    "q=came": lambda event: "came" in f"{event['title']} {event['summary']}",
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_list_holds_what_the_public_read_at_each_instant(
    reader: Client, history: Event, query: str
) -> None:
    for day in DAYS:
        expected = [event for event in read_then(cast.NOW + day) if FILTERS[query](event)]
        found = walked(reader, asked(cast.NOW + day, query))
        told = {event["slug"]: (event["version"], event["title"]) for event in found}
        assert told == {event["slug"]: (event["version"], event["title"]) for event in expected}, day
        assert len(found) == len(expected)


@pytest.mark.parametrize("order", ["-date", "date", "-published"])
def test_what_stood_and_what_stands_come_in_one_order(reader: Client, history: Event, order: str) -> None:
    for day in DAYS:
        address = asked(cast.NOW + day, f"ordering={order}")
        found = walked(reader, address)
        whole = reader.get(address.replace("page_size=2", "page_size=200&count=exact")).json()
        assert found == whole["results"]
        assert whole["count"] == len(found)
        dated = [row["date"]["latest"] for row in found if row["date"]["latest"]]
        if order == "-published":
            assert found == sorted(found, key=lambda row: row["published_at"], reverse=True)
        else:
            assert dated == sorted(dated, reverse=order == "-date")
            assert not any(row["date"]["latest"] for row in found[len(dated) :]), "undated stand last"


def test_what_is_published_again_is_back_in_the_lists_of_before(reader: Client, history: Event) -> None:
    trip = Event.objects.get(key="trip-2025")
    then = cast.NOW + DAYS[2]
    assert trip.key not in {row["slug"] for row in walked(reader, asked(then))}
    publish([cast.approval(trip, "correction")], **at(7))
    assert trip.key in {row["slug"] for row in walked(reader, asked(then))}
    assert list(reading_faults()) == []


def test_pages_lead_back_the_way_they_came(reader: Client, history: Event) -> None:
    for order in ("-date", "date", "-published"):
        page = reader.get(asked(cast.NOW + DAYS[4], f"ordering={order}")).json()
        following = reader.get(page["next"]).json()
        assert reader.get(following["previous"]).json()["results"] == page["results"]


def test_meetings_are_listed_as_they_stood_too(reader: Client, history: Event) -> None:
    titles = [
        {row["title"] for row in walked(reader, asked(cast.NOW + day, "country=KZ", "meeting"))}
        for day in (DAYS[0], DAYS[1], DAYS[2], DAYS[3])
    ]
    before = {"Talks in private", "Munir meets Tokayev"}
    assert titles == [set(), before, before, {"Talks behind doors", "Munir meets Tokayev"}]


def test_as_of_takes_an_instant_and_no_order_by_relevance(reader: Client) -> None:
    assert "offset from UTC" in refused(reader, f"{LISTS['event']}?as_of=2024")["as_of"]
    said = refused(reader, f"{LISTS['event']}?as_of=2026-02-04T09:30:00Z&q=a&ordering=relevance")
    assert said == {"ordering": "ordering: relevance is not there together with as_of."}
    assert "as_of" in refused(reader, "/api/v1/facets/events/?as_of=2026-02-04T09:30:00Z")


@pytest.mark.parametrize("kind", ["event", "meeting"])
@pytest.mark.parametrize("order", ["date", "-date", "-published"])
@pytest.mark.parametrize(
    "more", ["count=exact", "pair=KZ-PK&q=general", "q=general", "q=general&count=exact"]
)
def test_a_list_as_of_an_instant_takes_three_queries(
    reader: Client, history: Event, django_assert_max_num_queries: Any, kind: str, order: str, more: str
) -> None:
    with django_assert_max_num_queries(3):
        assert reader.get(asked(cast.NOW + DAYS[3], f"{more}&ordering={order}", kind)).json()["results"]


@pytest.mark.parametrize("kind", ["event", "meeting"])
def test_the_index_passes_over_what_came_later(reader: Client, history: Event, kind: str) -> None:
    with CaptureQueriesContext(connection) as asked_of_it:
        assert reader.get(asked(cast.NOW + DAYS[1], shelf=kind)).status_code == 200
    sql = asked_of_it.captured_queries[1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert re.search(r"using (listing|part)_by_date.*\n.*Index Cond:.*serial <=", plan), plan


def test_how_lists_stood_is_rebuilt_from_the_ledger_and_proved(history: Event) -> None:
    assert list(reading_faults()) == []
    check_deferred_constraints()
    kept = sorted(Former.objects.values_list("id", "serial", "until", "text"))
    call_command("refacet", verbosity=0)
    assert sorted(Former.objects.values_list("id", "serial", "until", "text")) == kept
    Former.objects.filter(type="meeting").update(text="{}")
    assert any("stood in the lists" in fault for fault in reading_faults())
    call_command("refacet", verbosity=0)
    check_deferred_constraints()
    Former.objects.filter(type="event").delete()
    assert any("former rows" in fault for fault in reading_faults())
