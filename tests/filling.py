"""Fill in the admin's forms as a browser would: everything that is shown, with what an editor changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.test import Client

Filled = dict[str, Any]


def signed_in(role: str) -> Client:
    """Give a browser in which somebody of this role is at work."""
    group, _ = Group.objects.get_or_create(name=role)
    user, new = User.objects.get_or_create(username=f"{role}-one", defaults={"is_staff": True})
    if new:
        user.groups.add(group)
        user.user_permissions.set(Permission.objects.exclude(codename__contains="edition"))
    client = Client()
    client.force_login(user)
    return client


def filled(page: Any) -> Filled:
    """Take the values a change page shows, by the names they are sent under."""
    form = page.context["adminform"].form
    sent = dict(_values(form))
    for inline in page.context["inline_admin_formsets"]:
        sent |= _rows(inline.formset)
    return sent


def _rows(formset: Any) -> Filled:
    sent = dict(_values(formset.management_form))
    for form in formset.forms:
        sent |= dict(_values(form))
        for nested in getattr(form, "nested_formsets", []):
            sent |= _rows(nested.formset)
    return sent


def _values(form: Any) -> Iterator[tuple[str, Any]]:
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        yield field.html_name, [str(each) for each in value] if isinstance(value, list) else str(value)


def add_row(sent: Filled, prefix: str, **values: Any) -> str:
    """Add a row to the formset under this prefix, and give the row's own prefix."""
    total = int(sent.get(f"{prefix}-TOTAL_FORMS", 0))
    sent[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
    sent.setdefault(f"{prefix}-INITIAL_FORMS", "0")
    row = f"{prefix}-{total}"
    sent.update({f"{row}-{name}": value for name, value in values.items()})
    return row


def text_of(page: Any) -> str:
    """Give what the page says, with its entities read."""
    from html import unescape

    return unescape(page.content.decode())
