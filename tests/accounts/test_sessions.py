"""Rights end with the next request: password, suspension, role, session; and sessions are seen and ended."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.accounts.people import PASSWORD, entered, person, sign_in

pytestmark = pytest.mark.django_db

NEW = "another long password of its own"


def at_work(name: str = "editor", **sent: str) -> Client:
    """Give a browser in which somebody has signed in."""
    client = Client()
    assert sign_in(name, client=client, **sent).status_code == 302
    assert entered(client)
    return client


def pages_refuse(client: Client) -> bool:
    """Say whether pages of the desk and the admin lead to the login."""
    there = [client.get(path) for path in ("/desk/", "/admin/", "/accounts/", "/accounts/sessions/")]
    return all(answer.status_code == 302 and "/login/" in answer.headers["Location"] for answer in there)


def test_a_changed_password_ends_the_other_sessions_at_once() -> None:
    person()
    mine, other = at_work(), at_work()
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert mine.post(reverse("account_change_password"), given).status_code == 302
    assert entered(mine)
    assert not entered(other)
    assert pages_refuse(other)
    assert sign_in().status_code == 200
    assert sign_in(password=NEW).status_code == 302


def test_a_password_set_by_an_administrator_ends_all_sessions() -> None:
    user = person()
    chief = Client()
    chief.force_login(person("chief", "administrator"))
    client = at_work()
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    given = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert chief.post(address, given).status_code == 302
    assert not entered(client)
    assert pages_refuse(client)


@pytest.mark.parametrize(
    ("old", "new", "once_more", "field"),
    [
        ("wrong", NEW, NEW, "oldpassword"),
        (PASSWORD, "short", "short", "password1"),
        (PASSWORD, "1234567890123", "1234567890123", "password1"),
        (PASSWORD, NEW, NEW + "!", "password2"),
    ],
)
def test_a_new_password_that_will_not_do_is_refused_by_field(
    old: str, new: str, once_more: str, field: str
) -> None:
    person()
    client = at_work()
    given = {"oldpassword": old, "password1": new, "password2": once_more}
    answer = client.post(reverse("account_change_password"), given)
    assert list(answer.context["form"].errors) == [field]
    assert sign_in().status_code == 302


def test_who_is_suspended_is_refused_at_once() -> None:
    person()
    client = at_work()
    User.objects.update(is_active=False)
    assert not entered(client)
    assert pages_refuse(client)


def test_a_role_taken_away_is_gone_at_once() -> None:
    user = person()
    client = at_work()
    assert client.get("/api/v1/desk/events/").status_code == 200
    user.groups.clear()
    assert client.get("/api/v1/desk/events/").status_code == 403
    assert client.get("/admin/events/event/").status_code == 403


def test_the_admin_closes_to_who_is_no_longer_staff_and_says_so() -> None:
    person()
    client = at_work()
    User.objects.update(is_staff=False)
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/"
    assert "The admin does not open to your account." in answer.content.decode()


def test_sessions_are_listed_and_one_is_ended() -> None:
    person()
    person("other")
    mine = at_work(HTTP_USER_AGENT="Browser of the office")
    lost = at_work(HTTP_USER_AGENT="Phone that was lost")
    at_work("other", HTTP_USER_AGENT="Somebody else's")
    seen = mine.get(reverse("usersessions_list")).content.decode()
    assert "Browser of the office" in seen
    assert "Phone that was lost" in seen
    assert "Somebody else" not in seen
    row = UserSession.objects.get(user_agent="Phone that was lost")
    assert mine.post(reverse("end_session", args=[row.pk])).status_code == 302
    assert not entered(lost)
    assert pages_refuse(lost)
    assert entered(mine)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 Safari/537.36",
            "Chrome on Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; iPhone OS 19_0 like Mac OS X) Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
)
def test_a_session_is_named_by_browser_and_system(said: str, named: str) -> None:
    person()
    seen = at_work(HTTP_USER_AGENT=said).get(reverse("usersessions_list")).content.decode()
    assert f"<h2>{named}</h2>" in seen


def test_all_other_sessions_are_ended_together() -> None:
    person()
    mine, others = at_work(), [at_work(), at_work()]
    mine.post(reverse("usersessions_list"))
    assert entered(mine)
    assert [entered(each) for each in others] == [False, False]


def test_nobody_ends_anothers_session() -> None:
    person()
    person("other")
    client, other = at_work(), at_work("other")
    row = UserSession.objects.get(user__username="other")
    assert client.post(reverse("end_session", args=[row.pk])).status_code == 404
    assert client.get(reverse("end_session", args=[row.pk])).status_code == 405
    assert entered(other)


def test_an_administrator_ends_somebodys_session_but_not_a_superusers() -> None:
    person()
    person("root", "", is_superuser=True)
    client, root, chief = at_work(), at_work("root"), Client()
    chief.force_login(person("chief", "administrator"))
    for name in ("editor", "root"):
        row = UserSession.objects.get(user__username=name)
        chief.post(reverse("admin:usersessions_usersession_delete", args=[row.pk]), {"post": "yes"})
    assert not entered(client)
    assert entered(root)


def test_logging_out_ends_the_session_and_its_cookie_is_worth_nothing() -> None:
    person()
    client = at_work()
    kept = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not entered(client)
    assert not entered(thief)


def test_a_login_takes_a_new_session() -> None:
    person()
    client = Client()
    client.get(reverse("account_login"))
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    sign_in(client=client)
    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"


def test_a_user_name_stays_as_it_was_made() -> None:
    user = person()
    chief = Client()
    chief.force_login(person("chief", "administrator"))
    form = {"username": "renamed", "is_active": "on", "is_staff": "on"}
    assert chief.post(reverse("admin:auth_user_change", args=[user.pk]), form).status_code == 302
    user.refresh_from_db()
    assert user.username == "editor"


def test_nobody_signs_up() -> None:
    for path in ("signup/", "3rdparty/signup/", "email/", "password/reset/", "password/set/"):
        assert Client().get(f"/accounts/{path}").status_code == 404


def test_public_pages_know_nothing_of_accounts() -> None:
    answer = Client().get("/events/")
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "allauth")
    assert not hasattr(answer.wsgi_request, "user")
