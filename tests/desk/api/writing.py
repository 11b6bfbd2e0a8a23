"""Speak to the write API as one of the newsroom's people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from desk.tokens.keeping import NewToken, make
from desk.tokens.scopes import Scope
from tests.filling import signed_in

DESK = "/api/v1/desk"
TALKS = {"title": "Talks in Astana", "kind": "meeting", "start": "2026-02"}
"""An event as short as it can be."""


class Person:
    """Somebody of a role at work with the write API."""

    def __init__(self, role: str) -> None:
        self.client: Client = signed_in(role)

    def get(self, path: str) -> Any:
        return self.client.get(f"{DESK}/{path}")

    def form(self, path: str) -> dict[str, Any]:
        return dict(self.get(path).json())

    def post(self, path: str, data: Any, **headers: str) -> Any:
        return self.send("POST", path, data, **headers)

    def put(self, path: str, data: Any, seen: object = None) -> Any:
        return self.send("PUT", path, data, seen)

    def patch(self, path: str, data: Any, seen: object = None) -> Any:
        return self.send("PATCH", path, data, seen)

    def delete(self, path: str, seen: object = None) -> Any:
        return self.send("DELETE", path, None, seen)

    def send(self, method: str, path: str, data: Any, seen: object = None, **headers: str) -> Any:
        """Send JSON (or ready bytes); ``seen`` is the version the change has seen."""
        if seen is not None:
            headers["If-Match"] = f'"{seen}"'
        body = data if isinstance(data, bytes) else orjson.dumps(data)
        return self.client.generic(method, f"{DESK}/{path}", body, "application/json", headers=headers)


class Program(Person):
    """A program at work with the write API in somebody's name; no login, no guard against forged posts."""

    def __init__(self, secret: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Token {secret}"})


def colleague(name: str, role: str) -> User:
    """Give somebody of a role, by name."""
    made = User.objects.create_user(name, is_staff=True)
    if role:
        made.groups.add(Group.objects.get_or_create(name=role)[0])
    return made


def token_of(user: User, *scopes: str) -> NewToken:
    """Make a token for a month, with all scopes unless some are named."""
    at = timezone.now()
    name = f"token {user.tokens.count()}"
    return make(user, name, scopes or tuple(Scope), at + timedelta(days=30), at)


def program(name: str, role: str, *scopes: str) -> Program:
    """Give a program that acts for a new colleague, within all scopes unless some are named."""
    return Program(token_of(colleague(name, role), *scopes).secret)


def send(who: Person, path: str, data: Any, key: str = "a-key", **headers: str) -> Any:
    """Send a request that may be sent again."""
    return who.post(path, data, **{"Idempotency-Key": key}, **headers)


def same(first: Any, again: Any) -> None:
    """Hold a repeat to the first answer: status, body and what the headers say about it."""
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("ETag", "Location", "Content-Type"):
        assert again.headers.get(name) == first.headers.get(name)


def errors(answer: Any) -> dict[str, str]:
    """Give the sentences of a problem by field."""
    return {each["field"]: each["sentence"] for each in answer.json()["errors"]}
