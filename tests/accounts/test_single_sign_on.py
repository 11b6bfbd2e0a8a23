"""Single sign-on lets in who has an account, by a verified address or an administrator's connection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.accounts.people import code, entered, person, sign_in, with_app
from tests.accounts.provider import CLIENT, SECRET, Provider, running

pytestmark = pytest.mark.django_db

ADDRESS = "aigerim@desk.example"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as provider:
        app = {
            "provider_id": "sso", "name": "The Steppe Gazette", "client_id": CLIENT, "secret": SECRET,
            "settings": {"server_url": provider.issuer},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
        yield provider


def sign_on(provider: Provider, client: Client, begin: str = "/accounts/sso/login/") -> Any:
    """Go to the provider and come back."""
    there = client.get(begin)
    assert there.status_code == 302, there.content
    assert there.headers["Location"].startswith(f"{provider.issuer}/authorize?")
    return client.get(provider.authorize(there.headers["Location"]))


def test_who_is_known_by_a_verified_address_comes_in(provider: Provider) -> None:
    user = person(email=ADDRESS)
    provider.vouch("a1", email=ADDRESS.upper(), email_verified=True)
    client = Client()
    assert sign_on(provider, client).headers["Location"] == "/desk/"
    assert client.get(reverse("desk-api:session")).json()["user"] == "editor"
    kept = User.objects.get(pk=user.pk)
    assert kept.has_usable_password(), "the password still counts"
    assert not SocialAccount.objects.exists(), "a changed address must end this way in"
    assert not SocialToken.objects.exists()


def test_the_button_stands_only_where_it_is_set_up(provider: Provider, settings: Any) -> None:
    assert "Sign in with The Steppe Gazette" in Client().get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Sign in with The" not in Client().get(reverse("account_login")).content.decode()
    assert Client().get("/accounts/sso/login/").status_code == 404
    assert Client().get("/accounts/sso/callback/").status_code == 404


def test_the_page_one_wanted_is_reached(provider: Provider) -> None:
    person(email=ADDRESS)
    provider.vouch("a1", email=ADDRESS, email_verified=True)
    answer = sign_on(provider, Client(), "/accounts/sso/login/?process=login&next=/desk/")
    assert answer.headers["Location"] == "/desk/"


@pytest.mark.parametrize("verified", [False, None, "false", 0, "yes", {}])
def test_an_address_that_is_not_verified_lets_nobody_in(provider: Provider, verified: Any) -> None:
    person(email=ADDRESS)
    provider.vouch("a1", email=ADDRESS, email_verified=verified)
    refused(provider)


@pytest.mark.parametrize("address", ["nobody@desk.example", "", "a\u0131gerim@desk.example"])
def test_an_address_that_only_looks_alike_lets_nobody_in(provider: Provider, address: str) -> None:
    person(email=ADDRESS)
    person("unaddressed")
    provider.vouch("a1", email=address, email_verified=True)
    refused(provider)


def test_an_address_that_two_have_lets_neither_in(provider: Provider) -> None:
    person(email=ADDRESS)
    person("double", email=ADDRESS)
    provider.vouch("a1", email=ADDRESS, email_verified=True)
    refused(provider)


def test_nobody_is_made_an_account(provider: Provider) -> None:
    provider.vouch("a1", email=ADDRESS, email_verified=True, preferred_username="aigerim", name="Aigerim")
    refused(provider)
    assert not User.objects.exists()


def refused(provider: Provider) -> None:
    client = Client()
    answer = sign_on(provider, client)
    assert "No account here" in answer.content.decode()
    assert not entered(client)


def test_who_is_suspended_is_refused(provider: Provider) -> None:
    person(email=ADDRESS, is_active=False)
    provider.vouch("a1", email=ADDRESS, email_verified=True)
    refused(provider)


def test_an_administrator_connects_somebody_whose_address_is_not_verified(provider: Provider) -> None:
    user, chief = person(), Client()
    chief.force_login(person("chief", "administrator"))
    address = reverse("admin:socialaccount_socialaccount_add")
    assert chief.post(address, {"user": user.pk, "uid": "a1"}).status_code == 302
    provider.vouch("a1")
    client = Client()
    assert sign_on(provider, client).headers["Location"] == "/desk/"
    assert client.get(reverse("desk-api:session")).json()["user"] == "editor"
    SocialAccount.objects.all().delete()
    refused(provider)


def test_an_administrator_connects_no_superuser(provider: Provider) -> None:
    root, chief = person("root", "", is_superuser=True), Client()
    chief.force_login(person("chief", "administrator"))
    answer = chief.post(reverse("admin:socialaccount_socialaccount_add"), {"user": root.pk, "uid": "a1"})
    assert answer.status_code == 200
    assert "user" in answer.context["adminform"].form.errors
    assert not SocialAccount.objects.exists()


def test_a_connection_to_a_suspended_account_lets_nobody_in(provider: Provider) -> None:
    SocialAccount.objects.create(user=person(is_active=False), provider="sso", uid="a1")
    provider.vouch("a1")
    client = Client()
    assert sign_on(provider, client).headers["Location"] == reverse("account_inactive")
    assert "suspended" in client.get(reverse("account_inactive")).content.decode()
    assert not entered(client)


def test_nobody_connects_themselves(provider: Provider) -> None:
    person()
    client = Client()
    sign_in(client=client)
    provider.vouch("a1", email=ADDRESS, email_verified=True)
    answer = sign_on(provider, client, "/accounts/sso/login/?process=connect")
    assert answer.headers["Location"] == reverse("account_index")
    assert not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_here_too(provider: Provider) -> None:
    secret = with_app(person(email=ADDRESS))
    provider.vouch("a1", email=ADDRESS, email_verified=True)
    client = Client()
    assert sign_on(provider, client).headers["Location"] == reverse("mfa_authenticate")
    assert not entered(client)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert entered(client)


@pytest.mark.parametrize(
    "in_token",
    [{"aud": "another"}, {"iss": "https://elsewhere.example"}, {"exp": 1}, {"sub": "somebody-else"}],
)
def test_a_token_about_somebody_or_for_something_else_lets_nobody_in(
    provider: Provider, in_token: dict[str, Any]
) -> None:
    person(email=ADDRESS)
    provider.vouch("a1", in_token, email=ADDRESS, email_verified=True)
    client = Client()
    sign_on(provider, client)
    assert not entered(client)


def test_a_code_counts_once_and_only_where_it_was_asked_for(provider: Provider) -> None:
    person(email=ADDRESS)
    provider.vouch("a1", email=ADDRESS, email_verified=True)
    mine, thief = Client(), Client()
    back = provider.authorize(mine.get("/accounts/sso/login/").headers["Location"])
    thief.get(back)
    assert not entered(thief), "the state belongs to the browser that began"
    mine.get(back)
    assert entered(mine)
    mine.post(reverse("account_logout"))
    mine.get(back)
    assert not entered(mine)


def test_a_provider_that_fails_or_refuses_is_told_with_a_way_back(provider: Provider) -> None:
    person()
    client = Client()
    back = provider.authorize(client.get("/accounts/sso/login/").headers["Location"])
    cancelled = client.get(
        back.split("?")[0] + "?error=access_denied&state=" + back.split("state=")[1], follow=True
    )
    assert "cancelled" in cancelled.content.decode()
    provider.codes.clear()
    back = provider.authorize(client.get("/accounts/sso/login/").headers["Location"])
    provider.codes.clear()
    answer = client.get(back)
    assert (answer.status_code, "Single sign-on failed" in answer.content.decode()) == (401, True)


def test_a_provider_that_is_away_is_told_too(provider: Provider) -> None:
    provider.shutdown()
    provider.server_close()
    answer = Client().get("/accounts/sso/login/")
    assert "Single sign-on failed" in answer.content.decode()
