"""A reader sees how a record came to say what it says."""

from __future__ import annotations

import pytest
from django.test import Client

from events.models import Event
from publication.publishing import publish
from tests import cast
from tests.publication.test_pages import VISIT, read

pytestmark = pytest.mark.django_db


def corrected_visit() -> Event:
    event = cast.published_visit(place="Almaty")
    event.place = "Astana"
    event.save()
    publish([cast.approval(event, "correction", "The city was wrong.")], by=cast.EDITOR, at=cast.NOW)
    return event


def test_a_correction_stands_at_the_top_of_the_page(client: Client) -> None:
    corrected_visit()
    page = read(client, VISIT)
    assert "Version 2, published" in page
    assert page.index("The city was wrong.") < page.index("Munir meets Tokayev")


def test_the_history_tells_each_edition_why_and_what_it_changed(client: Client) -> None:
    corrected_visit()
    page = read(client, f"{VISIT}versions/")
    assert page.index("Version 2") < page.index("Version 1<")
    assert "The city was wrong." in page
    assert '<th scope="row">place › name</th><td><del>Almaty</del></td><td><ins>Astana</ins></td>' in page


def test_an_older_change_is_one_link_away(client: Client) -> None:
    event = corrected_visit()
    event.title = "The general in Astana"
    event.save()
    cast.publish_all(event)
    assert f'href="{VISIT}versions/?difference=2#version-2"' in read(client, f"{VISIT}versions/")
    assert "<del>Almaty</del>" in read(client, f"{VISIT}versions/?difference=2")
    assert "allowed is the number of a version" in read(client, f"{VISIT}versions/?difference=x", 400)


def test_an_old_edition_reads_as_it_did_and_leads_to_the_current_one(client: Client) -> None:
    corrected_visit()
    page = read(client, f"{VISIT}versions/1/")
    assert "Almaty" in page
    assert "This is version 1, kept as it was published. A later one has replaced it" in page
    assert f'<a href="{VISIT}">read the current page</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "It is the current one" in read(client, f"{VISIT}versions/2/")


@pytest.mark.parametrize("number", ["3", "0", "99999999999999999999"])
def test_an_edition_that_never_was_is_not_found(client: Client, number: str) -> None:
    corrected_visit()
    read(client, f"{VISIT}versions/{number}/", 404)
