"""A reporter records the Munir visit from its story, by mouse or by keys, and an editor publishes it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from desk.stories.loading import MUNIR_VISIT
from events.models import Event
from publication.models import Listing
from relations.models import Country, Passage, Sector
from relations.reference.loading import load_countries, load_sectors
from tests import cast
from tests.acceptance import facts_by_passage, table
from tests.browser.entering import context_of, editor_page
from tests.browser.hands import Hands, Keys
from tests.browser.munir import TITLE, Recording
from tests.scale import size

MOST = 150
"""Clicks, fields and shortcuts from the empty form to the public page."""

pytestmark = pytest.mark.django_db(transaction=True)


def begun(browser: Browser, live_server: LiveServer) -> Page:
    """Open an empty form in a newsroom that knows countries and sectors and nothing else."""
    load_countries()
    load_sectors()
    cast.publish_all(*Country.objects.all(), *Sector.objects.all())
    return editor_page(browser, live_server.url)


def published(browser: Browser, live_server: LiveServer) -> Hands:
    """Publish the only event as an editor, with all that it mentions."""
    page = context_of(browser, live_server.url, "editor").new_page()
    hands = Hands(page)
    page.goto(f"/desk/review/event/{Event.objects.get().pk}/")
    form = page.get_by_role("form", name="Publish now")
    hands.click(form.get_by_label("Publish these with it"))
    hands.click(form.get_by_role("button"))
    expect(page.get_by_text("is published as version 1")).to_be_visible()
    return hands


def as_in_the_table() -> None:
    """Hold the public record to the acceptance table, passage by passage."""
    documents = [json.loads(each.text) for each in Listing.objects.all()]
    event = next(each for each in documents if each["type"] == "event")
    found = facts_by_passage(*documents)
    wrong = {
        row.id: (sorted(row.facts - found.get((row.start, row.end), set())),
                 sorted(found.get((row.start, row.end), set()) - row.facts))
        for row in table() if found.get((row.start, row.end), set()) != row.facts
    }  # fmt: skip
    assert wrong == {}, "missing, and too much"
    assert Passage.objects.count() == 30
    assert set(Passage.objects.filter(record_free=True).values_list("start", flat=True)) == {295, 1852}
    assert (event["title"], event["date"]["edtf"], event["visit_kind"]) == (
        TITLE,
        "XXXX-04-23",
        "unspecified",
    )
    agreement = next(each for each in documents if each["type"] == "agreement")
    assert (agreement["status"], agreement["disputed"]) == ("intent_expressed", True)
    assert [each["state"] for each in event["disputes"]] == ["open"] * 3
    assert event["precedences"][0]["verdict"] == "not_testable"
    ranks = [rank["title"] for each in documents if each["type"] == "official" for rank in each["ranks"]]
    assert sorted(ranks) == ["Colonel General", "General"]
    assert event["sources"][0]["title"] == (MUNIR_VISIT.parent / "munir-visit.txt").read_text()[:73]


@pytest.mark.parametrize("means", size([Hands], [Hands, Keys]))  # by keys it takes two minutes
def test_the_munir_visit_is_recorded_and_published(
    browser: Browser, live_server: LiveServer, means: type[Hands], record_property: Any
) -> None:
    page = begun(browser, live_server)
    hands = means(page)
    Recording(page, hands).whole()
    hands.click(page.get_by_role("button", name="Submit for review"))
    expect(page).to_have_url(re.compile("/desk/review/event/"))
    done = hands.done + published(browser, live_server).done
    as_in_the_table()
    record_property("interactions", dict(done))
    if means is Hands:
        assert done.total() <= MOST, done
