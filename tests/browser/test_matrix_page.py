"""The matrix changes in place, keeps its table open, and is not pushed down by its filters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Open the matrix on a phone."""
    cast.published_visit()
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{live_server.url}/matrix/")
    yield page
    page.close()


def test_the_table_stays_open_under_other_filters(phone: Page) -> None:
    phone.locator(".data summary").click()
    phone.get_by_text("Days, kind and sector", exact=True).click()
    phone.get_by_label("Kind", exact=True).select_option("visit")
    expect(phone.get_by_role("list", name="Filters set")).to_contain_text("visit")
    expect(phone.get_by_role("table")).to_be_visible()


def test_the_form_is_shut_until_filters_are_set_or_refused(phone: Page) -> None:
    form = phone.get_by_role("form", name="Filters")
    expect(phone.locator("#filters > summary")).to_have_text("Days, kind and sector")
    expect(form).to_be_hidden()
    expect(phone.locator("figure.picture").get_by_role("heading")).to_be_in_viewport()
    for query in ("kind=visit", "kind=party"):
        phone.goto(phone.url.partition("?")[0] + f"?{query}")
        expect(form).to_be_visible()


def test_what_opens_the_table_says_what_is_in_it(phone: Page) -> None:
    summary = phone.locator(".data summary")
    expect(summary).to_contain_text("Table, files, embedding")
    assert summary.evaluate("(each) => getComputedStyle(each).display") == "list-item"  # with its triangle
    assert summary.evaluate("(each) => each.offsetWidth < each.parentElement.offsetWidth")
