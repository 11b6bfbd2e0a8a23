"""Every edition of a record is listed, and can be read again as it was."""

from __future__ import annotations

import orjson
import pytest
from django.test import Client

from events.models import Event
from publication.models import Edition
from publication.publishing import publish, retract, withdraw
from tests import cast
from tests.publication.asking import RECORDS, VISIT
from tests.publication.records import BY, ended, publish_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """Publish the visit in three editions, the second of them a withdrawal."""
    event = cast.published_visit()
    withdraw(ended(event, "In doubt."), **BY)
    publish_again(event, "correction", "The title was wrong.", title="General Munir in Astana")
    return Client()


def test_the_editions_are_listed_newest_first_with_their_notes(client: Client) -> None:
    page = client.get(f"{VISIT}versions/").json()
    assert list(page) == ["results", "next", "previous"]
    assert [(each["version"], each["state"]) for each in page["results"]] == [
        (3, "published"), (2, "withdrawn"), (1, "published")
    ]  # fmt: skip
    newest = page["results"][0]
    assert newest["change"] == {"kind": "correction", "note": "The title was wrong."}
    assert newest["url"] == f"http://testserver{VISIT}versions/3/"
    assert newest["published_at"] == "2026-02-04T11:30:00.000000Z"
    assert not {"document", "published_by", "sha256"} & set(newest)


def test_each_address_in_the_list_answers_with_that_edition(client: Client) -> None:
    for entry in client.get(f"{VISIT}versions/").json()["results"]:
        document = client.get(entry["url"]).json()
        assert (document["version"], document["state"]) == (entry["version"], entry["state"])
        assert (document["change"], document["published_at"]) == (entry["change"], entry["published_at"])


def test_an_edition_is_sent_byte_for_byte_as_it_was_sealed(client: Client) -> None:
    for edition in Edition.objects.filter(type="event"):
        answer = client.get(f"{VISIT}versions/{edition.version}/")
        assert answer.content.decode() == edition.document
        assert edition.compute_sha256() == edition.sha256


def test_the_newest_edition_is_the_record(client: Client) -> None:
    assert client.get(f"{VISIT}versions/3/").content == client.get(VISIT).content


def test_an_edition_keeps_its_tag_whatever_follows(client: Client) -> None:
    tag = client.get(f"{VISIT}versions/1/").headers["ETag"]
    publish_again(cast.munir(), display_name="Syed Asim Munir")
    assert client.get(f"{VISIT}versions/1/", HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert client.get(f"{VISIT}versions/3/").headers["ETag"] != tag


@pytest.mark.parametrize("version", ["0", "4", "99999999999999999999", "-1", "one", "1.0", "%D9%A3"])
def test_an_edition_that_never_was_is_not_there(client: Client, version: str) -> None:
    answer = client.get(f"{VISIT}versions/{version}/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_old_editions_are_not_told_while_the_record_is_taken_back(client: Client) -> None:
    for verb in (withdraw, retract):
        event = cast.visit(f"to-{verb.__name__}", title="SECRET")
        cast.publish_all(event)
        verb(ended(event, "Private."), **BY)
        answer = client.get(f"/api/v1/events/{event.key}/versions/1/")
        assert answer.status_code == 410
        assert "SECRET" not in answer.content.decode()
        assert "Private." in answer.json()["detail"]
        publish([cast.approval(event)], **BY)
        assert client.get(f"/api/v1/events/{event.key}/versions/1/").status_code == 200


def test_every_kind_of_record_has_its_history(client: Client) -> None:
    for kind in ("official", "sector", "relation"):
        page = client.get(f"{RECORDS[kind]}versions/").json()
        assert [each["version"] for each in page["results"]] == [1]
        document = orjson.loads(client.get(f"{RECORDS[kind]}versions/1/").content)
        assert document == client.get(RECORDS[kind]).json()


def test_an_edition_tells_what_it_changed(client: Client) -> None:
    event = Event.objects.get()
    publish_again(event, "major", "The place was found.", place="Astana, Akorda")
    found = client.get(f"{VISIT}versions/4/difference/").json()
    assert (found["from"], found["to"]) == (3, 4)
    changed = {each["path"].split(".")[-2]: each["new"] for each in found["differences"]}
    assert changed == {"place": "Astana, Akorda"}


def test_the_first_edition_and_one_after_an_ending_have_nothing_to_compare(client: Client) -> None:
    assert client.get(f"{VISIT}versions/1/difference/").json() == {"from": None, "to": 1, "differences": []}
    assert client.get(f"{VISIT}versions/3/difference/").json()["differences"] == []
    assert client.get(f"{VISIT}versions/9/difference/").status_code == 404


def test_what_is_taken_back_tells_no_difference(client: Client) -> None:
    event = Event.objects.get()
    publish_again(event, "major", "", place="Astana, Akorda")
    withdraw(ended(event), **BY)
    assert client.get(f"{VISIT}versions/4/difference/").status_code == 410
