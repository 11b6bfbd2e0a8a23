"""Filters change a list and its address in place; the page behind each address is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.test_public_pages import RULES

pytestmark = pytest.mark.django_db(transaction=True)

VISIT = "General Munir visits Astana"


@pytest.fixture
def explorer(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Open the list of events; the page bears a mark that a reload would take off."""
    cast.published_visit()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/events/")
    page.evaluate("document.body.dataset.mark = 'same page'")
    yield page
    page.close()


def same(page: Page) -> bool:
    return bool(page.evaluate("document.body.dataset.mark === 'same page'"))


def test_a_choice_in_the_form_filters_at_once(explorer: Page) -> None:
    explorer.get_by_text("Filter this list").click()
    kind = explorer.get_by_label("Kind", exact=True)
    kind.focus()
    kind.select_option("visit")
    expect(explorer.get_by_role("list", name="Filters set")).to_contain_text("visit")
    assert explorer.url.endswith("/events/?kind=visit")
    assert explorer.get_by_role("link", name=VISIT).is_visible()
    assert same(explorer)
    assert kind.is_visible()  # what stood open stays open
    expect(kind).to_be_focused()
    kind.select_option("call")
    expect(explorer.get_by_text("Nothing in the record answers")).to_be_visible()
    explorer.get_by_role("link", name="Kind call").click()
    expect(explorer.get_by_role("link", name=VISIT)).to_be_visible()
    assert explorer.url.endswith("/events/")
    assert same(explorer)


def test_the_counts_beside_the_list_filter_it(explorer: Page) -> None:
    counts = explorer.get_by_role("complementary", name="These events counted")
    counts.get_by_role("link", name="Defence", exact=True).click()
    expect(explorer.get_by_role("list", name="Filters set")).to_contain_text("defence")
    assert explorer.url.endswith("/events/?sector=defence")
    expect(explorer.locator("#results")).to_be_focused()  # not lost with the link that was followed
    expect(counts.get_by_role("link", name="Visit", exact=True)).to_be_visible()
    assert same(explorer)
    explorer.go_back()
    expect(explorer.get_by_role("list", name="Filters set")).to_have_count(0)
    assert explorer.url.endswith("/events/")


def test_keys_alone_filter_and_take_off(explorer: Page) -> None:
    explorer.locator(".filters summary").first.focus()
    explorer.keyboard.press("Enter")
    explorer.keyboard.press("Tab")
    explorer.keyboard.type("astana")
    explorer.keyboard.press("Enter")
    chips = explorer.get_by_role("list", name="Filters set")
    expect(chips).to_contain_text("astana")
    expect(explorer.get_by_label("Words", exact=True)).to_be_focused()
    for _ in range(10):
        explorer.keyboard.press("Shift+Tab")
        if chips.locator("a:focus").count():
            break
    explorer.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    assert same(explorer)


def test_a_refusal_is_said_in_place_and_loses_nothing(explorer: Page) -> None:
    explorer.get_by_text("Filter this list").click()
    explorer.get_by_label("Kind", exact=True).select_option("visit")
    expect(explorer.get_by_role("list", name="Filters set")).to_be_visible()
    explorer.get_by_label("Country", exact=True).fill("Atlantis")
    explorer.get_by_label("Country", exact=True).press("Enter")
    expect(explorer.get_by_role("alert")).to_contain_text("country")
    assert explorer.get_by_label("Country", exact=True).input_value() == "Atlantis"
    assert explorer.get_by_label("Kind", exact=True).input_value() == "visit"
    assert same(explorer)


def test_what_cannot_be_had_in_place_is_asked_for_as_a_page(explorer: Page) -> None:
    def away(route: Route) -> None:
        inside = route.request.headers.get("hx-request")
        route.fulfill(status=503, body="gone") if inside else route.continue_()

    explorer.route("**/events/?*", away)
    explorer.get_by_text("Filter this list").click()
    explorer.get_by_label("Kind", exact=True).select_option("visit")
    expect(explorer.get_by_role("list", name="Filters set")).to_contain_text("visit")
    assert not same(explorer)


def test_leaving_a_text_field_asks_nothing_and_a_choice_sends_what_was_typed(explorer: Page) -> None:
    asked: list[str] = []
    explorer.on("request", lambda request: asked.append(request.url) if "/events/?" in request.url else None)
    explorer.get_by_text("Filter this list").click()
    explorer.get_by_label("Country", exact=True).fill("KZ")
    explorer.keyboard.press("Tab")
    expect(explorer.get_by_label("Country", exact=True)).not_to_be_focused()
    explorer.get_by_label("Kind", exact=True).select_option("visit")
    expect(explorer.get_by_role("list", name="Filters set")).to_contain_text("KZ")
    assert [each.partition("?")[2] for each in asked if "/facets/" not in each] == ["country=KZ&kind=visit"]


