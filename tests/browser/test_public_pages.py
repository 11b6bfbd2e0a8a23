"""Public pages hold WCAG 2.2 AA in a real browser, wide and narrow, light and dark, and without script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.site import PAGES, publish_a_site

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LESS = {
    "forced colours": {"color-contrast": {"enabled": False}},  # the reader's own colours are theirs
    "print": {"target-size": {"enabled": False}},  # nobody taps on paper
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark"), (320, "light")])
def test_no_page_type_breaks_a_rule_of_accessibility_or_scrolls_sideways(
    browser: Browser, live_server: LiveServer, width: int, scheme: str
) -> None:
    publish_a_site()
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
    for address in PAGES:
        page.goto(f"{live_server.url}{address}")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(each["id"], each["nodes"][0]["target"]) for each in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert refused == []
    page.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["rtl", "zoom", "print", "forced colours"])
def test_every_page_type_holds_from_right_to_left_zoomed_printed_and_in_forced_colours(
    browser: Browser, live_server: LiveServer, state: str
) -> None:
    publish_a_site()
    width = 640 if state == "zoom" else 1280  # what 200 % leaves of 1280 pixels
    page = browser.new_page(
        viewport={"width": width, "height": 450 if state == "zoom" else 900},
        forced_colors="active" if state == "forced colours" else "none",
    )
    if state == "print":
        page.emulate_media(media="print")
    for address in PAGES:
        page.goto(f"{live_server.url}{address}")
        if state == "rtl":
            page.evaluate("document.documentElement.dir = 'rtl'")
            box = page.locator("h1").bounding_box()
            assert box is not None
            assert box["x"] + box["width"] > width / 2, address  # it begins on the right
        rules = RULES | {"rules": LESS.get(state, {})}
        found = Axe().run(page, options=rules).response["violations"]
        assert [(each["id"], each["nodes"][0]["target"]) for each in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        ways = page.locator(".masthead nav")
        assert ways.count() == 0 or ways.is_hidden() == (state == "print"), address
    page.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "drawn"), [(1440, "levels.svg"), (320, "levels.narrow.svg")])
def test_pictures_are_seen_without_script_and_their_numbers_lead_to_the_records(
    browser: Browser, live_server: LiveServer, width: int, drawn: str
) -> None:
    cast.published_visit()
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    with page.expect_response(lambda answer: answer.url.endswith(drawn)) as picture:
        page.goto(f"{live_server.url}/relations/KZ-PK/")
        page.locator("#picture-levels img").scroll_into_view_if_needed()
    assert picture.value.ok
    seen = page.locator("#picture-levels img").bounding_box()
    assert seen is not None
    assert seen["height"] > 60
    assert seen["x"] + seen["width"] <= width
    page.locator("#picture-levels summary").click()
    page.locator("#picture-levels tbody a").first.click()
    assert "/events/?pair=KZ-PK&office_level=" in page.url
    assert page.get_by_text("General Munir visits Astana").first.is_visible()
    context.close()


@pytest.mark.django_db(transaction=True)
def test_the_examples_and_tables_of_the_api_can_be_opened_and_are_accessible(
    browser: Browser, live_server: LiveServer
) -> None:
    cast.published_visit()
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{live_server.url}/api/")
    page.locator("details.example", has_text="First call").get_by_text("Python").first.click()
    assert page.locator("code.py").first.is_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.mark.django_db(transaction=True)
def test_passages_open_and_filters_work_without_script(browser: Browser, live_server: LiveServer) -> None:
    cast.published_visit()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/events/munir-astana-2024/")
    page.locator("details.passages summary").first.click()
    assert page.get_by_text(cast.TEXT).first.is_visible()
    page.goto(f"{live_server.url}/events/")
    page.get_by_text("Filter this list").click()
    page.get_by_label("Country", exact=True).fill("PK")
    page.get_by_role("button", name="Show").click()
    assert "country=PK" in page.url
    assert page.get_by_role("link", name="General Munir visits Astana").is_visible()
    context.close()
