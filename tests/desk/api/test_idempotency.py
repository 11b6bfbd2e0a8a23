"""A request that names an Idempotency-Key is done once, however often it is sent."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.test.client import encode_multipart
from django.utils import timezone
from procrastinate.contrib.django import app as jobs
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from desk.api.idempotency import fingerprint_of
from desk.models import Comment, KeptAnswer
from desk.tasks import forget_answers
from events.models import Event
from publication.models import Edition, Listing
from tests import cast
from tests.desk.api.writing import DESK, Person, Program, colleague, errors, token_of
from tests.filling import signed_in

pytestmark = pytest.mark.django_db

TALKS = {"title": "Talks in Astana", "kind": "meeting", "start": "2026-02"}


def send(who: Person, path: str, data: Any, key: str = "a-key", **headers: str) -> Any:
    return who.post(path, data, **{"Idempotency-Key": key}, **headers)


def same(first: Any, again: Any) -> None:
    """Hold a repeat to the first answer: status, body and what the headers say about it."""
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("ETag", "Location", "Content-Type"):
        assert again.headers.get(name) == first.headers.get(name)


# A repeat


def test_an_event_sent_twice_is_made_once_and_answered_twice() -> None:
    rustam = Person("reporter")
    first = send(rustam, "events/", TALKS)
    assert first.status_code == 201, first.content
    assert {"ETag", "Location"} <= first.headers.keys()
    same(first, send(rustam, "events/", TALKS))
    assert Event.objects.count() == 1


def test_a_comment_sent_twice_is_left_once() -> None:
    event, rustam = cast.visit(), Person("reporter")
    said = {"record": str(event.pk), "text": "Which of the two?"}
    same(send(rustam, "comments/", said), send(rustam, "comments/", said))
    assert Comment.objects.count() == 1


def test_a_step_sent_again_is_answered_as_it_was_though_the_draft_moved_on() -> None:
    event, rustam = cast.visit(), Person("reporter")
    submit = f"events/{event.pk}/submit/"
    first = send(rustam, submit, {}, "submit-1", **{"If-Match": '"1"'})
    assert first.json()["review_state"] == "in_review"
    assert (
        Person("editor").post(f"events/{event.pk}/request-changes/", {}, **{"If-Match": '"1"'}).status_code
        == 200
    )
    same(first, send(rustam, submit, {}, "submit-1", **{"If-Match": '"1"'}))
    event.refresh_from_db()
    assert event.review_state == "changes_requested"


def test_a_publication_sent_twice_is_one_edition() -> None:
    cast.publish_the_ground()
    event = cast.visit()
    publish = f"events/{event.pk}/publish/"
    editor = Person("editor")
    same(
        send(editor, publish, {"note": "Out"}, **{"If-Match": '"1"'}),
        send(editor, publish, {"note": "Out"}, **{"If-Match": '"1"'}),
    )
    assert Edition.objects.about(event.pk).count() == 1
    assert Listing.objects.get(pk=event.pk).version == 1


def test_a_key_in_quotes_is_the_same_as_without() -> None:
    rustam = Person("reporter")
    same(send(rustam, "events/", TALKS, '"a-key"'), send(rustam, "events/", TALKS, "a-key"))


def test_login_and_token_of_one_person_share_their_keys() -> None:
    rustam = Person("reporter")
    user = colleague("rustam", "reporter")
    rustam.client.force_login(user)
    same(send(rustam, "events/", TALKS), send(Program(token_of(user).secret), "events/", TALKS))


def test_each_person_has_keys_of_their_own() -> None:
    first, other = send(Person("reporter"), "events/", TALKS), send(Person("editor"), "events/", TALKS)
    assert first.status_code == other.status_code == 201
    assert "Idempotency-Replayed" not in other.headers
    assert Event.objects.count() == 2


def test_without_a_key_every_request_is_a_new_one() -> None:
    rustam = Person("reporter")
    assert [rustam.post("events/", TALKS).status_code for _ in range(2)] == [201, 201]
    assert Event.objects.count() == 2
    assert not KeptAnswer.objects.exists()


# What a key is refused for


def test_a_key_serves_no_other_body() -> None:
    rustam = Person("reporter")
    send(rustam, "events/", TALKS)
    other = send(rustam, "events/", TALKS | {"title": "Talks in Almaty"})
    assert other.status_code == 422
    assert errors(other)["Idempotency-Key"].startswith("This key was used here with another body")
    assert Event.objects.count() == 1


@pytest.mark.parametrize("path", ["agreements/", "events/?again=1"])
def test_a_key_serves_no_other_address(path: str) -> None:
    rustam = Person("reporter")
    send(rustam, "events/", TALKS)
    other = send(rustam, path, TALKS)
    assert other.status_code == 422
    assert "This key was used for POST /api/v1/desk/events/" in errors(other)["Idempotency-Key"]


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "two words", "ключ", "tab\there", "caf\xe9"])
def test_a_key_that_cannot_be_kept_is_refused(key: str) -> None:
    answer = send(Person("reporter"), "events/", TALKS, key)
    assert answer.status_code == 400
    assert "1 to 255 visible ASCII characters" in errors(answer)["Idempotency-Key"]
    assert not Event.objects.exists()


def test_the_longest_and_the_shortest_key_are_kept() -> None:
    rustam = Person("reporter")
    for key in ("~" * 255, "!"):
        same(send(rustam, "events/", TALKS, key), send(rustam, "events/", TALKS, key))


def test_nobody_learns_anything_without_a_login() -> None:
    rustam = Person("reporter")
    send(rustam, "events/", TALKS)
    rustam.client.logout()
    assert send(rustam, "events/", TALKS).status_code == 401


def test_the_guard_against_forged_posts_stands_before_the_key() -> None:
    rustam = Person("reporter")
    send(rustam, "events/", TALKS)
    rustam.client.handler.enforce_csrf_checks = True
    assert send(rustam, "events/", TALKS).status_code == 403


def test_whoever_lost_the_role_gets_no_answer_again() -> None:
    user = colleague("rustam", "reporter")
    rustam = Program(token_of(user).secret)
    assert send(rustam, "events/", TALKS).status_code == 201
    user.groups.clear()
    assert send(rustam, "events/", TALKS).status_code == 403
    user.is_active = False
    user.save()
    assert send(rustam, "events/", TALKS).status_code == 401


# What failed


def test_a_refusal_is_not_kept_and_the_request_may_be_corrected_under_its_key() -> None:
    rustam = Person("reporter")
    assert send(rustam, "events/", TALKS | {"kind": "party"}).status_code == 400
    assert send(rustam, "events/", b"{").status_code == 400
    assert not KeptAnswer.objects.exists()
    same(send(rustam, "events/", TALKS), send(rustam, "events/", TALKS))
    assert Event.objects.count() == 1


def test_a_step_that_came_too_late_may_be_taken_anew_under_its_key() -> None:
    event, rustam = cast.visit(), Person("reporter")
    submit = f"events/{event.pk}/submit/"
    assert send(rustam, submit, {}).status_code == 428
    assert send(rustam, submit, {}, **{"If-Match": '"7"'}).status_code == 412
    first = send(rustam, submit, {}, **{"If-Match": '"1"'})
    assert first.status_code == 200
    same(first, send(rustam, submit, {}, **{"If-Match": '"7"'}))


BREAK = """
    CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the disk is on fire' USING ERRCODE = 'io_error'; END $$;
    CREATE TRIGGER break_down BEFORE INSERT ON desk_keptanswer EXECUTE FUNCTION break_down();
