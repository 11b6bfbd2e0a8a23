"""A program acts for a person by a token: what its scopes grant and the person may, until it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from desk.models import Comment, Token
from desk.tokens.keeping import PREFIX, USED_EVERY, digest, make
from desk.tokens.scopes import SCOPES, Scope, verbs_of_scopes
from events.models import Event
from publication.models import Listing
from publication.rights import Verb, may
from tests import cast
from tests.desk.api.writing import DESK, Person, Program, colleague, token_of
from tests.filling import signed_in

pytestmark = pytest.mark.django_db


def program(name: str, role: str, *scopes: str) -> Program:
    return Program(token_of(colleague(name, role), *scopes).secret)


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


# What its scopes grant


STEPS = tuple(
    verb for verb in Verb if verb not in (Verb.READ, Verb.CREATE, Verb.CHANGE, Verb.DELETE, Verb.MERGE)
)


def use(who: Program, verb: Verb, event: Event) -> Any:
    path = f"events/{event.pk}/"
    match verb:
        case Verb.READ:
            return who.get(path)
        case Verb.CREATE:
            return who.post("events/", {"title": "Another", "kind": "meeting"})
        case Verb.CHANGE:
            return who.patch(path, {"title": "Anew"}, seen=1)
        case Verb.DELETE:
            return who.delete(path, seen=1)
        case _:
            return who.post(f"{path}{verb.value}/", {"note": "Why", "at": "2030-01-31T09:30:00+05:00"})


@pytest.mark.parametrize("verb", [Verb.READ, Verb.CREATE, Verb.CHANGE, Verb.DELETE, *STEPS])
@pytest.mark.parametrize("scope", Scope)
def test_an_administrators_token_does_what_its_scope_grants_and_nothing_else(
    scope: Scope, verb: Verb
) -> None:
    event = cast.visit()
    answer = use(program("anna", "administrator", scope), verb, event)
    if verb in SCOPES[scope]:
        assert answer.status_code != 403, answer.content
    else:
        assert answer.status_code == 403
        assert answer.json()["detail"].startswith(
            ("The scopes of this token", "This token is made for reading")
        )
        event.refresh_from_db()
        assert (event.lock_version, event.review_state, Event.objects.count()) == (1, "draft", 1)


def test_every_verb_is_in_one_scope_besides_reading_which_is_in_all() -> None:
    granted = [verb for verbs in SCOPES.values() for verb in verbs - {Verb.READ}]
    assert sorted(granted) == sorted(set(Verb) - {Verb.READ})
    assert all(Verb.READ in verbs for verbs in SCOPES.values())
    assert verbs_of_scopes(Scope) == set(Verb)


def test_no_scope_gives_more_than_the_role() -> None:
    event = cast.visit()
    rustam = program("rustam", "reporter")
    for verb in (Verb.DELETE, Verb.PUBLISH, Verb.RETRACT):
        assert use(rustam, verb, event).status_code == 403
    assert rustam.get(f"events/{event.pk}/").json()["verbs"] == ["change", "create", "read", "submit"]


def test_the_working_form_names_the_verbs_of_the_scopes_alone() -> None:
    event = cast.visit()
    anna = program("anna", "administrator", "read")
    assert anna.get(f"events/{event.pk}/").json()["verbs"] == ["read"]


def test_the_table_of_rights_asks_for_the_scopes_wherever_it_is_asked() -> None:
    user: Any = colleague("anna", "administrator")
    draft = cast.visit()
    assert may(user, Verb.PUBLISH, draft)
    user.granted_verbs = SCOPES[Scope.WRITE]
    assert not may(user, Verb.PUBLISH, draft)


def test_a_token_for_reading_leaves_no_comment_and_is_not_seen() -> None:
    event = cast.visit()
    anna = program("anna", "administrator", "read")
    assert anna.post("comments/", {"record": str(event.pk), "text": "Hm"}).status_code == 403
    assert anna.post(f"events/{event.pk}/presence/", {}).status_code == 403
    assert anna.get(f"comments/?record={event.pk}").status_code == 200
    assert not Comment.objects.exists()
    assert program("dina", "editor", "review").post(
        "comments/", {"record": str(event.pk), "text": "Hm"}
    ).status_code == 201  # fmt: skip


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
    with django_assert_num_queries(1):
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
