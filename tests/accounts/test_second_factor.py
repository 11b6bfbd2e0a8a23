"""A second factor is asked for after the password, each code counts once, and a role may have to have one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from desk.models import SecondFactorRule
from desk.sign_in.second_factor import OPEN, SENTENCE
from tests.accounts.people import (
    PASSWORD,
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


def require(role: str = "editor") -> None:
    SecondFactorRule.objects.create(role=Group.objects.get_or_create(name=role)[0])


def again(client: Client) -> Client:
    """Show once more that it is oneself, as pages that matter ask for."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


# Signing in


def test_the_password_alone_is_half_the_way() -> None:
    secret = with_app(person())
    client = half_way()
    assert client.get("/admin/").status_code == 302
    assert send(client, code(secret)).headers["Location"] == "/admin/"
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


# A role that must have one


def test_without_a_rule_nobody_must() -> None:
    person()
    client = Client()
    sign_in(client=client)
    assert client.get("/admin/").status_code == 200


def test_an_administrator_requires_it_of_a_role_and_lets_it_be_again() -> None:
    chief = person("chief", "administrator")
    person()
    client, other = Client(), Client()
    client.force_login(chief)
    sign_in(client=other)
    role = Group.objects.get(name="editor")
    assert client.post(reverse("admin:desk_secondfactorrule_add"), {"role": role.pk}).status_code == 302
    assert not entered(other)
    rule = SecondFactorRule.objects.get()
    assert (
        client.post(
            reverse("admin:desk_secondfactorrule_delete", args=[rule.pk]), {"post": "yes"}
        ).status_code
        == 302
    )
    assert entered(other)


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_nobody_else_changes_the_rules(role: str) -> None:
    client = Client()
    client.force_login(person("somebody", role))
    address = reverse("admin:desk_secondfactorrule_add")
    assert client.post(address, {"role": Group.objects.get(name=role).pk}).status_code == 403


def test_who_must_have_one_can_do_nothing_before_setting_it_up() -> None:
    require()
    user = person()
    client = Client()
    sign_in(client=client)
    for path in ("/admin/", "/admin/events/event/", "/desk/", "/accounts/", "/accounts/sessions/"):
        for method in (client.get, client.post):
            answer = method(path)
            assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_index")), path
    page = client.get(reverse("mfa_index"))
    assert SENTENCE in page.content.decode()
    again(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=user, type="totp").delete()
    assert client.get("/admin/").status_code == 302, "recovery codes alone are no second factor"


def test_every_address_of_the_api_answers_403_with_the_sentence() -> None:
    require()
    client = Client()
    client.force_login(person())
    asked = 0
    for path in api_addresses():
        for method in ("get", "post", "put", "patch", "delete"):
            answer = client.generic(method.upper(), path, b"{}", content_type="application/json")
            if answer.status_code == 405:
                continue
            assert answer.status_code == 403, (method, path)
            told = json.loads(answer.content)
            assert (told["status"], told["detail"]) == (403, SENTENCE)
            asked += 1
    assert asked > 40


def api_addresses() -> list[str]:
    """List one address for each pattern of the write API."""
    found = []
    for prefix in get_resolver().url_patterns:
        if str(prefix.pattern) != "api/v1/desk/" or isinstance(prefix, URLPattern):
            continue
        for each in prefix.url_patterns:
            assert isinstance(each, URLPattern)
            given = {
                "pk": "01a20b9f-87de-77ec-a26d-201feb05db7a", "plural": "events", "rest": "x",
                "number": 1, "version": 1, "key": "x", "id": 1,
            }  # fmt: skip
            wanted = {name: given[name] for name in each.pattern.converters}
            found.append(reverse(f"desk-api:{each.name}", kwargs=wanted))
    return found


def test_another_role_is_left_alone_and_a_superuser_is_not() -> None:
    require("editor")
    reporter, root = Client(), Client()
    reporter.force_login(person("reporter", "reporter"))
    root.force_login(person("root", "", is_superuser=True))
    assert entered(reporter)
    assert not entered(root)


def test_the_pages_that_stay_open_change_nothing_but_the_second_factor() -> None:
    names = {
        "account_login", "account_logout", "account_reauthenticate", "mfa_index", "mfa_activate_totp",
        "mfa_add_webauthn", "mfa_reauthenticate",
    }  # fmt: skip
    assert names == OPEN
    assert all(reverse(name).startswith("/accounts/") for name in OPEN)


def test_an_administrator_takes_back_a_lost_second_factor_but_not_a_superusers() -> None:
    chief, lost, root = person("chief", "administrator"), person(), person("root", "", is_superuser=True)
    with_app(lost)
    with_app(root)
    client = Client()
    client.force_login(chief)
    held = Authenticator.objects.get(user=lost, type="totp")
    seen = client.get(reverse("admin:mfa_authenticator_change", args=[held.pk])).content.decode()
    assert held.data["secret"] not in seen
    assert (
        client.post(reverse("admin:mfa_authenticator_delete", args=[held.pk]), {"post": "yes"}).status_code
        == 302
    )
    assert not Authenticator.objects.filter(pk=held.pk).exists()
    roots = Authenticator.objects.get(user=root, type="totp")
    client.post(reverse("admin:mfa_authenticator_delete", args=[roots.pk]), {"post": "yes"})
    assert Authenticator.objects.filter(pk=roots.pk).exists()
    assert sign_in().headers["Location"] == "/admin/"
