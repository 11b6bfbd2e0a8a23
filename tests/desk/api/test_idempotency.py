"""A request that names an Idempotency-Key is done once, however often it is sent."""

from __future__ import annotations

import pytest

from desk.models import Comment, KeptAnswer
from events.models import Event
from publication.models import Edition, Listing
from tests import cast
from tests.desk.api.writing import TALKS, Person, Program, colleague, errors, same, send, token_of

pytestmark = pytest.mark.django_db

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
