"""Three roles stand ready in every installation, and a fresh machine gets one account for each."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection

from desk.accounts import make_accounts
from publication.rights import NewsroomRole

pytestmark = pytest.mark.django_db

roles = import_module("desk.migrations.0001_name_the_roles")


@pytest.fixture(autouse=True)
def _hash_quickly(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def account(request):
    make_accounts()
    return User.objects.get(username=request.param)


def test_every_role_is_a_group():
    assert set(Group.objects.values_list("name", flat=True)) >= set(NewsroomRole.values)


@pytest.mark.parametrize("account", ["reporter"], indirect=True)
def test_a_reporter_writes_records_but_deletes_none_and_leaves_reference_data_alone(account):
    assert account.has_perms(["events.add_event", "events.change_event", "events.delete_meeting"])
    assert account.has_perm("relations.view_country")
    refused = ["events.delete_event", "relations.change_country", "relations.add_sector", "auth.view_user"]
    assert not [permission for permission in refused if account.has_perm(permission)]


@pytest.mark.parametrize("account", ["editor"], indirect=True)
def test_an_editor_deletes_working_copies_but_manages_no_people(account):
    assert account.has_perms(["events.delete_event", "relations.delete_source"])
    refused = ["relations.change_country", "auth.change_user"]
    assert not [permission for permission in refused if account.has_perm(permission)]


@pytest.mark.parametrize("account", ["administrator"], indirect=True)
def test_an_administrator_keeps_people_and_reference_data(account):
    assert account.has_perms(["auth.add_user", "relations.change_country", "relations.delete_sector"])
    assert not account.is_superuser


@pytest.mark.parametrize("role", NewsroomRole.values)
def test_no_role_may_alter_the_ledger(role):
    group = Group.objects.get(name=role)
    verbs = group.permissions.filter(content_type__app_label="publication").values_list("codename", flat=True)
    assert set(verbs) == {"view_edition", "view_listing"}


def test_a_fresh_machine_gets_one_account_for_each_role_that_opens_the_admin(client):
    made = make_accounts()
    assert [account.name for account in made] == ["reporter", "editor", "administrator"]
    for account in made:
        user = User.objects.get(username=account.name)
        assert list(user.groups.values_list("name", flat=True)) == [account.name]
        assert user.is_staff
        assert client.login(username=account.name, password=account.password)


def test_passwords_are_long_different_and_kept_only_as_a_hash():
    passwords = [account.password for account in make_accounts()]
    assert len(set(passwords)) == 3
    assert min(map(len, passwords)) >= 16
    stored = " ".join(User.objects.values_list("password", flat=True))
    assert not [password for password in passwords if password in stored]


def test_a_second_run_makes_and_changes_no_account():
    make_accounts()
    User.objects.get(username="editor").groups.clear()
    before = list(User.objects.order_by("pk").values())
    assert make_accounts() == []
    assert list(User.objects.order_by("pk").values()) == before
    assert not User.objects.get(username="editor").groups.exists()


def test_the_roles_can_be_taken_back_and_named_again():
    with connection.schema_editor() as editor:
        roles.forget_roles(apps, editor)
        assert not Group.objects.filter(name__in=NewsroomRole.values).exists()
        roles.name_roles(apps, editor)
    assert Group.objects.get(name="editor").permissions.filter(codename="delete_event").exists()
