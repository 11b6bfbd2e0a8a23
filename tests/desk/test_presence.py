"""People who have a record open see each other, and hear of a newer version at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from desk.api.forms.event import EventForm
from desk.api.forms.outline import outline
from desk.models import Presence
from tests import cast
from tests.desk.api.writing import Person, errors

pytestmark = pytest.mark.django_db

NOBODY = "01900000-0000-7000-8000-000000000000"


def beat(person: Person, path: str, field: str = "") -> dict[str, Any]:
    answer = person.post(f"{path}/presence/", {"field": field})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_two_people_in_a_record_see_each_other_and_where():
    path = f"events/{cast.visit().pk}"
    reporter, editor = Person("reporter"), Person("editor")
    assert beat(reporter, path, "title")["others"] == []
    (there,) = beat(editor, path)["others"]
    assert (there["name"], there["field"]) == ("reporter-one", "title")
    assert [each["name"] for each in beat(reporter, path)["others"]] == ["editor-one"]
    assert Presence.objects.count() == 2


def test_who_is_elsewhere_or_was_here_half_a_minute_ago_is_not_here():
    path = f"events/{cast.visit().pk}"
    beat(Person("reporter"), path)
    beat(Person("administrator"), f"officials/{cast.munir().pk}")
    Presence.objects.filter(name="reporter-one").update(seen_at=timezone.now() - timedelta(seconds=31))
    assert beat(Person("editor"), path)["others"] == []
    assert {row.name for row in Presence.objects.all()} == {"administrator-one", "editor-one"}


def test_a_beat_tells_the_newest_version_and_who_saved_it():
    event = cast.visit()
    path, reporter = f"events/{event.pk}", Person("reporter")
    assert (beat(reporter, path)["lock_version"], beat(reporter, path)["saved_by"]) == (1, None)
    Person("editor").patch(f"{path}/", {"title": "Theirs"}, seen=1)
    assert (beat(reporter, path)["lock_version"], beat(reporter, path)["saved_by"]) == (2, "editor-one")


def test_a_beat_is_refused_for_what_is_not_there_or_too_long():
    reporter = Person("reporter")
    assert reporter.post(f"events/{NOBODY}/presence/", {}).status_code == 404
    long = reporter.post(f"events/{cast.visit().pk}/presence/", {"field": "x" * 301})
    assert (long.status_code, [*errors(long)]) == (400, ["field"])


def test_anonymous_learns_nothing_from_beats_and_sessions(client):
    there, missing = f"events/{cast.visit().pk}/presence/", f"events/{NOBODY}/presence/"
    answers = [
        client.post(f"/api/v1/desk/{path}", {}, content_type="application/json") for path in (there, missing)
    ]
    answers.append(client.get("/api/v1/desk/session/"))
    assert {(each.status_code, each.content) for each in answers} == {(401, answers[0].content)}
    assert not Presence.objects.exists()


def test_a_session_tells_who_is_logged_in_and_gives_a_guard_that_works():
    event = cast.visit()
    person = Client(enforce_csrf_checks=True)
    person.force_login(Person("reporter").get("session/").wsgi_request.user)
    told = person.get("/api/v1/desk/session/").json()
    assert told["user"] == "reporter-one"
    path = f"/api/v1/desk/events/{event.pk}/presence/"
    assert person.post(path, {}, content_type="application/json").status_code == 403
    guarded = person.post(path, {}, content_type="application/json", headers={"X-CSRFToken": told["csrf"]})
    assert guarded.status_code == 200


def test_the_editor_is_told_of_a_form_what_the_form_itself_wants():
    told = outline(EventForm())
    assert told["required"] == ["title", "kind"]
    assert told["rows"]["meetings"]["required"] == ["title"]
    assert told["rows"]["meetings"]["rows"]["participations"]["required"] == ["official", "side", "role"]
    assert told["rows"]["statements"]["inside"] == {"meeting": "meetings"}
    assert {"lock_version", "problems", "verbs"} < set(told["header"])
    assert "sectors" not in told["rows"]
