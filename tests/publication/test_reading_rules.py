"""Rules 8 to 10 of the public record: honest tags, changes found by comparing, and a preview behind login."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from publication.comparing import preview, unpublished_changes
from publication.models import Edition
from tests import cast
from tests.filling import signed_in, text_of
from tests.publication.asking import VISIT
from tests.publication.records import edit, publish_again

pytestmark = pytest.mark.django_db


# 8. Tags are honest.


def test_8_a_record_is_tagged_with_its_version_and_is_not_sent_twice(client: Client) -> None:
    event = cast.published_visit()
    tag = client.get(VISIT).headers["ETag"]
    again = client.get(VISIT, HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    cast.publish_all(cast.visit("another"))
    assert client.get(VISIT, HTTP_IF_NONE_MATCH=tag).status_code == 304
    publish_again(event, title="Another title")
    answer = client.get(VISIT, HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, answer.headers["ETag"] != tag) == (200, True)


def test_8_a_draft_changes_no_tag(client: Client) -> None:
    event = cast.published_visit()
    addresses = [VISIT, f"{VISIT}versions/", "/api/v1/events/", "/api/v1/changes/", "/"]
    tags = [client.get(each).headers["ETag"] for each in addresses]
    edit(event, title="HALF EDITED")
    assert [client.get(each).headers["ETag"] for each in addresses] == tags


@pytest.mark.parametrize("address", ["/api/v1/events/", "/api/v1/changes/", "/api/v1/search/?q=munir", "/"])
def test_8_a_list_is_tagged_with_the_last_serial(client: Client, address: str) -> None:
    cast.published_visit()
    tag = client.get(address).headers["ETag"]
    assert str(Edition.objects.last_serial()) in tag
    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    cast.publish_all(cast.visit("another"))
    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 200


# 9. «Unpublished changes» is a comparison.


def test_9_a_change_that_is_taken_back_is_no_change() -> None:
    event = cast.published_visit()
    assert not unpublished_changes(event)
    edit(event, title="Another title")
    assert unpublished_changes(event)
    edit(event, title="General Munir visits Astana")
    assert not unpublished_changes(event)
    assert event.lock_version == 3


def test_9_a_change_deep_inside_counts_and_one_the_public_never_reads_does_not() -> None:
    event = cast.published_visit()
    row = event.participations.first()
    assert row is not None
    type(row).objects.filter(pk=row.pk).update(note="For the newsroom.")
    assert not unpublished_changes(event)
    type(row).objects.filter(pk=row.pk).update(rank="General")
    assert unpublished_changes(event)


# 10. Preview is the newsroom's page.


def test_10_the_preview_shows_the_draft_to_staff_and_to_nobody_else(client: Client) -> None:
    event = cast.published_visit()
    edit(event, title="HALF EDITED")
    assert preview(event)["title"] == "HALF EDITED"
    address = f"/desk/preview/event/{event.key}/"
    shown = signed_in("editor").get(address)
    assert "HALF EDITED" in text_of(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    asked = client.get(address)
    assert asked.status_code == 302
    assert "HALF EDITED" not in text_of(client.get(f"/events/{event.key}/"))


def test_10_the_public_page_is_the_same_for_staff() -> None:
    event = cast.published_visit()
    edit(event, title="HALF EDITED")
    for address in (VISIT, f"/events/{event.key}/", "/api/v1/events/", "/"):
        assert signed_in("editor").get(address).content == Client().get(address).content


@pytest.mark.parametrize("room", ["api", "pages"])
def test_10_public_views_know_no_staff_no_drafts_and_no_session(room: str) -> None:
    private = re.compile(
        r"is_(staff|superuser)|request\.(user|session)|drafting|(from|import) (relations|events)"
    )
    files = sorted((Path(settings.BASE_DIR) / "publication" / room).rglob("*.py"))
    assert files
    assert [file.name for file in files if private.search(file.read_text())] == []
