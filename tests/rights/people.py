"""Gather who may knock at the newsroom's doors: people of each role, people of none, and nobody."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from publication.rights import NewsroomRole
from tests.accounts.people import with_app

ROLES = tuple(role.value for role in NewsroomRole)
OUTSIDE = ("anonymous", "suspended", "expired")
"""Those who are to be treated as if nobody had logged in."""

NO_ROLE = ("staff", "reader")
"""Accounts without a role: one that may open the admin, one that may not even that."""

PASSERS_BY = ClientHandler(enforce_csrf_checks=False)
"""One application for all of them: each new one would list all static files anew."""


class Caller(RequestFactory):
    """Somebody who calls with cookies, a personal token or both; our own faults come as 500.

    They keep no cookie that they are given.
    """

    def __init__(self, cookies: SimpleCookie | None = None, token: str = "") -> None:
        super().__init__(headers={"Authorization": f"Token {token}"} if token else None)
        self.cookies = cookies or SimpleCookie()

    def request(self, **request: Any) -> Any:
        """Call, and give the answer."""
        return PASSERS_BY(self._base_environ(**request))  # type: ignore[attr-defined]  # the stubs leave it out


def person(name: str, role: str = "", *, staff: bool = True) -> User:
    """Give an account with what its role's group grants, and nothing else."""
    user, new = User.objects.get_or_create(username=name, defaults={"is_staff": staff})
    if new and role:
        user.groups.add(Group.objects.get(name=role))
    return user


def logged_in(user: User) -> Client:
    """Give a browser in which the account has logged in, and just shown again that it is itself."""
    client = Client()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password", reauthenticated=True)
    request.session.save()
    return client


def caller(user: User) -> Caller:
    """Give somebody who calls as the account, which has a second factor and has seen its recovery codes."""
    if not Authenticator.objects.filter(user=user).exists():
        with_app(user)
        Authenticator.objects.get(user=user, type="recovery_codes").wrap().mark_as_viewed()
    return Caller(logged_in(user).cookies)


def everybody() -> dict[str, Caller]:
    """Give everybody, by what they are called."""
    there = {role: caller(person(f"{role}-at-work", role)) for role in ROLES}
    there |= {"staff": caller(person("no-role")), "reader": caller(person("reader", staff=False))}
    there["anonymous"] = Caller(SimpleCookie())
    there["suspended"] = suspended()
    expired = logged_in(person("late", "administrator"))
    there["expired"] = Caller(SimpleCookie({name: each.value for name, each in expired.cookies.items()}))
    expired.session.flush()
    return there


def suspended() -> Caller:
    """Give an administrator whose account was closed after the login."""
    user = person("suspended", "administrator")
    found = caller(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    return found
