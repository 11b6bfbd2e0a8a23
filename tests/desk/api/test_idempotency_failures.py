"""What failed is not kept and may be sent again under its key; what is kept is kept for a day."""

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
from desk.models import KeptAnswer
from desk.tasks import forget_answers
from events.models import Event
from tests import cast
from tests.desk.api.writing import DESK, TALKS, Person, same, send
from tests.filling import signed_in

pytestmark = pytest.mark.django_db

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


@pytest.mark.parametrize(("method", "seen"), [("POST", None), ("PUT", 1), ("PATCH", 1)])
def test_a_body_beyond_the_limit_is_refused_without_a_key_too(
    settings: Any, method: str, seen: int | None
) -> None:
    path = f"events/{cast.visit().pk}/" if seen else "events/"
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = Person("reporter").send(method, path, TALKS | {"summary": "x" * 1000}, seen)
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
