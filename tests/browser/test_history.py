"""An editor reads a draft's history in a real browser and brings an earlier state back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.entering import context_of
from tests.browser.seeing import checked
from tests.desk.api.writing import Person
from tests.desk.test_restore import change

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_earlier_state_is_found_and_brought_back_without_script(
    browser: Browser, live_server: LiveServer
) -> None:
    event, writer = cast.visit(), Person("reporter")
    point = {"act": "discussed", "text": "Both sides will trade more.", "sectors": ["trade"]}
    cast.trade()
    change(writer, event, summary="The general was received by the president.", statements=[point])
    change(writer, event, summary="The general was received by the minister of defence.", statements=[])
    page = context_of(browser, live_server.url, "editor", java_script_enabled=False).new_page()
    page.goto(f"/desk/review/event/{event.pk}/")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("heading", name="History: General Munir visits Astana")).to_be_visible()
    page.get_by_role("link", name="Compare with now, or restore").first.click()
    expect(page.get_by_text("Added: Both sides will trade more.")).to_be_visible()
    page.get_by_role("button", name="Restore this state").click()
    expect(page.get_by_text("stands again as it did then")).to_be_visible()
    event.refresh_from_db()
    assert event.summary == "The general was received by the president."
    assert event.statements.count() == 1


def test_the_pages_are_accessible_in_any_width_light_and_dark(
    browser: Browser, live_server: LiveServer
) -> None:
    event, writer = cast.visit(), Person("reporter")
    change(writer, event, title="One", summary="A" * 200)
    change(writer, event, title="Two", meetings=[])
    page = context_of(browser, live_server.url, "editor").new_page()
    page.goto(f"/desk/history/event/{event.pk}/")
    checked(page)
    page.get_by_role("link", name="Compare with now, or restore").first.click()
    checked(page)
