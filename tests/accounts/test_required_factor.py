"""A role may have to have a second factor: without one its people can do nothing else."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from desk.models import SecondFactorRule
from desk.sign_in.second_factor import OPEN, SENTENCE
from tests.accounts.people import again, code, entered, person, sign_in, with_app

pytestmark = pytest.mark.django_db


def require(role: str = "editor") -> None:
    SecondFactorRule.objects.create(role=Group.objects.get_or_create(name=role)[0])


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
    assert not Authenticator.objects.filter(user=lost).exists(), "the codes go with the last factor"
    roots = Authenticator.objects.get(user=root, type="totp")
    client.post(reverse("admin:mfa_authenticator_delete", args=[roots.pk]), {"post": "yes"})
    assert Authenticator.objects.filter(pk=roots.pk).exists()
    assert sign_in().headers["Location"] == "/desk/"
