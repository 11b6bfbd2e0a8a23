"""An editor publishes the Munir visit in the admin, and the public reads it on its page."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from desk.stories.loading import MUNIR_VISIT, load_story
from events.models import Event
from publication.drafting import Publishable
from relations.models import Agreement, Country, Official, Relation, Sector
from relations.reference.loading import load_countries, load_sectors
from tests import cast

PASSWORD = "a long password of its own"
PAGE = "/events/munir-kazakhstan-visit/"
SHOWN = (
    "23 April, year not stated",
    "Deputy Prime Minister and Foreign Minister",
    "Was the agreement on peacekeeping signed?",
    "Kassym-Jomart Tokayev",
    "Murat Nurtleu",
    "Ruslan Zhaksylykov",
    "Wreath-laying",
    "on behalf of",
)
KINDS: tuple[type[Publishable], ...] = (Country, Sector, Official, Relation, Agreement)


def editor() -> None:
    """Make an editor; roles are named anew, as transactional tests wipe what migrations wrote."""
    call_command("migrate", "desk", "zero", verbosity=0)
    call_command("migrate", "desk", verbosity=0)
    person = User.objects.create_user("editor", password=PASSWORD, is_staff=True)
    person.groups.add(Group.objects.get(name="editor"))


def everything_but_the_visit() -> Event:
    """Publish all that the visit mentions, and leave the visit a draft."""
    load_countries()
    load_sectors()
    event = load_story(MUNIR_VISIT, by=cast.EDITOR, at=cast.NOW)
    for kind in KINDS:
        cast.publish_all(*kind._default_manager.all())
    return event


def log_in(page: Page, root: str) -> None:
    page.goto(f"{root}/admin/login/")
    page.fill("input[name=username]", "editor")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")


@pytest.mark.django_db(transaction=True)
def test_an_editor_publishes_the_munir_visit_and_the_public_reads_it(
    browser: Browser, live_server: LiveServer
) -> None:
    event = everything_but_the_visit()
    editor()
    page, public = browser.new_page(), browser.new_page()
    missing = public.goto(f"{live_server.url}{PAGE}")
    assert missing is not None
    assert missing.status == 404

    log_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/events/event/{event.pk}/change/")
    page.get_by_role("link", name="Publish").click()
    expect(page.get_by_text("XXXX-04-23").first).to_be_visible()
    page.get_by_role("button", name=re.compile("Publish")).click()
    expect(page.get_by_text(re.compile("Published, version 1"))).to_be_visible()

    public.goto(f"{live_server.url}{PAGE}")
    expect(public.get_by_role("heading", level=1)).to_have_text(re.compile("Munir"))
    for words in SHOWN:
        expect(public.get_by_text(words).filter(visible=True).first).to_be_visible()
    page.close()
    public.close()
