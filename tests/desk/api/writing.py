"""Speak to the write API as one of the newsroom's people."""

from __future__ import annotations

from typing import Any

import orjson
from django.test import Client

from tests.filling import signed_in

DESK = "/api/v1/desk"


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


def errors(answer: Any) -> dict[str, str]:
    """Give the sentences of a problem by field."""
    return {each["field"]: each["sentence"] for each in answer.json()["errors"]}
