"""The record editor's page holds its promises one by one, and is accessible in each of its states."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Event
from relations.models import Country, Official, Source
from tests import cast
from tests.browser.entering import editor_page, saved
from tests.browser.seeing import checked
from tests.filling import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

STORY = """Minister Comes to Town
ASTANA - General Asim Munir, the Chief of Army Staff of Pakistan, came on May 17, 2024. He praised trade.
🙂 Peacekeeping came up.
"""


def opened(browser: Browser, live_server: LiveServer, path: str = "new/") -> Page:
    return editor_page(browser, live_server.url, path)


def read(page: Page, text: str = STORY) -> None:
    page.get_by_label("Text of the story").fill(text)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("option").first).to_be_visible()


def select(page: Page, start: str, end: str) -> None:
    """Select words of a sentence as a mouse would."""
    page.evaluate(
        """([start, end]) => {
            const text = document.querySelector(".story-text");
            const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            let [from, to] = [null, null];
            while (walk.nextNode()) {
                const node = walk.currentNode;
                if (!from && node.data.includes(start)) from = [node, node.data.indexOf(start)];
                if (from && node.data.includes(end)) to ??= [node, node.data.indexOf(end) + end.length];
            }
            getSelection().setBaseAndExtent(...from, ...to);
        }""",
        [start, end],
    )


def ground() -> None:
    cast.kazakhstan()
    cast.pakistan()
    cast.peacekeeping()
    cast.trade()


def test_words_behind_letters_of_two_units_are_cited_where_they_stand(
    browser: Browser, live_server: LiveServer
) -> None:
    ground()
    page = opened(browser, live_server)
    read(page)
    page.get_by_label("Title", exact=True).first.fill("A visit")
    select(page, "Peacekeeping", "came up")
    expect(page.locator(".in-hand")).to_contain_text("«Peacekeeping came up»")
    page.locator(".bar-acts").get_by_role("button", name=re.compile("Statement")).click()
    page.keyboard.type("It was spoken of.")
    saved(page)
    (cited,) = Event.objects.get().statements.get().passages.all()
    assert cited.exact == "Peacekeeping came up"
    assert Source.objects.get().text[cited.start : cited.end] == "Peacekeeping came up"


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    browser: Browser, live_server: LiveServer, settings: Any
) -> None:
    settings.SOURCE_FILE_MAX = 1024 * 1024
    page = opened(browser, live_server)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    large = {"name": "long.txt", "mimeType": "text/plain", "buffer": b"a" * (1024 * 1024 + 100_000)}
    page.get_by_label("or a file").set_input_files(large)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_have_text("The file has 1.1 MB; a file has at most 1 MB.")
    assert not [url for url in asked if "sources" in url]


def test_a_click_leads_from_a_row_to_its_passage_and_back(browser: Browser, live_server: LiveServer) -> None:
    ground()
    page = opened(browser, live_server)
    read(page)
    page.locator("#sentence-1").click()
    page.keyboard.press("m")
    expect(page.locator("#sentence-1 mark")).to_be_visible()
    page.locator("ol.of-meetings .quote").first.click()
    expect(page.locator("#sentence-1")).to_be_focused()
    page.locator(".in-rows").get_by_role("button", name=re.compile("meeting")).click()
    expect(page.locator("ol.of-meetings .of-title input")).to_be_focused()
    expect(page.get_by_text("1 of 4 sentences used")).to_be_visible()


def test_a_row_is_moved_taken_out_and_put_back_by_keys(browser: Browser, live_server: LiveServer) -> None:
    page = opened(browser, live_server)
    for title in ("First", "Second"):
        page.get_by_role("button", name="Add a meeting").click()
        page.keyboard.type(title)
    page.keyboard.press("Alt+ArrowUp")
    titles = page.locator("ol.of-meetings > li .row-words")
    expect(titles).to_have_text(["1. Second", "2. First"])
    page.keyboard.press("Control+Delete")
    expect(titles).to_have_text(["1. First"])
    page.get_by_role("button", name="Put it back").click()
    expect(titles).to_have_text(["1. Second", "2. First"])


def test_a_person_who_is_not_there_is_added_with_office_and_tenure_in_one_step(
    browser: Browser, live_server: LiveServer
) -> None:
    ground()
    page = opened(browser, live_server)
    page.get_by_label("Start").fill("2024-05-17")
    page.get_by_label("Title", exact=True).first.fill("A visit")
    people = page.get_by_role("region", name=re.compile("^People"))
    people.get_by_role("button", name="Add a person").click()
    page.keyboard.type("Murat Nurtleu")
    page.get_by_role("option", name=re.compile("Add a new person")).click()
    dialog = page.get_by_role("dialog", name="Add a new person")
    expect(dialog.get_by_label("Name")).to_have_value("Murat Nurtleu")
    dialog.get_by_label("Office, without the country").fill("Foreign Minister")
    dialog.get_by_label("Level of the office").select_option("foreign_minister")
    dialog.get_by_label("Country", exact=True).fill("Kazakh")
    expect(dialog.get_by_label("Country", exact=True)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(people.get_by_role("checkbox", name=re.compile("Foreign Minister"))).to_be_checked()
    saved(page)
    person = Official.objects.get()
    assert [str(each.office) for each in person.tenures.all()] == ["Foreign Minister (KZ)"]
    row = Event.objects.get().participations.get()
    assert (row.official, [str(each) for each in row.offices.all()]) == (person, ["Foreign Minister (KZ)"])


def test_likely_doubles_of_a_person_and_of_the_event_are_shown_before_anything_is_saved(
    browser: Browser, live_server: LiveServer
) -> None:
    cast.visit()
    page = opened(browser, live_server)
    read(page, STORY.replace("Asim Munir", "Munir Asim"))
    expect(page.get_by_text("May be here already")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("the same"))).to_be_visible()
    for country, side in (("Kazakhstan", "Host"), ("Pakistan", "Visitor")):
        page.get_by_role("button", name="Add a country").click()
        row = page.locator("ol.of-sides > li").last
        row.get_by_role("combobox").first.fill(country)
        expect(row.get_by_role("combobox").first).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Enter")
        row.locator("select").select_option(label=side)
    page.get_by_label("Start").fill("2024-05")
    expect(page.get_by_text("This event may be here already")).to_be_visible()
    assert Event.objects.count() == 1


def test_a_problem_of_the_checklist_leads_to_its_field(browser: Browser, live_server: LiveServer) -> None:
    event = Event.objects.create(key="an-event", title="An event", kind="visit")
    event.begin("reporter-one")
    event.save()
    page = opened(browser, live_server, f"{event.pk}/")
    page.get_by_text("Not ready to be shown").click()
    page.get_by_role("button", name=re.compile("needs a date")).click()
    expect(page.locator("[id='field-start']")).to_be_focused()
    page.goto(f"/desk/events/{event.pk}/#field=visit_kind")
    expect(page.locator("[id='field-visit_kind']")).to_be_focused()


def test_who_may_not_change_it_is_told_and_saves_nothing(browser: Browser, live_server: LiveServer) -> None:
    event = cast.visit()
    Event.objects.filter(pk=event.pk).update(assigned_to="somebody-else")
    page = opened(browser, live_server, f"{event.pk}/")
    expect(page.get_by_text("but not change it as it stands")).to_be_visible()
    page.get_by_label("Title", exact=True).first.fill("Mine")
    page.evaluate("editor.saver.flush()")
    expect(page.locator("#state")).to_contain_text("Not saved: You may not change this event")
    checked(page)
    assert Event.objects.get().title == event.title


def test_the_page_without_scripts_leads_to_the_admin(live_server: LiveServer) -> None:
    event = cast.visit()
    page = signed_in("reporter").get(f"/desk/events/{event.pk}/").content.decode()
    assert '<noscript><p class="refusal">The record editor needs scripts.' in page
    assert f"/admin/events/event/{event.pk}/change/" in page


def test_the_page_is_accessible_in_each_state(browser: Browser, live_server: LiveServer) -> None:
    ground()
    page = opened(browser, live_server)
    checked(page)  # empty
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("Paste the text")
    read(page)
    checked(page)  # the story, and whom it introduces
    page.get_by_label("Title", exact=True).first.fill("A visit")
    page.locator("#sentence-1").click()
    for key in "mvsqgp":
        page.locator("#sentence-1").focus()
        page.keyboard.press(key)
    page.locator("button[data-cite='']").click()
    checked(page)  # a row of each kind, and citing
    page.get_by_label("Start").fill("17 May")
    page.evaluate("editor.saver.flush()")
    expect(page.locator(".of-start .wrong")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Summary").fill("Typed away from the server.")
    page.evaluate("editor.saver.flush()")
    expect(page.locator("#state")).to_contain_text("No connection")
    checked(page)  # a field refused, and no connection
    page.context.set_offline(False)
    page.locator("#sentence-1").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Shortcuts")).to_be_visible()
    checked(page)
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    box = page.locator("[data-row^='participations.']").get_by_role("combobox").first
    box.fill("Nobody")
    expect(box).to_have_attribute("aria-expanded", "true")
    checked(page)  # answers
    page.get_by_role("option", name=re.compile("Add a new person")).click()
    checked(page)  # a dialog
    assert Country.objects.count() == 2
