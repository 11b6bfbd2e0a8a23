"""A reload, a crash, a lost connection, an expired login or a full browser loses no keystroke."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from events.models import Event
from tests import cast
from tests.browser.harness import Editor, log_in, log_out
from tests.filling import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

FILL = """() => {
    let size = 1 << 22, n = 0;
    while (size > 4) { try { localStorage.setItem(`full${n++}`, "x".repeat(size)); } catch { size >>= 1; } }
}"""


@pytest.fixture
def event() -> Event:
    return cast.visit()


@pytest.fixture
def editor(browser: Browser, live_server: LiveServer, event: Event) -> Iterator[Editor]:
    opened = Editor(browser, live_server.url, "reporter", event.pk)
    yield opened
    opened.close()


def title(event: Event) -> str:
    return Event.objects.get(pk=event.pk).title


def test_a_lost_connection_keeps_what_is_typed_and_saves_it_when_it_is_back(
    editor: Editor, event: Event
) -> None:
    editor.context.set_offline(True)
    editor.type("title", "Typed without a connection")
    assert "kept in this browser" in editor.state("offline")["sentence"]
    editor.context.set_offline(False)
    editor.state("saved")
    assert title(event) == "Typed without a connection"


def test_what_was_typed_after_a_save_that_never_arrived_is_saved_with_it(
    editor: Editor, event: Event
) -> None:
    editor.cut()
    editor.type("title", "Typed before")
    editor.flush()
    editor.type("title", "Typed before and after")
    editor.mend()
    editor.flush()
    assert editor.do("editor.saver.settled")
    assert title(event) == "Typed before and after"


def test_a_reload_brings_back_what_was_not_saved(editor: Editor, event: Event) -> None:
    editor.cut()
    editor.type("title", "Typed before the reload")
    editor.page.reload()
    editor.ready()
    assert editor.shown("title") == "Typed before the reload"
    assert "Brought back what was not saved" in editor.page.locator("#notes").inner_text()
    editor.state("saved")
    assert title(event) == "Typed before the reload"
    editor.page.wait_for_function("!Object.keys(localStorage).length")  # forgotten soon after, not at once


def test_what_was_brought_back_is_merged_with_what_others_saved_since(editor: Editor, event: Event) -> None:
    editor.cut()
    editor.type("title", "Mine")
    editor.type("summary", "My summary")
    editor.page.goto("about:blank")
    Event.objects.filter(pk=event.pk).update(
        title="Theirs", place="Theirs too", lock_version=2, authors=["editor-one"]
    )
    editor.open(event.pk)
    editor.state("conflict")
    assert (editor.shown("summary"), editor.shown("place")) == ("My summary", "Theirs too")
    conflict = editor.page.locator("#conflicts article")
    assert conflict.get_by_text("Theirs: editor-one").is_visible()
    editor.page.reload()
    editor.state("conflict")  # an undecided choice outlives a reload, and nothing was sent for it
    assert (title(event), Event.objects.get().summary) == ("Theirs", "My summary")


def test_another_window_of_the_same_person_brings_back_what_a_closed_one_left(
    editor: Editor, event: Event
) -> None:
    editor.cut()
    editor.type("title", "Typed in a window that is no more")
    editor.page.wait_for_function("Object.keys(localStorage).length")
    other = editor.context.new_page()
    editor.page.close()
    editor.page = other
    editor.serve()
    editor.open(event.pk)
    assert editor.shown("title") == "Typed in a window that is no more"
    editor.state("saved")
    assert title(event) == "Typed in a window that is no more"


def test_somebody_else_in_the_same_browser_is_not_shown_what_was_kept(editor: Editor, event: Event) -> None:
    editor.cut()
    editor.type("title", "Typed by the reporter")
    editor.page.wait_for_function("Object.keys(localStorage).length")
    log_in(editor.context, editor.url, signed_in("editor"))
    editor.page.goto("about:blank")
    editor.open(event.pk)
    assert editor.shown("title") == "General Munir visits Astana"


def test_an_expired_login_keeps_what_is_typed_and_saves_it_after_the_next_login(
    editor: Editor, event: Event
) -> None:
    log_out(editor.context)
    editor.type("title", "Typed after the login had expired")
    editor.state("logged-out")
    door = editor.page.get_by_role("link", name="Log in")
    assert (door.get_attribute("href"), door.get_attribute("target")) == ("/admin/login/", "_blank")
    log_in(editor.context, editor.url, signed_in("reporter"))
    editor.context.clear_cookies(name="csrftoken")  # a login changes it
    editor.page.evaluate("dispatchEvent(new Event('focus'))")
    editor.state("saved")
    assert title(event) == "Typed after the login had expired"


def test_what_one_person_typed_is_not_saved_as_somebody_elses(editor: Editor, event: Event) -> None:
    log_in(editor.context, editor.url, signed_in("editor"))
    editor.context.clear_cookies(name="csrftoken")
    editor.type("title", "Typed by the reporter")
    assert "editor-one has logged in here" in editor.state("refused")["sentence"]
    assert title(event) == "General Munir visits Astana"
    log_in(editor.context, editor.url, signed_in("reporter"))
    editor.flush()
    editor.state("saved")
    assert Event.objects.get().authors == ["reporter-one"]


def test_who_is_suspended_in_mid_edit_is_refused_at_once_and_loses_nothing(
    editor: Editor, event: Event
) -> None:
    editor.type("title", "Typed before")
    editor.state("saved")
    User.objects.filter(username="reporter-one").update(is_active=False)
    editor.type("title", "Typed by somebody suspended")
    assert "kept in this browser" in editor.state("logged-out")["sentence"]
    assert title(event) == "Typed before"
    User.objects.filter(username="reporter-one").update(is_active=True)
    editor.page.evaluate("dispatchEvent(new Event('focus'))")
    editor.state("saved")
    assert title(event) == "Typed by somebody suspended"


def test_whose_role_is_taken_in_mid_edit_is_told_and_finds_the_text_again(
    editor: Editor, event: Event
) -> None:
    user = User.objects.get(username="reporter-one")
    roles = list(user.groups.all())
    user.groups.clear()
    editor.type("title", "Typed without a role")
    told = editor.state("refused")["sentence"]
    assert "Your account has no role in the newsroom." in told
    assert "kept in this browser" in told
    editor.page.goto("about:blank")
    assert title(event) == "General Munir visits Astana"
    user.groups.set(roles)
    editor.open(event.pk)
    editor.state("saved")
    assert title(event) == "Typed without a role"


def test_a_full_browser_is_said_to_be_full(editor: Editor) -> None:
    editor.context.set_offline(True)
    editor.do(FILL)
    editor.type("title", "Typed where there is no room")
    editor.page.get_by_text("This browser has no room").wait_for()
    editor.context.set_offline(False)
    editor.state("saved")
    editor.page.get_by_text("This browser has no room").wait_for(state="detached")


def test_a_new_event_outlives_a_reload_and_is_made_once(editor: Editor) -> None:
    Event.objects.all().delete()
    editor.page.goto("about:blank")
    editor.open()
    editor.type("summary", "It has no title yet")
    assert [each["path"] for each in editor.state("held")["fields"]] == [["title"]]
    record = editor.do("editor.store.doc.id")
    editor.page.reload()
    editor.ready()
    assert (editor.do("editor.store.doc.id"), editor.shown("summary")) == (record, "It has no title yet")
    editor.page.route("**/api/v1/desk/events/", lambda route: (route.fetch(), route.abort()))
    editor.type("title", "A new event")
    editor.state("offline")
    editor.page.unroute("**/api/v1/desk/events/")
    editor.state("saved")
    made = Event.objects.get()
    assert (str(made.pk), made.title, made.summary) == (record, "A new event", "It has no title yet")
    assert editor.page.url.endswith(f"/{record}/")


def test_a_new_event_that_was_left_behind_is_offered(editor: Editor) -> None:
    editor.page.goto("about:blank")
    editor.open()
    editor.type("summary", "Left behind")
    record = editor.do("editor.store.doc.id")
    other = editor.context.new_page()
    editor.page.close()
    editor.page = other
    editor.serve()
    editor.open()
    assert [each["record"] for each in editor.do("editor.left")] == [record]
    editor.page.goto("about:blank")
    editor.open(f"new/#{record}")
    assert editor.shown("summary") == "Left behind"
