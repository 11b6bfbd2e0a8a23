"""What is typed is saved by itself, soon and whole; what cannot be stored yet holds up nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Request, Route
from pytest_django.live_server_helper import LiveServer

from events.models import Event, Statement
from tests import cast
from tests.browser.harness import Editor, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event() -> Event:
    return cast.visit()


@pytest.fixture
def editor(browser: Browser, live_server: LiveServer, event: Event) -> Iterator[Editor]:
    opened = Editor(browser, live_server.url, "reporter", event.pk)
    yield opened
    opened.close()


def puts(editor: Editor) -> list[Request]:
    """List the saves that go out from now on."""
    sent: list[Request] = []
    editor.page.on("request", lambda request: sent.append(request) if request.method == "PUT" else None)
    return sent


def stored(event: Event) -> dict[str, Any]:
    return dict(Event.objects.values().get(pk=event.pk))


def test_what_is_typed_is_saved_by_itself(editor: Editor, event: Event) -> None:
    editor.type("title", "General Munir in Astana")
    editor.state("saved")
    now = stored(event)
    assert (now["title"], now["lock_version"]) == ("General Munir in Astana", 2)
    assert now["authors"] == ["reporter-one"]


def test_it_is_saved_a_second_after_the_last_keystroke_and_five_after_the_first(editor: Editor) -> None:
    editor.page.clock.install(time=0)
    editor.open(editor.do("editor.store.doc.id"))
    editor.page.clock.pause_at(60 * 60 * 1000)  # from here on time passes as the test lets it
    sent = puts(editor)
    for second in range(5):
        editor.type("title", f"Typed on {second}")
        editor.page.clock.run_for(900)
        assert sent == []
    editor.type("title", "Typed on without a pause")
    with editor.page.expect_response(lambda answer: answer.request.method == "PUT"):
        editor.page.clock.run_for(500)  # 5.0 s after the first, 0.5 s after the last
    editor.state("saved")
    with editor.page.expect_response(lambda answer: answer.request.method == "PUT"):
        editor.type("title", "A pause")
        editor.page.clock.run_for(1000)


def test_leaving_a_field_saves_at_once(editor: Editor, event: Event) -> None:
    editor.page.clock.install()
    editor.open(event.pk)
    editor.type("title", "Left")
    with editor.page.expect_response(lambda answer: answer.request.method == "PUT"):
        editor.page.keyboard.press("Tab")
    until(lambda: stored(event)["title"] == "Left", "what was left was not saved")


def test_leaving_the_page_saves_at_once(editor: Editor, event: Event) -> None:
    editor.type("title", "Gone")
    editor.page.goto("about:blank")
    until(lambda: stored(event)["title"] == "Gone", "what was left was not saved")


def test_a_form_nobody_changed_is_not_sent(editor: Editor) -> None:
    sent = puts(editor)
    editor.type("title", "Something else")
    editor.type("title", "General Munir visits Astana")
    editor.flush()
    assert sent == []


def test_an_incomplete_row_waits_and_holds_up_nothing(editor: Editor, event: Event) -> None:
    row = editor.do("editor.store.insert(['meetings'], {title: '', venue: 'Akorda'}, 0).id")
    editor.type("title", "Saved beside it")
    held = editor.state("held")
    assert [each["path"] for each in held["fields"]] == [["meetings", row, "title"]]
    assert stored(event)["title"] == "Saved beside it"
    editor.type(f"meetings.{row}.title", "Audience")
    editor.state("saved")
    assert [each.title for each in event.meetings.all()] == ["Audience", "Munir meets Tokayev"]


def test_a_statement_waits_for_its_meeting(editor: Editor, event: Event) -> None:
    row = editor.do("editor.store.insert(['meetings'], {title: ''}).id")
    said = {"meeting": row, "act": "discussed", "text": "Peace", "voice": "body"}
    editor.do("said => editor.store.insert(['statements'], said)", said)
    editor.state("held")
    assert not Statement.objects.exists()
    editor.type(f"meetings.{row}.title", "Audience")
    editor.state("saved")
    assert str(Statement.objects.get().meeting_id) == row


def test_a_refused_field_is_named_and_the_rest_is_saved(editor: Editor, event: Event) -> None:
    editor.do("editor.store.set(['start'], '2024-13-45')")
    editor.type("title", "Saved beside it")
    held = editor.state("held")
    assert [each["path"] for each in held["fields"]] == [["start"]]
    assert held["fields"][0]["sentence"]
    now = stored(event)
    assert (now["title"], now["start"].edtf) == ("Saved beside it", "2024-05-17")
    assert editor.do("find(['start'])") == "2024-13-45"
    editor.do("editor.store.set(['start'], '2024-05-16')")
    editor.state("saved")
    assert stored(event)["start"].edtf == "2024-05-16"


def test_a_refusal_is_traced_to_the_field_of_the_row_at_fault(editor: Editor, event: Event) -> None:
    again = editor.do("structuredClone(editor.store.doc.sides[0])")
    row = editor.do("row => editor.store.insert(['sides'], {...row, id: undefined}).id", again)
    editor.do("editor.store.set(['place'], 'Akorda')")
    editor.type("title", "Saved beside it")
    editor.type("summary", "So is this")
    held = editor.state("held")
    assert [each["path"] for each in held["fields"]] == [["sides", row, "country"]]
    assert held["fields"][0]["sentence"] == "A country stands in an event once."
    now = stored(event)
    assert (now["title"], now["place"], now["summary"]) == ("Saved beside it", "Akorda", "So is this")


def test_a_refusal_without_a_field_is_traced_to_the_row_at_fault(editor: Editor, event: Event) -> None:
    person = editor.do("editor.store.doc.meetings[0].participations[0].official")
    same = {"official": person, "side": "visitor", "role": "visitor"}
    _first, second = (
        editor.do("row => editor.store.insert(['participations'], row).id", same) for _ in range(2)
    )
    editor.type("title", "Saved beside it")
    held = editor.state("held")
    assert [each["path"] for each in held["fields"]] == [["participations", second]]
    assert held["fields"][0]["sentence"] == "This official is there already in this role."
    assert stored(event)["title"] == "Saved beside it"


def test_what_the_server_writes_otherwise_is_taken_over_without_touching_what_is_typed(
    editor: Editor, event: Event
) -> None:
    person = editor.do("editor.store.doc.meetings[0].participations[0].official")
    row = {"official": person, "side": "visitor", "role": "visitor"}
    path = ["participations", editor.do("row => editor.store.insert(['participations'], row).id", row)]

    def type_meanwhile(route: Route) -> None:
        editor.type("title", "Typed")
        route.continue_()

    editor.page.route("**/api/v1/desk/events/**", type_meanwhile)
    editor.flush()
    editor.page.unroute("**/api/v1/desk/events/**")
    offices = editor.do("path => find(path).offices", path)
    assert [each["name"] for each in offices] == ["Chief of Army Staff (PK)"]
    assert editor.shown("title") == "Typed"
    editor.state("saved")
    assert stored(event)["title"] == "Typed"


def test_an_answer_that_got_lost_makes_nothing_twice(editor: Editor, event: Event) -> None:
    def lose(route: Any) -> None:
        if route.request.method == "PUT":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    editor.page.route("**/api/v1/desk/events/**", lose)
    editor.do("editor.store.insert(['meetings'], {title: 'Audience'})")
    editor.type("title", "Typed before")
    editor.state("offline")
    editor.type("title", "Typed after")
    editor.page.unroute("**/api/v1/desk/events/**")
    editor.state("saved")
    assert [each.title for each in event.meetings.all()] == ["Munir meets Tokayev", "Audience"]
    assert stored(event)["title"] == "Typed after"
    assert not editor.page.locator("#conflicts article").count()
