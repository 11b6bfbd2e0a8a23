"""A program acts for a person by a token: what its scopes grant and the person may, until it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from desk.models import Token
from desk.tokens.keeping import PREFIX, USED_EVERY, digest, make
from events.models import Event
from publication.models import Listing
from tests import cast
from tests.desk.api.writing import DESK, Person, Program, colleague, program, token_of
from tests.filling import signed_in

pytestmark = pytest.mark.django_db


# What it opens


def test_a_token_opens_the_write_api_without_login_and_without_the_guard_of_forms() -> None:
    rustam = program("rustam", "reporter")
    made = rustam.post("events/", {"title": "Talks in Astana", "kind": "meeting", "start": "2026-02"})
    assert made.status_code == 201, made.content
    assert made.json()["authors"] == ["rustam"]
    assert rustam.get("events/").json()["results"][0]["id"] == made.json()["id"]


def test_three_programs_bring_an_event_to_the_public() -> None:
    cast.publish_the_ground()
    event = cast.visit()
    path = f"events/{event.pk}/"
    writer = program("rustam", "reporter", "write")
    changed = writer.patch(path, {"title": "General Munir in Astana"}, seen=1)
    assert changed.status_code == 200, changed.content
    step = {"If-Match": changed.headers["ETag"]}
    assert writer.post(f"{path}submit/", {}, **step).status_code == 200
    assert program("aigerim", "editor", "review").post(f"{path}approve/", {}, **step).status_code == 200
    assert program("dina", "editor", "publish").post(f"{path}publish/", {}, **step).status_code == 200
    assert Listing.objects.get(pk=event.pk).title == "General Munir in Astana"


@pytest.mark.parametrize("path", ["/desk/", "/admin/", "/accounts/tokens/"])
def test_a_token_opens_no_page(path: str) -> None:
    client = program("anna", "administrator").client
    answer = client.get(path)
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


# When it is refused


def refused(answer: Any) -> bytes:
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Token"
    assert "not valid any more" in answer.json()["detail"]
    return bytes(answer.content)


def expired(user: User) -> None:
    now = timezone.now()
    user.tokens.update(created_at=now - timedelta(days=30), expires_at=now)


def revoked(user: User) -> None:
    user.tokens.update(revoked_at=timezone.now())


def suspended(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("ended", [expired, revoked, suspended])
def test_what_has_ended_is_refused_at_the_next_request(ended: Any) -> None:
    user = colleague("rustam", "reporter")
    rustam = Program(token_of(user).secret)
    assert rustam.get("events/").status_code == 200
    ended(user)
    refused(rustam.get("events/"))
    refused(rustam.post("events/", {"title": "Too late"}))
    assert not Event.objects.exists()


def test_the_refusal_tells_nothing_of_the_reason() -> None:
    told = {
        refused(Program(wrong).get("events/")) for wrong in ("", "wrong", PREFIX + "x" * 43, "naïve ☃", "a b")
    }
    for ended in (expired, revoked, suspended):
        user = colleague(ended.__name__, "reporter")
        secret = token_of(user).secret
        ended(user)
        told.add(refused(Program(secret).get("events/")))
    assert len(told) == 1


def test_a_token_that_is_refused_is_not_rescued_by_a_login() -> None:
    editor = signed_in("editor")
    refused(editor.get(f"{DESK}/events/", headers={"Authorization": "Token wrong"}))
    assert editor.get(f"{DESK}/events/").status_code == 200


def test_other_schemes_are_no_token() -> None:
    secret = token_of(colleague("rustam", "reporter")).secret
    client = Program(secret).client
    answer = client.get(f"{DESK}/events/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    assert "Authorization: Token" in answer.json()["detail"]


def test_whoever_lost_the_role_is_told_what_anybody_without_one_is() -> None:
    user = colleague("rustam", "reporter")
    rustam = Program(token_of(user).secret)
    user.groups.clear()
    assert rustam.get("events/").status_code == 403
    assert rustam.post("events/", {"title": "No more"}).status_code == 403


def test_a_role_that_changes_counts_at_the_next_request() -> None:
    cast.kazakhstan()
    user = colleague("anna", "administrator")
    anna = Program(token_of(user).secret)
    assert anna.post("sectors/", {"name": "Energy"}).status_code == 201
    user.groups.set(colleague("rustam", "reporter").groups.all())
    assert anna.post("sectors/", {"name": "Health"}).status_code == 403


# What is kept of it


def everything_stored() -> str:
    """Give every row of every table as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        said = []
        for table in tables:
            cursor.execute(f'SELECT each::text FROM "{table}" each')
            said += [str(row[0]) for row in cursor.fetchall()]
    return "\n".join(said)


def test_the_secret_is_kept_nowhere_its_hash_alone() -> None:
    made = token_of(colleague("rustam", "reporter"))
    assert Program(made.secret).post("events/", {"title": "Talks", "kind": "meeting"}).status_code == 201
    stored = everything_stored()
    assert made.secret not in stored
    assert made.secret.removeprefix(PREFIX) not in stored
    assert digest(made.secret) in stored


def test_a_secret_is_long_random_and_recognised_by_its_beginning() -> None:
    user = colleague("rustam", "reporter")
    secrets = {token_of(user).secret for _ in range(20)}
    assert len(secrets) == 20
    assert all(each.startswith("chancery_") and len(each) == len("chancery_") + 43 for each in secrets)


def test_the_last_use_is_kept_once_a_minute() -> None:
    made = token_of(colleague("rustam", "reporter"))
    rustam, token = Program(made.secret), made.token

    def last_use_after_a_request() -> Any:
        rustam.get("events/")
        token.refresh_from_db()
        return token.last_used_at

    first = last_use_after_a_request()
    assert timezone.now() - first < timedelta(minutes=1)
    assert last_use_after_a_request() == first
    long_ago = first - USED_EVERY
    Token.objects.update(last_used_at=long_ago)
    assert last_use_after_a_request() > first


def test_a_request_by_token_asks_once_who_it_is(django_assert_num_queries: Any) -> None:
    rustam = program("rustam", "reporter")
    rustam.get("session/")  # notes the use
    with django_assert_num_queries(2):  # the token with its person; whether a second factor is missing
        assert rustam.get("session/").json()["user"] == "rustam"


@pytest.mark.parametrize(
    ("scopes", "days"), [([], 30), (["read", "rule"], 30), (["read"], 367), (["read"], 0)]
)
def test_the_database_refuses_a_token_without_scopes_or_end(scopes: list[str], days: int) -> None:
    user, at = colleague("rustam", "reporter"), timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(user, "Odd", scopes, at + timedelta(days=days), at)


def test_a_login_is_as_it_was() -> None:
    assert Person("reporter").post("events/", {"title": "By hand", "kind": "meeting"}).status_code == 201
