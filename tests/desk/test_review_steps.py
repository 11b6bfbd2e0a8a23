"""A draft goes from its author to the public by steps, and by another pair of eyes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import override_settings

from desk.models import Comment
from desk.review.scheduling import publish_all_due, publish_due
from events.models import Event
from publication.models import Listing
from publication.publishing import NotSeen, publish
from tests import cast
from tests.desk.api.writing import Person, errors

pytestmark = pytest.mark.django_db


def written(person: Person, **facts: object) -> Event:
    """Let a person change the cast's visit, whose company is public."""
    cast.publish_the_ground()
    event = cast.visit()
    assert person.patch(f"events/{event.pk}/", {"title": "As written", **facts}, seen=1).status_code == 200
    return event


def step(person: Person, event: Event, verb: str, seen: int = 2, **told: object) -> Any:
    return person.send("POST", f"events/{event.pk}/{verb}/", told, seen)


def state(event: Event) -> str:
    event.refresh_from_db()
    return event.review_state


def test_a_reporter_submits_and_an_editor_approves_and_publishes():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    assert step(reporter, event, "submit").json()["review_state"] == "in_review"
    assert step(editor, event, "approve").json()["approved_by"] == "editor-one"
    assert step(editor, event, "publish").json()["public"]["version"] == 1
    event.refresh_from_db()
    assert (event.review_state, event.authors, event.approved_by) == ("draft", [], "")


def test_a_reporter_takes_no_step_of_an_editor():
    reporter = Person("reporter")
    event = written(reporter)
    step(reporter, event, "submit")
    for verb in ("request-changes", "approve", "schedule", "publish", "withdraw", "retract", "redirect"):
        assert step(reporter, event, verb, note="x").status_code == 403
    assert state(event) == "in_review"


def test_changes_are_requested_with_a_comment_at_the_field():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    answer = step(editor, event, "request-changes", comment="Which day?", field="start")
    assert answer.json()["review_state"] == "changes_requested"
    comment = Comment.objects.get(record=event.pk)
    assert (comment.field, comment.text, comment.author) == ("start", "Which day?", "editor-one")


def test_changes_are_requested_of_whoever_wrote_it_and_not_of_the_editor_who_took_it():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    Event.objects.filter(pk=event.pk).update(assigned_to="editor-one")
    step(editor, event, "request-changes", comment="Which day?")
    event.refresh_from_db()
    assert event.assigned_to == "reporter-one"
    assert step(reporter, event, "submit").json()["review_state"] == "in_review"


def test_changes_are_requested_of_nobody_where_the_writer_is_gone():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    User.objects.filter(username="reporter-one").update(is_active=False)
    step(editor, event, "request-changes", comment="Which day?")
    event.refresh_from_db()
    assert event.assigned_to == ""


def test_a_change_after_approval_needs_another_approval():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    step(editor, event, "approve")
    assert reporter.patch(f"events/{event.pk}/", {"title": "Again"}, seen=2).status_code == 403
    assert editor.patch(f"events/{event.pk}/", {"title": "Again"}, seen=2).status_code == 200
    event.refresh_from_db()
    assert (event.review_state, event.approved_by) == ("in_review", "")
    refused = step(editor, event, "approve", seen=3)
    assert refused.status_code == 409
    assert "must approve it" in errors(refused)["approved_by"]


def test_nobody_approves_what_they_wrote_or_submitted_by_any_path():
    editor = Person("editor")
    event = written(editor)
    step(editor, event, "submit")
    assert step(editor, event, "approve").status_code == 409
    assert "second pair of eyes" in errors(step(editor, event, "publish"))["approved_by"]
    with pytest.raises(NotSeen):
        publish([cast.approval(event)], by="editor-one", at=cast.NOW)
    assert not Listing.objects.filter(pk=event.pk).exists()


@override_settings(FOUR_EYES=False)
def test_a_newsroom_of_one_publishes_its_own_words():
    editor = Person("editor")
    event = written(editor)
    assert step(editor, event, "publish").status_code == 200


def test_a_step_at_a_version_that_has_passed_is_refused():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    assert step(editor, event, "approve", seen=1).status_code == 412
    assert state(event) == "in_review"


def test_a_scheduled_draft_goes_out_at_its_instant_and_not_a_second_before():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    step(editor, event, "approve")
    answer = step(editor, event, "schedule", at="2096-05-17T09:30:00+05:00", note="Embargo")
    assert answer.json()["review_state"] == "scheduled"
    event.refresh_from_db()
    assert event.publish_at
    before = event.publish_at - timedelta(seconds=1)
    assert publish_all_due(at=before) == 0
    assert not Listing.objects.filter(pk=event.pk).exists()
    assert publish_due("event", event.pk, at=event.publish_at)
    assert not publish_due("event", event.pk, at=event.publish_at)
    assert Listing.objects.get(pk=event.pk).version == 1


def test_an_instant_that_has_passed_or_has_no_zone_to_it_is_refused():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    step(editor, event, "approve")
    assert "future" in errors(step(editor, event, "schedule", at="2020-01-01T00:00:00Z"))["at"]
    assert "time zone" in errors(step(editor, event, "schedule"))["at"]


def test_what_is_not_ready_at_its_instant_goes_back_with_the_reason():
    reporter, editor = Person("reporter"), Person("editor")
    event = written(reporter)
    step(reporter, event, "submit")
    step(editor, event, "approve")
    step(editor, event, "schedule", at="2096-05-17T09:30:00Z")
    event.sides.all().delete()
    event.refresh_from_db()
    assert event.publish_at
    assert not publish_due("event", event.pk, at=event.publish_at)
    assert state(event) == "in_review"
    assert "at least two countries" in Comment.objects.get(record=event.pk).text


def test_publishing_with_mentions_brings_the_unpublished_company_along():
    reporter, editor = Person("reporter"), Person("editor")
    cast.publish_all(cast.kazakhstan(), cast.pakistan())
    cast.peacekeeping()
    cast.publish_all(cast.defence())
    cast.publish_all(cast.peacekeeping())
    event = cast.visit()
    reporter.patch(f"events/{event.pk}/", {"title": "As written"}, seen=1)
    step(reporter, event, "submit")
    assert step(editor, event, "publish").status_code == 409
    answer = step(editor, event, "publish", with_mentions=True)
    assert answer.status_code == 200, answer.content
    assert set(Listing.objects.values_list("key", flat=True)) >= {
        "asim-munir",
        "kassym-jomart-tokayev",
        "KZ-PK",
    }
