"""Every page type can be walked by keys alone and reads the same without script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.site import PAGES, publish_a_site
from tests.browser.test_public_pages import RULES

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = 60
"""Elements walked on a page, more than its head, filters and first rows have."""

LISTED = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((each) => each.checkVisibility() && !each.disabled).length"""

HELD = """() => {
    const held = document.activeElement, style = getComputedStyle(held), box = held.getBoundingClientRect();
    const all = [...document.querySelectorAll('*')];
    return {
        place: held === document.body ? -1 : all.indexOf(held),
        what: held.outerHTML.slice(0, 120),
        ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
            && box.left < innerWidth,
    };
}"""


def walk(page: Page, address: str) -> int:
    """Press Tab through a page: each stop stands behind the last, is seen and has a ring; give how many."""
    first, last, stops = -1, -1, 0
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        held = page.evaluate(HELD)
        if held["place"] in (-1, first):  # the end: the browser's own fields, or the top again
            break
        assert held["place"] > last, (address, "is before the last", held)
        assert held["ringed"], (address, "has no ring", held)
        assert held["seen"], (address, "is out of sight", held)
        first, last, stops = (held["place"] if stops == 0 else first), held["place"], stops + 1
    return stops


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_type_is_walked_by_keys_from_top_to_bottom(
    browser: Browser, live_server: LiveServer, width: int
) -> None:
    publish_a_site()
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    for address in PAGES:
        page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        if page.locator("aside[data-hx-get]").count():  # they come late and move the page
            page.locator("aside[data-hx-get]").scroll_into_view_if_needed()
            expect(page.locator("#parts")).to_be_visible()
            page.evaluate("scrollTo(0, 0)")
        listed = page.evaluate(LISTED)
        assert walk(page, address) >= min(listed, STEPS), address
    page.close()


def test_the_first_key_leads_past_the_head(browser: Browser, live_server: LiveServer) -> None:
    publish_a_site()
    page = browser.new_page()
    for address in PAGES:
        page.goto(f"{live_server.url}{address}")
        if page.locator(".skip").count():  # a framed picture has no head
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "content", address
    page.close()


def test_details_open_and_close_by_keys(browser: Browser, live_server: LiveServer) -> None:
    publish_a_site()
    page = browser.new_page()
    for address in ("/events/munir-astana-2024/", "/relations/KZ-PK/", "/events/"):
        page.goto(f"{live_server.url}{address}")
        found = page.locator("main summary").filter(visible=True)
        assert found.count(), address
        for summary in found.all():
            summary.focus()
            before = summary.evaluate("(each) => each.parentElement.open")
            for key, expected in (("Enter", not before), ("Space", before)):
                page.keyboard.press(key)
                assert summary.evaluate("(each) => each.parentElement.open") is expected, address
    page.close()


def test_records_are_offered_while_typing_and_followed_by_keys(
    browser: Browser, live_server: LiveServer
) -> None:
    publish_a_site()
    page = browser.new_page()
    page.goto(f"{live_server.url}/")
    field, offers = page.locator("#find"), page.get_by_role("listbox", name="Records found")
    field.focus()
    page.keyboard.type("мунир", delay=20)  # another script than the title's
    expect(offers.get_by_role("option").first).to_contain_text("Munir")
    assert field.get_attribute("aria-expanded") == "true"
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
    page.keyboard.press("ArrowDown")
    chosen = offers.locator("[aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Escape")
    expect(offers).to_be_hidden()
    assert field.input_value() == "мунир"
    page.keyboard.type(" ")
    expect(offers).to_be_visible()
    page.keyboard.press("ArrowDown")
    url = str(chosen.get_attribute("data-url"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{url}")
    page.close()


SPOKEN = """() => {
    const status = document.querySelector('.find [role=status]'), said = [];
    new MutationObserver(() => {
        said.push(status.textContent);
        document.body.dataset.said = said.join('|');
    }).observe(status, { childList: true });
}"""


def test_what_is_offered_is_said_and_unsaid(browser: Browser, live_server: LiveServer) -> None:
    publish_a_site()
    page = browser.new_page()
    page.goto(f"{live_server.url}/")
    told = page.locator(".find [role=status]")
    page.locator("#find").focus()
    page.keyboard.type("munir", delay=20)
    expect(told).to_have_text(re.compile(r"^Records found: \d+$"))
    page.keyboard.press("Escape")
    expect(told).to_have_text("")
    page.locator("#find").fill("zzzz")
    expect(told).to_have_text("Nothing found")
    page.evaluate(SPOKEN)
    page.keyboard.type("z")
    said = "|Nothing found"  # what is only written again is not read out
    expect(page.locator("body")).to_have_attribute("data-said", said)
    page.close()


def test_the_offer_chosen_is_in_sight(browser: Browser, live_server: LiveServer) -> None:
    publish_a_site()
    page = browser.new_page(viewport={"width": 320, "height": 240})
    page.goto(f"{live_server.url}/")
    page.locator("#find").focus()
    page.keyboard.type("munir", delay=20)
    expect(page.get_by_role("option").nth(3)).to_be_attached()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_be_in_viewport(ratio=0.9)
    page.close()


def test_keys_that_compose_a_character_choose_nothing(browser: Browser, live_server: LiveServer) -> None:
    publish_a_site()
    page = browser.new_page()
    page.goto(f"{live_server.url}/")
    field = page.locator("#find")
    field.focus()
    page.keyboard.type("munir", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    for composing, chosen in ((True, 0), (False, 1)):
        field.dispatch_event("keydown", {"key": "ArrowDown", "isComposing": composing})
        assert page.locator("[role=option][aria-selected=true]").count() == chosen
    page.close()


def test_enter_without_a_choice_searches(browser: Browser, live_server: LiveServer) -> None:
    publish_a_site()
    page = browser.new_page()
    page.goto(f"{live_server.url}/")
    page.locator("#find").focus()
    page.keyboard.type("astana", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=astana")
    page.close()


def test_every_page_type_reads_the_same_without_script(browser: Browser, live_server: LiveServer) -> None:
    publish_a_site()
    plain = browser.new_context(java_script_enabled=False)
    scripted, unscripted = browser.new_page(), plain.new_page()
    for address in PAGES:
        told = []
        for page in (scripted, unscripted):
            page.goto(f"{live_server.url}{address}")
            aside = page.locator("aside[data-hx-get]")
            words = page.locator("main").inner_text()
            for place in range(aside.count()):  # counts are fetched; without script a link leads to them
                words = words.replace(aside.nth(place).inner_text(), "")
            told.append(re.sub(r"\s+", " ", words).strip())
        assert told[0] == told[1], address
        assert told[0], address
    plain.close()
    scripted.close()
