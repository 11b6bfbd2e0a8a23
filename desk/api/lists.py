"""List working copies: newest first, by what they are called, how far they are and whose they are."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from desk.api.fetching import parts
from desk.api.kinds import Kind
from publication.vocabulary import ReviewState

HEADER: Final = (
    "id", "lock_version", "review_state", "assigned_to", "authors", "submitted_by", "submitted_at",
    "approved_by", "publish_at", "updated_at", "key",
)  # fmt: skip
"""What a list shows of how far a record has come."""

ASKED: Final = ("q", "review_state", "assigned_to", "page_size", "before", "after")


def page(kind: Kind, request: Request) -> dict[str, Any]:
    """Give one page, with the addresses of the next and the previous one."""
    asked = checked(request.query_params, kind)
    rows = chosen(kind, asked)
    size = int(asked.get("page_size") or settings.PAGE_SIZE)
    back = "after" in asked
    edge = UUID(asked["after"] if back else asked["before"]) if {"after", "before"} & asked.keys() else None
    if edge:
        rows = rows.filter(pk__gt=edge) if back else rows.filter(pk__lt=edge)
    found = list(rows.order_by("pk" if back else "-pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    found = found[::-1] if back else found
    earlier, later = (more, bool(edge)) if not back else (True, more)
    return {
        "results": shown(kind, found),
        "next": link(request, asked, "before", found[-1]) if found and earlier else None,
        "previous": link(request, asked, "after", found[0]) if found and later else None,
    }


def checked(query: Any, kind: Kind) -> dict[str, str]:
    """Read the parameters; refuse what is not known or cannot be read."""
    allowed = ASKED if kind.is_record else ("q", "page_size", "before", "after")
    wrong = {
        name: [f"There is no such filter; there are: {', '.join(allowed)}."]
        for name in query
        if name not in allowed
    }
    if query.get("review_state") and query["review_state"] not in ReviewState.values:
        wrong["review_state"] = [f"Choose of: {', '.join(ReviewState.values)}."]
    size, most = query.get("page_size", "1"), settings.PAGE_SIZE_MAX
    if not (size.isascii() and size.isdigit() and len(size) < 5 and 1 <= int(size) <= most):
        wrong["page_size"] = [f"Write a number from 1 to {most}."]
    for name in ("before", "after"):
        try:
            UUID(query.get(name, "0" * 32))
        except ValueError:
            wrong[name] = ["Give the id of a record."]
    if wrong:
        raise ValidationError(wrong)
    return {name: query[name] for name in query}


def chosen(kind: Kind, asked: dict[str, str]) -> QuerySet[Any]:
    """Select the rows that are asked for."""
    rows = kind.model._default_manager.all() if kind.is_record else parts(kind.model)
    for name in ("review_state", "assigned_to"):
        if name in asked:
            rows = rows.filter(**{name: asked[name]})
    if asked.get("q"):
        wanted = Q()
        for lookup in kind.sought:
            wanted |= Q(**{lookup: asked["q"]})
        rows = rows.filter(wanted)
    return rows


def shown(kind: Kind, found: list[Any]) -> list[dict[str, Any]]:
    """Show rows by the keys of the kind's list."""
    form = kind.form()
    names = ("id", *kind.listed) if not kind.is_record else (*HEADER, *kind.listed)
    fields = [form.fields[name] for name in names]
    return [{str(each.field_name): value(each, row) for each in fields} for row in found]


def value(field: Any, row: Any) -> Any:
    """Show one key of one row."""
    held = field.get_attribute(row)
    return None if held is None else field.to_representation(held)


def link(request: Request, asked: dict[str, str], towards: str, row: Any) -> str:
    """Give the address of the page that goes on from a row."""
    kept = {name: each for name, each in asked.items() if name not in ("before", "after")}
    return request.build_absolute_uri(f"{request.path}?{urlencode({**kept, towards: str(row.pk)})}")
