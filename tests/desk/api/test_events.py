"""An event is written whole in one request, and only what differs is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from tests import cast
from tests.desk.api.writing import TALKS, Person, errors

pytestmark = pytest.mark.django_db


def test_an_event_is_given_with_all_that_belongs_to_it():
    event = cast.visit()
    form = Person("reporter").form(f"events/{event.pk}/")
    assert form["title"] == "General Munir visits Astana"
    assert form["start"]["edtf"] == "2024-05-17"
    assert [each["country"]["key"] for each in form["sides"]] == ["KZ", "PK"]
    (meeting,) = form["meetings"]
    assert [each["official"]["key"] for each in meeting["participations"]] == [
        "asim-munir", "kassym-jomart-tokayev",
    ]  # fmt: skip
    assert meeting["participations"][0]["offices"][0]["name"] == "Chief of Army Staff (PK)"
    assert form["participations"] == []
    assert form["public"] is None
    assert form["lock_version"] == 1


def asked(work: Callable[[], object]) -> int:
    """Count the queries of a piece of work."""
    with CaptureQueriesContext(connection) as taken:
        work()
    return len(taken.captured_queries)


def long_visit(meetings: int) -> dict[str, Any]:
    """Write an event with so many meetings of two people each."""
    people = [
        {"official": key, "side": "host", "role": "member"} for key in ("asim-munir", "kassym-jomart-tokayev")
    ]
    rows = [
        {"kind": "audience", "title": f"Talks {each}", "participations": people} for each in range(meetings)
    ]
    return TALKS | {"meetings": rows}


def entered(person: Person, event: dict[str, Any]) -> str:
    answer = person.post("events/", event)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def test_a_long_visit_takes_as_many_queries_as_a_short_one():
    cast.visit()
    person = Person("reporter")
    made = {number: entered(person, long_visit(number)) for number in (1, 12)}
    short, long = (asked(lambda: person.get(f"events/{made[number]}/")) for number in (1, 12))  # noqa: B023
    assert short == long <= 40


def test_a_participant_more_takes_a_few_queries_more():
    cast.visit()
    person, alone = Person("reporter"), long_visit(1)
    entered(person, long_visit(1))
    together = long_visit(1)
    alone["meetings"][0]["participations"] = alone["meetings"][0]["participations"][:1]
    few, more = (asked(lambda: entered(person, each)) for each in (alone, together))  # noqa: B023
    assert more - few <= 3, "its offices are links of its own"


def test_a_form_sent_back_as_it_was_changes_nothing():
    event, person = cast.visit(), Person("reporter")
    form = person.form(f"events/{event.pk}/")
    answer = person.put(f"events/{event.pk}/", form, seen=1)
    assert answer.status_code == 200, answer.content
    assert answer.json() == form
    assert answer.headers["ETag"] == '"1"'


def test_one_changed_word_is_the_next_version_by_its_author():
    event, person = cast.visit(), Person("reporter")
    form = person.form(f"events/{event.pk}/")
    form["meetings"][0]["title"] = "Munir calls on Tokayev"
    answer = person.put(f"events/{event.pk}/", form, seen=1)
    assert answer.status_code == 200, answer.content
    assert (answer.json()["lock_version"], answer.json()["authors"]) == (2, ["reporter-one"])
    assert Event.objects.get().meetings.get().title == "Munir calls on Tokayev"


def test_a_new_event_takes_people_offices_and_passages_by_name_and_place():
    cast.publish_the_ground()
    source = cast.source()
    said = {
        "title": "General Munir in Astana", "kind": "visit", "visit_kind": "official", "start": "2024-05-17",
        "sides": [{"country": "KZ", "side": "host"}, {"country": "PK", "side": "visitor"}],
        "sources": [str(source.pk)],
        "meetings": [{"title": "Audience", "kind": "audience", "participations": [
            {"official": "asim-munir", "side": "visitor", "role": "visitor",
             "passages": [{"source": str(source.pk), "start": 0, "end": 18}]},
        ]}],
        "statements": [{"act": "discussed", "text": "Peace", "sectors": ["peacekeeping"]}],
    }  # fmt: skip
    answer = Person("reporter").post("events/", said)
    assert answer.status_code == 201, answer.content
    form = answer.json()
    assert form["key"] == "general-munir-in-astana"
    assert form["assigned_to"] == "reporter-one"
    (row,) = form["meetings"][0]["participations"]
    assert [each["name"] for each in row["offices"]] == ["Chief of Army Staff (PK)"]
    assert row["country"]["key"] == "PK"
    assert [each["exact"] for each in row["passages"]] == ["General Asim Munir"]
    assert form["statements"][0]["sectors"][0]["key"] == "peacekeeping"


def test_rows_taken_out_go_and_others_keep_their_place():
    event, person = cast.visit(), Person("reporter")
    form = person.form(f"events/{event.pk}/")
    people = form["meetings"][0]["participations"]
    form["meetings"][0]["participations"] = [people[1]]
    assert person.put(f"events/{event.pk}/", form, seen=1).status_code == 200
    assert [row.official.key for row in event.participations.all()] == ["kassym-jomart-tokayev"]


def test_a_change_without_the_version_seen_or_with_an_old_one_is_refused():
    event, person = cast.visit(), Person("reporter")
    form = person.form(f"events/{event.pk}/")
    assert person.put(f"events/{event.pk}/", form).status_code == 428
    person.patch(f"events/{event.pk}/", {"title": "Theirs"}, seen=1)
    stale = person.patch(f"events/{event.pk}/", {"title": "Mine"}, seen=1)
    assert stale.status_code == 412
    assert stale.json()["current"]["title"] == "Theirs"
    assert stale.json()["saved_by"] == "reporter-one"


def test_each_error_is_named_by_its_path():
    event, person = cast.visit(), Person("reporter")
    form = person.form(f"events/{event.pk}/")
    form["meetings"][0]["participations"][1]["official"] = "nobody-there"
    form["start"] = "2024-13-45"
    form["statements"] = [{"text": "x", "act": "sang"}]
    answer = person.put(f"events/{event.pk}/", form, seen=1)
    assert answer.status_code == 400
    assert errors(answer).keys() == {
        "meetings.0.participations.1.official", "start", "statements.0.act",
    }  # fmt: skip


def test_anonymous_is_told_the_same_of_what_is_there_and_what_is_not(client):
    event = cast.visit()
    there = client.get(f"/api/v1/desk/events/{event.pk}/")
    missing = client.get("/api/v1/desk/events/01900000-0000-7000-8000-000000000000/")
    assert there.status_code == missing.status_code == 401
    assert there.content == missing.content
