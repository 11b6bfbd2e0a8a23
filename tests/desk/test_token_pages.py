"""People make, see and revoke their own tokens on a page; administrators see and revoke everybody's."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.models import Token
from desk.tokens.keeping import make
from tests.desk.api.writing import Program, colleague, token_of
from tests.filling import text_of

pytestmark = pytest.mark.django_db

PAGE = "/accounts/tokens/"
SECRET = re.compile(r"chancery_[\w-]{43}")


def at_work(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reporter() -> tuple[User, Client]:
    user = colleague("rustam", "reporter")
    return user, at_work(user)


def day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def told(**other: Any) -> dict[str, Any]:
    return {"name": "Wire import", "scopes": ["read", "write"], "expires_on": day(30)} | other


def test_the_secret_is_shown_once_and_opens_the_api() -> None:
    _, client = reporter()
    made = client.post(PAGE, told())
    assert made.status_code == 200
    (secret,) = SECRET.findall(text_of(made))
    assert Program(secret).post("events/", {"title": "Talks", "kind": "meeting"}).status_code == 201
    again = text_of(client.get(PAGE))
    assert secret not in again
    assert "Wire import" in again
    assert "read, write" in again
    assert all(secret not in str(each.get_decoded()) for each in Session.objects.all())
    assert "no-store" in made["Cache-Control"]


def test_the_form_sent_again_makes_no_second_token() -> None:
    _, client = reporter()
    client.post(PAGE, told())
    again = client.post(PAGE, told())
    assert again.status_code == 400
    assert not SECRET.search(text_of(again))
    assert "You have a token of this name" in text_of(again)
    assert Token.objects.count() == 1


def test_a_token_ends_as_its_day_begins_in_the_newsroom(settings: Any) -> None:
    settings.NEWSROOM_TIME_ZONE = "Asia/Almaty"
    _, client = reporter()
    client.post(PAGE, told(expires_on=day(30)))
    assert Token.objects.get().expires_at.isoformat() == f"{day(29)}T19:00:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Give it a name."),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"name": "a\0b"}, "Null characters are not allowed."),
        ({"scopes": []}, "Tick at least one."),
        ({"scopes": ["rule"]}, "«rule» is no scope"),
        ({"expires_on": ""}, "Write a day such as 2027-01-31."),
        ({"expires_on": "soon"}, "Write a day such as 2027-01-31."),
        ({"expires_on": "9999-12-31"}, "Choose a day from"),
        ({"expires_on": day(-1)}, "Choose a day from"),
        ({"expires_on": day(settings.TOKEN_DAYS_MAX + 2)}, "Choose a day from"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(wrong: dict[str, Any], sentence: str) -> None:
    _, client = reporter()
    page = client.post(PAGE, told(**wrong))
    assert page.status_code == 400
    assert list(page.context["form"].errors) == list(wrong)
    assert sentence in text_of(page)
    assert "No token was made." in text_of(page)
    if "name" not in wrong:
        assert 'value="Wire import"' in text_of(page)
    assert not Token.objects.exists()


def test_the_longest_token_lives_a_year() -> None:
    _, client = reporter()
    assert client.post(PAGE, told(expires_on=day(settings.TOKEN_DAYS_MAX))).status_code == 200
    assert Token.objects.get().expires_at <= timezone.now() + timedelta(days=settings.TOKEN_DAYS_MAX)


@pytest.mark.parametrize(
    ("role", "scopes"),
    [
        ("reporter", ["read", "write"]),
        ("editor", ["read", "write", "review", "publish"]),
        ("administrator", ["read", "write", "review", "publish"]),
    ],
)
def test_only_scopes_the_role_has_use_for_are_offered(role: str, scopes: list[str]) -> None:
    client = at_work(colleague("somebody", role))
    form = client.get(PAGE).context["form"]
    assert [value for value, _ in form.fields["scopes"].choices] == scopes
    assert client.post(PAGE, told(scopes=["publish"])).status_code == (200 if "publish" in scopes else 400)


def test_nobody_has_more_tokens_than_allowed(settings: Any) -> None:
    settings.TOKENS_MAX = 2
    _, client = reporter()
    assert [client.post(PAGE, told(name=name)).status_code for name in "abc"] == [200, 200, 400]
    assert "revoke one first" in text_of(client.post(PAGE, told(name="d")))
    Token.objects.filter(name="a").update(revoked_at=timezone.now())
    assert client.post(PAGE, told(name="d")).status_code == 200


def test_one_revokes_a_token_and_may_use_its_name_anew() -> None:
    user, client = reporter()
    made = token_of(user)
    rustam = Program(made.secret)
    assert rustam.get("events/").status_code == 200
    answer = client.post(f"{PAGE}{made.token.pk}/revoke/", follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert f"«{made.token.name}» is revoked." in text_of(answer)
    assert rustam.get("events/").status_code == 401
    assert client.post(PAGE, told(name=made.token.name)).status_code == 200


def test_an_ended_token_is_shown_as_ended() -> None:
    user, client = reporter()
    now = timezone.now()
    make(user, "Old", ["read"], now - timedelta(days=1), now - timedelta(days=9))
    page = client.get(PAGE)
    assert [each.name for each in page.context["ended"]] == ["Old"]
    assert page.context["valid"] == []


def test_nobody_sees_or_revokes_the_tokens_of_another() -> None:
    other = token_of(colleague("aigerim", "editor"), "read").token
    Token.objects.update(name="Aigerim's own")
    _, client = reporter()
    assert "Aigerim's own" not in text_of(client.get(PAGE))
    assert client.post(f"{PAGE}{other.pk}/revoke/").status_code == 404
    admin = at_work(colleague("anna", "administrator"))
    assert "Aigerim's own" not in text_of(admin.get(PAGE))
    assert admin.post(f"{PAGE}{other.pk}/revoke/").status_code == 404
    assert not Token.objects.exclude(revoked_at=None).exists()


def test_two_people_may_use_the_same_name() -> None:
    assert reporter()[1].post(PAGE, told()).status_code == 200
    assert at_work(colleague("aigerim", "editor")).post(PAGE, told()).status_code == 200


def test_the_page_asks_for_a_login_and_a_role_and_a_revocation_for_a_form() -> None:
    token = token_of(colleague("rustam", "reporter")).token
    for path in (PAGE, f"{PAGE}{token.pk}/revoke/"):
        assert Client().get(path).status_code == Client().post(path).status_code == 302
        assert "/login/" in Client().post(path)["Location"]
        assert at_work(User.objects.get_or_create(username="nobody")[0]).post(path).status_code == 403
        assert at_work(token.user).put(path).status_code == 405
        guarded = Client(enforce_csrf_checks=True)
        guarded.force_login(token.user)
        assert guarded.post(path).status_code == 403
    assert at_work(token.user).get(f"{PAGE}{token.pk}/revoke/")["Location"] == PAGE
    assert not Token.objects.exclude(revoked_at=None).exists()


# The admin


LIST = "/admin/desk/token/"


def test_administrators_see_and_revoke_the_tokens_of_all() -> None:
    made = token_of(colleague("rustam", "reporter"))
    admin = at_work(colleague("anna", "administrator"))
    page = text_of(admin.get(LIST))
    assert made.token.name in page
    assert "rustam" in page
    assert made.token.sha256 not in page + text_of(admin.get(f"{LIST}{made.token.pk}/change/"))
    chosen = {"action": "revoke_chosen", "_selected_action": [str(made.token.pk)]}
    assert "1 token is revoked." in text_of(admin.post(LIST, chosen, follow=True))
    assert Program(made.secret).get("events/").status_code == 401


def test_the_admin_changes_nothing_else_of_a_token() -> None:
    made = token_of(colleague("rustam", "reporter"), "read")
    admin = at_work(colleague("anna", "administrator"))
    change = f"{LIST}{made.token.pk}/change/"
    assert admin.post(change, {"name": "Mine", "scopes": "publish"}).status_code == 403
    assert admin.get(f"{LIST}add/").status_code == admin.post(f"{LIST}add/", told()).status_code == 403
    assert admin.post(f"{LIST}{made.token.pk}/delete/", {"post": "yes"}).status_code == 403
    admin.post(LIST, {"action": "delete_selected", "_selected_action": [str(made.token.pk)], "post": "yes"})
    token = Token.objects.get()
    assert (token.name, token.scopes, token.revoked_at) == (made.token.name, ["read"], None)


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_others_see_no_tokens_in_the_admin(role: str) -> None:
    token = token_of(colleague("rustam", "reporter")).token
    client = at_work(colleague("somebody", role))
    assert client.get(LIST).status_code == 403
    chosen = {"action": "revoke_chosen", "_selected_action": [str(token.pk)]}
    assert client.post(LIST, chosen).status_code == 403
    assert not Token.objects.exclude(revoked_at=None).exists()


def test_the_tokens_of_a_person_go_with_the_person() -> None:
    user = colleague("rustam", "reporter")
    token_of(user)
    admin = at_work(colleague("anna", "administrator"))
    assert admin.post(reverse("admin:auth_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 302
    assert not Token.objects.exists()
