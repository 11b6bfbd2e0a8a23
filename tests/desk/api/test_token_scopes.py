"""A token does what its scopes grant and its person may, wherever rights are asked for."""

from __future__ import annotations

from typing import Any

import pytest

from desk.models import Comment
from desk.tokens.scopes import SCOPES, Scope, verbs_of_scopes
from events.models import Event
from publication.rights import Verb, may
from tests import cast
from tests.desk.api.writing import Program, colleague, program

pytestmark = pytest.mark.django_db

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
