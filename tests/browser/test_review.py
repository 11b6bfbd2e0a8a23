"""Two people review and publish a draft in real browsers, and every page of it is accessible."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from desk.models import Comment
from events.models import Event, Statement
from publication.models import Listing
from tests import cast
from tests.browser.entering import context_of
from tests.browser.seeing import checked

pytestmark = pytest.mark.django_db(transaction=True)


def review_of(event: Event) -> str:
    return f"/desk/review/event/{event.pk}/"


def written(event: Event, by: str = "reporter-one") -> Event:
    event.advance(event.lock_version, by)
    Event.objects.filter(pk=event.pk).update(assigned_to=by)
    event.refresh_from_db()
    return event


def people(browser: Browser, root: str) -> tuple[BrowserContext, BrowserContext]:
    return context_of(browser, root, "reporter"), context_of(browser, root, "editor")


def test_two_people_bring_a_draft_to_the_public(browser: Browser, live_server: LiveServer) -> None:
    cast.publish_the_ground()
    event = written(cast.visit())
    reporter, editor = (context.new_page() for context in people(browser, live_server.url))
    reporter.goto(review_of(event))
    reporter.get_by_role("button", name="Submit", exact=True).click()
    expect(reporter.get_by_text("waits for review")).to_be_visible()

    editor.goto("/desk/")
    editor.get_by_role("button", name=re.compile("Assign to me ?: General Munir visits Astana")).click()
    expect(editor.get_by_text("is assigned to editor-one")).to_be_visible()
    editor.get_by_role("link", name="General Munir visits Astana").click()
    form = editor.get_by_role("form", name="Request changes")
    form.get_by_label("About").select_option("summary")
    form.get_by_label("Comment").fill("Say in one line what it was about.")
    form.get_by_role("button").click()
    expect(editor.get_by_text("Changes to «General Munir visits Astana» are requested")).to_be_visible()

    reporter.goto(review_of(event))
    expect(reporter.get_by_text("Say in one line what it was about.", exact=True)).to_be_visible()
    reporter.get_by_role("button", name=re.compile("Resolve")).click()
    reporter.get_by_role("button", name="Submit", exact=True).click()

    editor.goto(review_of(event))
    editor.get_by_role("button", name="Approve", exact=True).click()
    expect(editor.get_by_text("is approved")).to_be_visible()
    editor.get_by_role("form", name="Publish now").get_by_role("button").click()
    expect(editor.get_by_text("is published as version 1")).to_be_visible()
    editor.get_by_role("link", name="Public page").click()
    expect(editor).to_have_url(f"{live_server.url}/events/munir-astana-2024/")
    assert Comment.objects.get().resolved_by == "reporter-one"


def test_a_draft_is_scheduled_in_a_zone_that_is_said(browser: Browser, live_server: LiveServer) -> None:
    cast.publish_the_ground()
    event = written(cast.visit())
    Event.objects.filter(pk=event.pk).update(
        review_state="approved", approved_by="editor-two", approved_version=event.lock_version
    )
    context = context_of(browser, live_server.url, "editor", timezone_id="Asia/Karachi")
    page = context.new_page()
    page.goto(review_of(event))
    form = page.get_by_role("form", name="Schedule")
    day = timezone.now() + timedelta(days=30)
    form.get_by_label("Day").fill(day.strftime("%Y-%m-%d"))
    form.get_by_label("Time", exact=True).fill("09:30")
    expect(form.get_by_text("14:30 in this browser’s zone, Asia/Karachi")).to_be_visible()
    form.get_by_label("Time zone").select_option("Asia/Karachi")
    form.get_by_role("button").click()
    expect(page.get_by_text(re.compile(r"will be published on .* 04:30 \(UTC\)"))).to_be_visible()
    event.refresh_from_db()
    assert event.publish_at
    assert (event.publish_at.hour, event.publish_at.minute) == (4, 30)


def test_the_pages_of_review_are_accessible_in_each_state(browser: Browser, live_server: LiveServer) -> None:
    reporter, editor = people(browser, live_server.url)
    page, scripts = editor.new_page(), []
    page.on("console", lambda message: scripts.append(message.text) if message.type == "error" else None)
    page.goto("/desk/")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    checked(page)

    event = everything_that_can_be_shown()
    for address, words in (
        ("/desk/", "General Munir visits Astana"),
        ("/desk/?q=nothing-like-it", "Nothing that waits fits"),
        (review_of(event), "What changes for the public"),
    ):
        page.goto(address)
        expect(page.get_by_text(words).first).to_be_visible()
        checked(page)
    page.goto(review_of(event))
    assert page.locator("ins").count() > 0
    assert page.locator("del").count() > 0
    page.get_by_text("Take it back").click()
    page.get_by_role("form", name="Withdraw").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was done.")
    checked(page)
    assert [text for text in scripts if "400" not in text] == []  # the refusal itself is told there
    page = reporter.new_page()
    page.goto(review_of(event))
    expect(page.get_by_text("There is nothing for you to do")).to_be_visible()
    checked(page)
    page.goto("/desk/?pair=Kazakhstan")
    expect(page.get_by_role("alert")).to_contain_text("not understood")
    checked(page)


def everything_that_can_be_shown() -> Event:
    """Give a public event with changes in prose and rows, comments, a problem and company."""
    event = cast.published_visit(summary="They spoke about peacekeeping and about trade.")
    Statement.objects.create(
        event=event, meeting=event.meetings.get(), act="discussed", text="Trade grows.", voice="body",
        modality="asserted", confidence="high", order=1,
    )  # fmt: skip
    event.sectors.add(cast.sector("space", parent=cast.sector("digital")))
    event.meetings.update(title="Munir is received by Tokayev")
    event = written(event)
    Event.objects.filter(pk=event.pk).update(
        summary="They spoke at length about peacekeeping.", review_state="in_review",
        submitted_by="reporter-one", submitted_at=timezone.now() - timedelta(days=3),
    )  # fmt: skip
    for field, text in (("summary", "Shorter, please."), ("", "Well done.")):
        Comment.objects.create(
            record=event.pk,
            record_type="event",
            author="editor-two",
            created_at=cast.NOW,
            text=text,
            field=field,
        )
    Comment.objects.filter(field="").update(resolved_by="reporter-one", resolved_at=cast.NOW)
    assert Listing.objects.get(pk=event.pk).version == 1
    event.refresh_from_db()
    return event
