"""Administrators keep the people of the newsroom, and can give nobody more than a role."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def person(name: str, role: str = "", superuser: bool = False) -> User:
    made = User.objects.create_user(name, password="a long password of its own", is_staff=True)
    made.is_superuser = superuser
    made.save()
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def as_administrator() -> Client:
    client = Client()
    client.force_login(person("anna", "administrator"))
    return client


def change(who: User) -> str:
    return reverse("admin:auth_user_change", args=[who.pk])


def test_an_administrator_gives_a_role() -> None:
    reporter, editors = person("rustam", "reporter"), Group.objects.get(name="editor")
    form = {"username": "rustam", "is_active": "on", "is_staff": "on", "groups": [editors.pk]}
    assert as_administrator().post(change(reporter), form).status_code == 302
    assert list(reporter.groups.all()) == [editors]


def test_nobody_is_made_a_superuser_here() -> None:
    reporter = person("rustam", "reporter")
    form = {"username": "rustam", "is_active": "on", "is_superuser": "on", "user_permissions": ["1"]}
    assert as_administrator().post(change(reporter), form).status_code == 302
    reporter.refresh_from_db()
    assert not reporter.is_superuser
    assert not reporter.user_permissions.exists()


def test_a_superuser_stays_out_of_other_hands() -> None:
    root = person("root", superuser=True)
    client = as_administrator()
    assert client.post(change(root), {"username": "mine"}).status_code == 403
    assert client.post(reverse("admin:auth_user_delete", args=[root.pk]), {"post": "yes"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.post(password, {"password1": "x" * 20, "password2": "x" * 20}).status_code == 403


def test_what_a_role_may_do_is_not_changed_here() -> None:
    address = reverse("admin:auth_group_change", args=[Group.objects.get(name="reporter").pk])
    assert as_administrator().post(address, {"name": "reporter", "permissions": []}).status_code == 403


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_others_see_no_people(role: str) -> None:
    client = Client()
    client.force_login(person("rustam", role))
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
