"""There is one way in by password: the admin's own forms lead to it, and the API takes none."""

from __future__ import annotations

import base64

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.people import PASSWORD, entered, from_elsewhere, person, sign_in

pytestmark = pytest.mark.django_db


def test_the_admins_own_login_leads_to_ours_and_looks_at_no_password() -> None:
    person()
    client = Client()
    for _ in range(30):
        answer = client.post("/admin/login/?next=/admin/", {"username": "editor", "password": PASSWORD})
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    assert not entered(client)


def test_who_is_logged_in_cannot_guess_anothers_password_at_the_admins_login() -> None:
    person()
    person("chief", "administrator")
    client = Client()
    sign_in(client=client)
    for _ in range(30):
        answer = client.post("/admin/login/", {"username": "chief", "password": PASSWORD})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert client.get(reverse("desk-api:session")).json()["user"] == "editor"


def test_the_admins_login_leads_nowhere_else() -> None:
    answer = Client().get("/admin/login/?next=https://elsewhere.example/")
    assert answer.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    person()
    assert sign_in(at="/accounts/login/?next=https://elsewhere.example/").headers["Location"] == "/desk/"


def test_wrong_guesses_at_the_old_password_count_for_the_account() -> None:
    person()
    client = Client()
    sign_in(client=client)
    for path in (reverse("account_reauthenticate"), reverse("account_change_password")):
        for number in range(3):
            given = {
                "password": "wrong",
                "oldpassword": "wrong",
                "password1": "x" * 20,
                "password2": "x" * 20,
            }
            client.post(path, given, **from_elsewhere(number))
    assert sign_in(**from_elsewhere(99)).status_code == 429


def test_the_admins_own_form_for_a_new_password_leads_to_ours() -> None:
    person()
    client = Client()
    sign_in(client=client)
    answer = client.post("/admin/password_change/", {"old_password": PASSWORD})
    assert answer.headers["Location"] == reverse("account_change_password")


def test_the_api_takes_no_password() -> None:
    person()
    told = base64.b64encode(f"editor:{PASSWORD}".encode()).decode()
    assert Client().get(reverse("desk-api:session"), HTTP_AUTHORIZATION=f"Basic {told}").status_code == 401


def test_who_has_no_password_here_is_told_who_can_give_one() -> None:
    user = person()
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("account_change_password"), follow=True)
    assert "An administrator can give you one." in answer.content.decode()
