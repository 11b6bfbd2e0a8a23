"""Group the admin's lists as editors think of them; each shows to those who may view it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy

MENU = (
    ("The record", (("Events", "events", "event"), ("Agreements", "relations", "agreement"),
                    ("Relations", "relations", "relation"), ("Open questions", "events", "dispute"))),
    ("People", (("Officials", "relations", "official"), ("Offices", "relations", "office"))),
    ("Sources", (("Sources", "relations", "source"), ("Passages", "relations", "passage"))),
    ("Reference", (("Countries", "relations", "country"), ("Sectors", "relations", "sector"),
                   ("Steps of agreements", "relations", "agreementstep"))),
    ("Published", (("Ledger of editions", "publication", "edition"),)),
    ("Newsroom", (("People and roles", "auth", "user"), ("Roles", "auth", "group"),
                  ("Second factors required", "desk", "secondfactorrule"),
                  ("Second factors", "mfa", "authenticator"), ("Sessions", "usersessions", "usersession"),
                  ("Single sign-on", "socialaccount", "socialaccount"),
                  ("Personal tokens", "desk", "token"))),
)  # fmt: skip
"""Headings, and under each the name, app and model of its lists."""


def admin_menu() -> list[dict[str, Any]]:
    """Give the menu in the form unfold takes."""
    return [
        {"title": heading, "separator": True, "items": [_item(*entry) for entry in entries]}
        for heading, entries in MENU
    ]


def _item(name: str, app: str, model: str) -> dict[str, Any]:
    address = reverse_lazy(f"admin:{app}_{model}_changelist")
    return {"title": name, "link": address, "permission": _may_view(app, model)}


def _may_view(app: str, model: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(f"{app}.view_{model}")