"""


def test_where_the_answer_cannot_be_kept_the_effect_does_not_stand() -> None:
    rustam = Person("reporter")
    rustam.client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute(BREAK)
        assert send(rustam, "events/", TALKS).status_code == 500
        assert not Event.objects.exists()
        cursor.execute("DROP TRIGGER break_down ON desk_keptanswer")
    same(send(rustam, "events/", TALKS), send(rustam, "events/", TALKS))


def test_where_the_effect_breaks_down_no_answer_is_kept() -> None:
    rustam = Person("reporter")
    rustam.client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute(BREAK.replace("desk_keptanswer", "events_event"))
        assert send(rustam, "events/", TALKS).status_code == 500
        assert not KeptAnswer.objects.exists()
        cursor.execute("DROP TRIGGER break_down ON events_event")
    assert send(rustam, "events/", TALKS).status_code == 201


def test_the_database_keeps_no_two_answers_to_one_key() -> None:
    send(Person("reporter"), "events/", TALKS)
    kept = KeptAnswer.objects.get()
    kept.pk = None
    with pytest.raises(IntegrityError, match="answered_once"), transaction.atomic():
        kept.save(force_insert=True)


def test_a_body_beyond_the_limit_is_refused(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = send(Person("reporter"), "events/", TALKS | {"summary": "x" * 1000})
    assert answer.status_code == 413
    assert "A request may have 1000 bytes" in answer.json()["detail"]


# Forms with files


def uploaded(boundary: str, text: bytes, name: str = "a.txt") -> Request:
    file = io.BytesIO(text)
    file.name = name
    body = encode_multipart(boundary, {"title": "Story", "file": file})
    sent = RequestFactory().generic("POST", "/", body, f"multipart/form-data; boundary={boundary}")
    return Request(sent, parsers=[MultiPartParser()])


def test_a_form_with_files_is_known_by_what_is_in_it() -> None:
    first = uploaded("first", b"Munir")
    assert fingerprint_of(first) == fingerprint_of(uploaded("second", b"Munir"))
    assert first.FILES["file"].read() == b"Munir"
    assert fingerprint_of(first) != fingerprint_of(uploaded("first", b"Tokayev"))
    assert fingerprint_of(first) != fingerprint_of(uploaded("first", b"Munir", "b.txt"))


def test_a_form_where_none_is_taken_is_refused_with_a_key_as_without() -> None:
    rustam = signed_in("reporter")
    for headers in ({}, {"Idempotency-Key": "a-key"}):
        assert rustam.post(f"{DESK}/events/", {"title": "x"}, headers=headers).status_code == 415


# How long


def test_an_answer_is_kept_a_day_and_then_forgotten_by_the_worker() -> None:
    rustam = Person("reporter")
    send(rustam, "events/", TALKS)
    now = timezone.now()
    assert forget_answers(int(now.timestamp())) == 0
    assert forget_answers(int((now + timedelta(hours=23, minutes=59)).timestamp())) == 0
    same_again = send(rustam, "events/", TALKS)
    assert same_again.headers["Idempotency-Replayed"] == "true"
    assert forget_answers(int((now + timedelta(hours=24, minutes=1)).timestamp())) == 1
    assert "Idempotency-Replayed" not in send(rustam, "events/", TALKS).headers


def test_the_worker_forgets_each_hour() -> None:
    periodic = {task.task.name: task.cron for task in jobs.periodic_registry.periodic_tasks.values()}
    assert periodic["desk.forget_answers"] == "17 * * * *"
