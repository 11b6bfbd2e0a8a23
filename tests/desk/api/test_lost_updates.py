"""Nobody's change is lost when several change one record at once: the later is told, with both texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pytest_django.live_server_helper import LiveServer

from events.models import Event
from tests import cast
from tests.desk.api.racing import Racer, Write, lost, raced
from tests.filling import signed_in
from tests.scale import size

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS = range(2, 9)
INTERLEAVINGS = {
    "events": size(100, 1_000),
    "sectors": size(100, 9_000),
}  # an event takes far longer to write
FIRST = "General Munir visits Astana"


@pytest.fixture
def event() -> Event:
    return cast.visit()


def racers(server: LiveServer, record: str, count: int, **options: str) -> list[Racer]:
    client = signed_in("administrator")  # who may change every kind
    return [Racer(server.url, client, record, f"racer {number}", **options) for number in range(count)]


def written(racing: Sequence[Racer], least: int) -> list[Write]:
    """Let racers write at once until each has sent so many changes; give what was acknowledged."""
    with ThreadPoolExecutor(len(racing)) as pool:
        return [each for writes in pool.map(lambda racer: racer.write(least), racing) for each in writes]


@pytest.mark.parametrize("count", EDITORS)
@pytest.mark.parametrize(("kind", "text"), [("events", "title"), ("sectors", "name")])
def test_every_acknowledged_change_was_made_to_the_one_before(
    live_server: LiveServer, kind: str, text: str, count: int, record_property: Callable[[str, object], None]
) -> None:
    record = cast.visit() if kind == "events" else cast.defence()
    wanted = INTERLEAVINGS[kind] // len(EDITORS)
    racing = racers(live_server, f"{kind}/{record.pk}", count, text=text)
    acknowledged = written(racing, -(-wanted // count))
    record.refresh_from_db()
    assert lost(acknowledged, getattr(record, text)) == []
    assert record.lock_version == 1 + len(acknowledged)
    sent, refused = (sum(getattr(each, name) for each in racing) for name in ("sent", "refused"))
    assert sent == len(acknowledged) + refused >= wanted
    record_property("acknowledged, refused", (len(acknowledged), refused))


def test_of_those_who_saw_one_version_one_is_taken_and_the_others_are_given_it(
    live_server: LiveServer, event: Event
) -> None:
    racing = racers(live_server, f"events/{event.pk}", 8)
    outcomes = raced(racing, Barrier(len(racing)))
    (taken,) = [each for each in outcomes if each.status == 200]
    refused = [each for each in outcomes if each.status != 200]
    assert {each.status for each in refused} == {412}
    for each in refused:
        assert each.body["current"]["title"] == taken.sent["title"]  # theirs
        assert each.body["current"]["lock_version"] == 2
        assert each.sent["title"] != taken.sent["title"]  # mine, which the client still has
        assert (each.body["saved_by"], bool(each.body["saved_at"])) == ("administrator-one", True)


def test_rows_that_others_added_are_not_taken_away_by_who_had_not_seen_them(
    live_server: LiveServer, event: Event
) -> None:
    racing = racers(live_server, f"events/{event.pk}", 4, adds="meetings")
    acknowledged = written(racing, 5)
    titles = [each.title for each in event.meetings.all()]
    assert sorted(titles) == sorted(["Munir meets Tokayev", *(each.now for each in acknowledged)])


def test_without_the_version_a_change_would_be_lost_and_be_missed_here(
    live_server: LiveServer, event: Event
) -> None:
    racing = racers(live_server, f"events/{event.pk}", 2, seen="*")
    outcomes = raced(racing, Barrier(2))
    assert [each.status for each in outcomes] == [200, 200]
    event.refresh_from_db()
    acknowledged = [Write(FIRST, each.sent["title"], each.body["lock_version"]) for each in outcomes]
    (gone,) = {each.now for each in acknowledged} - {event.title}
    assert lost(acknowledged, event.title) == [gone]


def test_the_check_finds_each_way_of_losing() -> None:
    chain = [Write(str(number), str(number + 1), number + 2) for number in range(20)]
    assert lost(chain, "20") == []
    assert lost([*chain, Write("7", "aside", 99)], "20") == ["aside"]
    assert lost(chain, "19") == ["20"]