def test_what_is_typed_while_an_answer_is_awaited_is_kept(explorer: Page) -> None:
    held: list[Route] = []
    explorer.route("**/events/?*", lambda route: held.append(route))  # a built-in cannot be bound
    explorer.get_by_text("Filter this list").click()
    explorer.get_by_label("Country", exact=True).fill("KZ")
    with explorer.expect_request("**/events/?*"):
        explorer.keyboard.press("Enter")
    pair = explorer.get_by_label("Two countries", exact=True)
    explorer.keyboard.press("Tab")
    expect(pair).to_be_focused()
    explorer.keyboard.type("KZPK")
    explorer.keyboard.press("ArrowLeft")
    explorer.keyboard.press("ArrowLeft")
    held.pop().continue_()
    explorer.unroute("**/events/?*")
    chips = explorer.get_by_role("list", name="Filters set")
    expect(chips).to_contain_text("KZ")
    expect(pair).to_be_focused()
    explorer.keyboard.type("-")  # where the caret stood
    expect(pair).to_have_value("KZ-PK")
    explorer.keyboard.press("Enter")
    expect(chips).to_contain_text("KZ-PK")
    assert same(explorer)


def test_what_is_typed_and_not_yet_sent_outlasts_a_link(explorer: Page) -> None:
    explorer.get_by_text("Filter this list").click()
    explorer.get_by_label("Kind", exact=True).select_option("visit")
    explorer.get_by_label("Words", exact=True).fill("astana")
    explorer.get_by_role("link", name="Kind visit").click()
    expect(explorer.get_by_role("list", name="Filters set")).to_have_count(0)
    expect(explorer.get_by_label("Words", exact=True)).to_have_value("astana")
    assert same(explorer)


def test_it_is_said_what_is_shown_now(explorer: Page) -> None:
    told = explorer.locator("main > [role=status], main > .page > [role=status]")  # no part of what changes
    expect(told).to_have_text("")
    explorer.get_by_text("Filter this list").click()
    kind = explorer.get_by_label("Kind", exact=True)
    kind.select_option("visit")
    expect(told).to_have_text("Results under these filters: 1 record on this page")
    kind.select_option("call")
    expect(told).to_have_text("Results under these filters: nothing found")
    explorer.get_by_label("Country", exact=True).fill("Atlantis")
    explorer.keyboard.press("Enter")
    expect(explorer.get_by_role("alert")).to_contain_text("country")  # says itself
    expect(told).to_have_text("")
    found = Axe().run(explorer, options=RULES).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []


def test_a_choice_replaces_the_address_and_what_is_sent_is_gone_back_from(explorer: Page) -> None:
    before = explorer.evaluate("history.length")
    chips = explorer.get_by_role("list", name="Filters set")
    explorer.get_by_text("Filter this list").click()
    kind = explorer.get_by_label("Kind", exact=True)
    for each in ("call", "visit"):  # as arrow keys walk a choice
        kind.select_option(each)
        expect(chips).to_contain_text(each)
    assert explorer.url.endswith("/events/?kind=visit")
    explorer.get_by_role("button", name="Show").press("Enter")
    expect(explorer.get_by_role("button", name="Show")).to_be_focused()
    assert explorer.evaluate("history.length") == before
    explorer.get_by_label("Words", exact=True).fill("astana")
    explorer.keyboard.press("Enter")
    expect(chips).to_contain_text("astana")
    assert explorer.evaluate("history.length") == before + 1
    explorer.go_back()
    expect(chips).to_have_text(re.compile("^\\s*Kind visit"))
    assert explorer.url.endswith("/events/?kind=visit")


HEAD = """() => [...document.head.querySelectorAll('link[rel=alternate], meta[name=robots]')]
    .map((each) => each.outerHTML)"""


def test_the_head_is_that_of_the_page_at_the_address(explorer: Page) -> None:
    explorer.get_by_text("Filter this list").click()
    explorer.get_by_label("Kind", exact=True).select_option("visit")
    chips = explorer.get_by_role("list", name="Filters set")
    expect(chips).to_contain_text("visit")
    shown = explorer.evaluate(HEAD)
    assert any("kind=visit" in each for each in shown)
    explorer.get_by_label("Country", exact=True).fill("Atlantis")
    explorer.keyboard.press("Enter")
    expect(explorer.get_by_role("alert")).to_be_visible()
    assert any("noindex" in each for each in explorer.evaluate(HEAD))
    explorer.get_by_label("Country", exact=True).fill("")
    explorer.keyboard.press("Enter")
    expect(chips).to_contain_text("visit")
    assert explorer.evaluate(HEAD) == shown
    assert same(explorer)
    explorer.reload()
    assert explorer.evaluate(HEAD) == shown


def test_the_last_count_followed_is_the_one_shown(explorer: Page) -> None:
    counts = explorer.get_by_role("complementary", name="These events counted")
    explorer.route("**/events/?sector=defence", lambda _route: None)  # is never answered
    with explorer.expect_request("**/events/?sector=defence"):
        counts.get_by_role("link", name="Defence", exact=True).click()
    counts.get_by_role("link", name="Visit", exact=True).click()
    expect(explorer.get_by_role("list", name="Filters set")).to_contain_text("visit")
    assert explorer.url.endswith("/events/?kind=visit")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_counts_hold_the_rules_of_accessibility(explorer: Page, width: int) -> None:
    explorer.set_viewport_size({"width": width, "height": 900})
    counts = explorer.get_by_role("complementary", name="These events counted")
    counts.scroll_into_view_if_needed()
    expect(counts.get_by_role("heading", name="Sectors")).to_be_visible()
    found = Axe().run(explorer, options=RULES).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
    assert explorer.evaluate("document.documentElement.scrollWidth") <= width
