"""Records are made public and taken back through one door, whole or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from events.models import Event
from publication.models import Edition, Listing
from publication.publishing import (
    Approval,
    NothingNew,
    NotReady,
    StaleDraft,
    StaleEdition,
    publish,
    redirect,
    retract,
    withdraw,
)
from tests import cast
from tests.publication.asking import VISIT
from tests.publication.records import BY, ended, publish_again

pytestmark = pytest.mark.django_db


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


def test_a_published_record_can_be_read_with_version_one(client: Client) -> None:
    event = cast.published_visit()
    document = client.get(VISIT).json()
    assert document["id"] == str(event.pk)
    assert (document["version"], document["state"]) == (1, "published")
    assert document["change"] == {"kind": "initial", "note": None}
    assert document["published_at"] == document["first_published_at"] == "2026-02-04T09:30:00.000000Z"


def test_the_next_edition_is_version_two_and_version_one_stays(client: Client) -> None:
    event = cast.published_visit()
    first = client.get(f"{VISIT}versions/1/").content
    publish_again(event, "correction", "The title was wrong.", title="General Munir in Astana")
    document = client.get(VISIT).json()
    assert (document["version"], document["title"]) == (2, "General Munir in Astana")
    assert document["change"] == {"kind": "correction", "note": "The title was wrong."}
    assert document["published_at"] > document["first_published_at"] == "2026-02-04T09:30:00.000000Z"
    assert client.get(f"{VISIT}versions/1/").content == first


def test_a_withdrawn_record_keeps_its_page_with_the_reason_and_nothing_else(client: Client) -> None:
    event = cast.published_visit()
    withdraw(ended(event, "The source took it back."), **BY)
    document = client.get(VISIT).json()
    assert (document["state"], document["version"]) == ("withdrawn", 2)
    assert document["change"]["note"] == "The source took it back."
    assert document["title"] == event.title
    assert "meetings" not in document
    assert status(client, f"{VISIT}versions/1/") == 410
    assert client.get("/api/v1/events/").json()["results"] == []
    assert client.get("/api/v1/meetings/").json()["results"] == []
    assert client.get("/api/v1/search/?q=visits").json()["results"] == []


def test_a_withdrawn_record_comes_back_by_publishing_and_its_old_editions_with_it(client: Client) -> None:
    event = cast.published_visit()
    withdraw(ended(event), **BY)
    publish([cast.approval(event, note="It stands after all.")], **BY)
    assert client.get(VISIT).json()["version"] == 3
    assert status(client, f"{VISIT}versions/1/") == 200
    assert client.get(f"{VISIT}versions/2/").json()["state"] == "withdrawn"


def test_a_retracted_record_is_gone_with_the_reason_and_a_tombstone_in_the_feed(client: Client) -> None:
    event = cast.published_visit()
    edition = retract(ended(event, "It was never so."), **BY)
    for address in (VISIT, f"{VISIT}versions/1/", f"{VISIT}versions/2/"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "This event was retracted: It was never so." in answer.json()["detail"]
    told = client.get(f"/api/v1/changes/?since={edition.serial - 1}").json()["results"]
    assert [(each["state"], each["document"]) for each in told] == [("retracted", None)]
    assert told[0]["change"]["note"] == "It was never so."


def test_a_tombstone_tells_of_itself_also_when_the_record_is_back(client: Client) -> None:
    event = cast.published_visit()
    retract(ended(event, "It was never so."), **BY)
    publish([cast.approval(event, note="It was so.")], **BY)
    assert status(client, f"{VISIT}versions/1/") == 200
    answer = client.get(f"{VISIT}versions/2/")
    assert answer.status_code == 410
    assert answer.json()["detail"] == "This event was retracted: It was never so."


def test_a_redirected_record_leads_to_the_other(client: Client) -> None:
    event = cast.published_visit()
    cast.publish_all(cast.visit(key="the-same", title="The same visit"))
    edition = redirect(ended(event, "Entered twice."), to="the-same", **BY)
    answer = client.get(VISIT)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/events/the-same/")
    told = client.get(f"/api/v1/changes/?since={edition.serial - 1}").json()["results"][0]
    assert (told["state"], told["to"], told["document"]) == ("redirected", "the-same", None)


def test_many_are_published_in_one_call_or_none(client: Client) -> None:
    cast.publish_the_ground()
    good, bad = cast.visit("good"), cast.visit("bad", start=None)  # type: ignore[arg-type]  # it is missing
    before = Edition.objects.count()
    with pytest.raises(NotReady) as refusal:
        cast.publish_all(good, bad)
    assert [each.field for each in refusal.value.problems] == ["start"]
    assert Edition.objects.count() == before
    assert not Listing.objects.filter(type="event").exists()
    assert status(client, "/api/v1/events/good/") == 404


def test_an_empty_call_publishes_nothing() -> None:
    assert publish([], **BY) == []


def test_a_draft_with_problems_is_refused_with_each_field() -> None:
    cast.publish_the_ground()
    event = cast.visit(visit_kind="", start=None)  # type: ignore[arg-type]  # it is missing
    with pytest.raises(NotReady) as refusal:
        cast.publish_all(event)
    assert {each.field for each in refusal.value.problems} == {"start", "visit_kind"}
    assert all(each.sentence.endswith(".") for each in refusal.value.problems)


def test_a_mention_of_what_is_not_public_is_refused_by_name() -> None:
    event = cast.visit()
    with pytest.raises(NotReady) as refusal:
        cast.publish_all(event)
    said = {each.field: each.sentence for each in refusal.value.problems}
    assert set(said) == {"countries", "officials", "relations", "sectors"}
    assert "KZ-PK" in said["relations"]
    assert not Edition.objects.exists()


@pytest.mark.parametrize("key", ["KZ", "peacekeeping", "defence", "asim-munir", "KZ-PK"])
def test_a_mention_of_what_was_retracted_is_refused(key: str) -> None:
    cast.publish_the_ground()
    everything = [cast.kazakhstan(), cast.peacekeeping(), cast.defence(), cast.munir(), cast.relation()]
    retract(ended(next(each for each in everything if each.key == key)), **BY)
    with pytest.raises(NotReady, match=f"\\({key}\\) is not published yet"):
        cast.publish_all(cast.visit())


def test_a_stale_approval_is_refused() -> None:
    event = cast.published_visit()
    approved = cast.approval(event)
    event.advance(event.lock_version)
    with pytest.raises(StaleDraft):
        publish([approved], **BY)


def test_an_approval_against_an_older_edition_is_refused() -> None:
    event = cast.published_visit()
    Event.objects.filter(pk=event.pk).update(title="Another title")
    event.refresh_from_db()
    for replaces in (0, 2):
        with pytest.raises(StaleEdition) as refusal:
            publish([Approval(event, event.lock_version, replaces)], **BY)
        assert refusal.value.problems[0].field == "version"


def test_the_same_words_are_not_published_twice() -> None:
    event = cast.published_visit()
    with pytest.raises(NothingNew):
        publish([cast.approval(event)], **BY)


@pytest.mark.parametrize("verb", [withdraw, retract])
def test_an_ending_wants_a_reason_and_a_public_record(verb) -> None:
    event = cast.published_visit()
    with pytest.raises(NotReady) as refusal:
        verb(ended(event, "  "), **BY)
    assert refusal.value.problems[0].field == "note"
    unknown = cast.visit("never-published")
    with pytest.raises(NotReady) as refusal:
        verb(ended(unknown), **BY)
    assert refusal.value.problems[0].field == "state"
    verb(ended(event), **BY)
    with pytest.raises(NotReady):
        verb(ended(event), **BY)


@pytest.mark.parametrize("verb", [withdraw, lambda approval, **how: redirect(approval, to="other", **how)])
def test_what_was_retracted_is_not_withdrawn_or_redirected_afterwards(verb) -> None:
    event = cast.published_visit()
    cast.publish_all(cast.visit("other"))
    retract(ended(event), **BY)
    with pytest.raises(NotReady) as refusal:
        verb(ended(event), **BY)
    assert refusal.value.problems[0].field == "state"


@pytest.mark.parametrize("target", ["nowhere", "munir-astana-2024", "asim-munir", "a-draft", "gone"])
def test_a_redirect_leads_to_another_published_record_of_its_type(target: str) -> None:
    event = cast.published_visit()
    cast.visit("a-draft")
    gone = cast.visit("gone")
    cast.publish_all(gone)
    retract(ended(gone), **BY)
    with pytest.raises(NotReady) as refusal:
        redirect(ended(event), to=target, **BY)
    assert refusal.value.problems[0].field == "to"
    assert Listing.objects.get(pk=event.pk).state == "published"


@pytest.mark.parametrize("change", ["rewritten", "", "initial"])
def test_only_the_known_kinds_of_change_are_taken(change: str) -> None:
    event = cast.published_visit()
    with pytest.raises(NotReady) as refusal:
        publish_again(event, change, title="Another title")
    assert "change" in refusal.value.problems[0].field
    with pytest.raises(NotReady):
        withdraw(cast.approval(event, change, "A reason."), **BY)


def test_the_key_of_a_public_record_does_not_change() -> None:
    event = cast.published_visit()
    with pytest.raises(NotReady) as refusal:
        publish_again(event, key="another-key")
    assert refusal.value.problems[0].field == "key"


def test_a_key_that_another_record_had_in_public_is_not_taken_over() -> None:
    event = cast.published_visit()
    Event.objects.filter(pk=event.pk).update(key="elsewhere")
    with pytest.raises(NotReady) as refusal:
        cast.publish_all(cast.visit())
    assert refusal.value.problems[0].field == "key"


def test_instants_in_the_ledger_never_run_backwards() -> None:
    event = cast.published_visit()
    publish([cast.approval(cast.visit("other"))], by=cast.EDITOR, at=cast.NOW - timedelta(days=1))
    instants = list(Edition.objects.order_by("serial").values_list("published_at", flat=True))
    assert instants == sorted(instants)
    assert instants[-1] == Edition.objects.about(event.pk)[0].published_at
