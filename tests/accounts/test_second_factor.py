"""A second factor is asked for after the password, and each code counts once."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.accounts.people import (
    again,
    code,
    entered,
    let_pass,
    person,
    recovery_codes,
    sign_in,
    with_app,
)

pytestmark = pytest.mark.django_db

CODE = "mfa_authenticate"


def half_way(name: str = "editor", **sent: Any) -> Client:
    """Give a client that has sent the right password and is asked for more."""
    client = Client()
    answer = sign_in(name, client=client, **sent)
    assert answer.headers["Location"] == reverse(CODE)
    assert not entered(client)
    return client


def send(client: Client, told: str, **sent: Any) -> Any:
    return client.post(reverse(CODE), {"code": told}, **sent)


# Signing in


def test_the_password_alone_is_half_the_way() -> None:
    secret = with_app(person())
    client = half_way()
    assert client.get("/admin/").status_code == 302
    assert send(client, code(secret)).headers["Location"] == "/desk/"
    assert entered(client)


def test_the_admins_login_asks_for_the_second_factor_too() -> None:
    secret = with_app(person())
    client = Client()
    there = client.get("/admin/login/?next=/desk/").headers["Location"]
    assert sign_in(client=client, at=there).headers["Location"] == reverse(CODE)
    assert not entered(client)
    send(client, code(secret))
    assert entered(client)


def test_a_wrong_code_lets_nobody_in() -> None:
    secret = with_app(person())
    client = half_way()
    for wrong in ("000000", "", "abc", code(secret, later=7), "0" * 500):
        assert send(client, wrong).status_code == 200
    assert not entered(client)


def test_a_code_of_the_app_counts_once() -> None:
    secret = with_app(person())
    told = code(secret)
    assert send(half_way(), told).status_code == 302
    second = half_way()
    assert send(second, told).status_code == 200
    assert not entered(second)


def test_a_recovery_code_counts_once() -> None:
    user = person()
    with_app(user)
    first, *others = recovery_codes(user)
    assert send(half_way(), first).status_code == 302
    assert recovery_codes(user) == others
    second = half_way()
    assert send(second, first).status_code == 200
    assert not entered(second)


def test_codes_are_guessed_as_slowly_as_passwords() -> None:
    secret = with_app(person())
    client = half_way()
    for number in range(5):
        send(client, "000000", REMOTE_ADDR=f"192.0.2.{number}")
    answer = send(client, code(secret), REMOTE_ADDR="192.0.2.99")
    assert "Too many wrong attempts. Try again in" in answer.context["form"].errors["code"][0]
    assert not entered(client)
    let_pass(seconds=61)
    assert send(client, code(secret), REMOTE_ADDR="192.0.2.99").status_code == 302


@pytest.mark.parametrize(
    "junk", ["", "[]", "null", "7", '"x"', "{}", '{"id": 1}', "{", '{"id":"x","response":[]}']
)
@pytest.mark.parametrize(
    "page", [CODE, "mfa_login_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"]
)
def test_what_no_key_sends_is_refused_and_breaks_nothing(page: str, junk: str) -> None:
    user = person()
    with_app(user)
    client = half_way() if page == CODE else Client()
    if page in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
        client.force_login(user)
        again(client)
    client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    assert client.post(reverse(page), {"credential": junk}).status_code in (200, 302)
    assert Authenticator.objects.filter(type="webauthn").count() == 0


def test_who_is_suspended_half_way_gets_no_further() -> None:
    user = person()
    secret = with_app(user)
    client = half_way()
    User.objects.update(is_active=False)
    send(client, code(secret))
    assert not entered(client)


# Setting one up


def test_an_app_is_set_up_with_its_first_code_and_recovery_codes() -> None:
    user = person()
    client = Client()
    sign_in(client=client)
    assert (
        client.get(reverse("mfa_activate_totp"))
        .headers["Location"]
        .startswith(reverse("account_reauthenticate"))
    )
    again(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(recovery_codes(user)) == 10
    assert all(each in shown for each in recovery_codes(user))
    told = client.get(reverse("mfa_download_recovery_codes"))
    assert told.content.decode().split() == recovery_codes(user)


def test_codes_are_shown_only_to_who_has_just_proved_who_they_are() -> None:
    user = person()
    with_app(user)
    client = Client()
    client.force_login(user)
    for page in ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp"):
        answer = client.get(reverse(page))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate")), page
