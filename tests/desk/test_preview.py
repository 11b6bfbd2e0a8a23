"""Staff read a working copy on the page the public will get; nobody else learns that it exists."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from events.models import Event
from tests import cast
from tests.publication.test_pages import read

pytestmark = pytest.mark.django_db

PREVIEW = "/desk/preview/event/munir-astana-2024/"


@pytest.fixture
def staff(client: Client) -> Client:
    reporter = User.objects.create_user("reporter", password=None, is_staff=True)
    reporter.groups.add(Group.objects.get(name="reporter"))
    client.force_login(reporter)
    return client


def test_a_draft_never_published_is_shown_with_a_banner_and_what_is_missing(staff: Client) -> None:
    cast.visit()
    page = read(staff, PREVIEW)
    assert "This is the working copy as it would be published" in page
    assert "<h1>General Munir visits Astana</h1>" in page
    assert "Munir meets Tokayev" in page


def test_changes_to_a_public_record_show_in_the_preview_alone(staff: Client) -> None:
    event = cast.published_visit()
    Event.objects.filter(pk=event.pk).update(title="A new title")
    assert "<h1>A new title</h1>" in read(staff, PREVIEW)
    assert "A new title" not in read(staff, "/events/munir-astana-2024/")


@pytest.mark.parametrize(
    "kind", ["country/KZ", "relation/KZ-PK", "official/asim-munir", "sector/peacekeeping"]
)
def test_every_kind_has_a_preview(staff: Client, kind: str) -> None:
    cast.visit(), cast.relation()
    assert "This is the working copy" in read(staff, f"/desk/preview/{kind}/")


def test_a_preview_ends_with_publication(staff: Client) -> None:
    event = cast.published_visit()
    assert staff.get(PREVIEW).headers["Location"] == "/events/munir-astana-2024/"
    Event.objects.filter(pk=event.pk).update(summary="Not public yet")
    assert "Not public yet" in read(staff, PREVIEW)


def test_a_preview_is_never_cached(staff: Client) -> None:
    cast.visit()
    assert "no-store" in staff.get(PREVIEW).headers["Cache-Control"]


def test_what_does_not_exist_is_not_found(staff: Client) -> None:
    read(staff, "/desk/preview/event/nothing/", 404)
    read(staff, "/desk/preview/nothing/nothing/", 404)


def test_others_get_the_same_answer_whether_a_draft_exists_or_not(client: Client) -> None:
    cast.visit()
    answers = [client.get(address) for address in (PREVIEW, "/desk/preview/event/nothing/")]
    assert [answer.status_code for answer in answers] == [302, 302]
    client.force_login(User.objects.create_user("reader", password=None))
    answers = [client.get(address) for address in (PREVIEW, "/desk/preview/event/nothing/")]
    assert [answer.status_code for answer in answers] == [403, 403]
