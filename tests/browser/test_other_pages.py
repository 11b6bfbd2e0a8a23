"""The desk's less frequent pages and states hold WCAG 2.2 AA too: merging, previews, a conflict, no login."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Event
from tests import cast
from tests.browser.entering import context_of, editor_page
from tests.browser.seeing import checked
from tests.desk.api.writing import Person
from tests.desk.merging import double

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_page_of_a_merge_is_accessible_in_each_state(browser: Browser, live_server: LiveServer) -> None:
    cast.published_visit()
    old = double(note="Born in Rawalpindi.")
    cast.publish_all(old)
    page = context_of(browser, live_server.url, "editor").new_page()
    page.goto(f"/desk/review/official/{old.pk}/merge/")
    expect(page.get_by_role("heading", name="Your account may not do this")).to_be_visible()
    checked(page)
    page = context_of(browser, live_server.url, "administrator").new_page()
    page.goto(f"/desk/review/official/{old.pk}/merge/")
    expect(page.get_by_role("heading", name="May be the same")).to_be_visible()
    checked(page)
    page.get_by_role("link", name="Asim Munir").click()
    expect(page.get_by_role("heading", name="What follows")).to_be_visible()
    checked(page)
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was merged.")
    checked(page)
    page.goto(f"/desk/review/official/{old.pk}/merge/?into=nobody")
    expect(page.get_by_role("alert")).to_contain_text("There is no official «nobody»")
    checked(page)


def test_a_preview_is_accessible_whether_or_not_it_is_ready(
    browser: Browser, live_server: LiveServer
) -> None:
    cast.publish_the_ground()
    event = cast.visit()
    page = context_of(browser, live_server.url, "reporter").new_page()
    page.goto(f"/desk/preview/event/{event.key}/")
    expect(page.get_by_role("heading", name="General Munir visits Astana")).to_be_visible()
    checked(page)
    Event.objects.filter(pk=event.pk).update(start=None)
    page.reload()
    expect(page.get_by_text("needs a date").first).to_be_visible()
    checked(page)


def test_the_style_guide_shows_every_component_accessibly(browser: Browser, live_server: LiveServer) -> None:
    page = context_of(browser, live_server.url, "reporter").new_page()
    page.goto("/desk/styleguide/")
    expect(page.get_by_role("heading", name="Style guide")).to_be_visible()
    for part in (
        "Colours",
        "Open questions",
        "Who, and what was said",
        "Rows of lists",
        "Fields and buttons",
    ):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    checked(page)


def test_the_editor_is_accessible_with_a_conflict_with_others_and_without_a_login(
    browser: Browser, live_server: LiveServer
) -> None:
    cast.publish_the_ground()
    event = cast.visit()
    page = editor_page(browser, live_server.url, f"{event.pk}/", "editor")
    beside = editor_page(browser, live_server.url, f"{event.pk}/", "administrator")
    page.evaluate("editor.presence.beat()")
    expect(page.locator("#others")).to_contain_text("administrator-one")
    checked(page)
    beside.close()
    Person("administrator").patch(f"events/{event.pk}/", {"title": "As the one has it"}, seen=1)
    page.get_by_label("Title", exact=True).first.fill("As the other has it")
    page.evaluate("editor.saver.flush()")
    expect(page.locator("#conflicts article")).to_be_visible()
    checked(page)
    page.context.clear_cookies()
    page.get_by_label("Summary", exact=True).fill("Typed after the login ended.")
    page.evaluate("editor.saver.flush()")
    expect(page.locator("#state")).to_contain_text("log")
    checked(page)
