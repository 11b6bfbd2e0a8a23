"""Answer what somebody is typing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from desk.api.access import DeskView
from desk.finding import duplicates
from desk.finding.suggesting import SUGGEST, Asked
from relations.dates import DateRefused, PartialDate

MOST = 50
LENGTH = 200


class Suggest(DeskView):
    """Suggest records of a type for what was typed."""

    def get(self, request: Request) -> Response:
        """Answer with the nearest, at most ``limit``."""
        query = request.query_params
        find = SUGGEST.get(query.get("type", ""))
        if find is None:
            raise ValidationError({"type": [f"Choose of: {', '.join(SUGGEST)}."]})
        limit = number(query.get("limit", "8"))
        asked = Asked(text(query, "q"), identity(query, "event"), date(query, "on"), limit)
        found = find(asked._replace(limit=limit + 1))
        return Response({"results": found[:limit], "capped": len(found) > limit})


class Duplicates(DeskView):
    """Name what may be there already."""

    def get(self, request: Request) -> Response:
        """Answer for a person by name and country, or an event by pair, date and people."""
        query = request.query_params
        if query.get("type") == "official":
            return Response({"results": duplicates.same_person(text(query, "name"), text(query, "country"))})
        if query.get("type") != "event":
            raise ValidationError({"type": ["Choose of: official, event."]})
        start, end = date(query, "start"), date(query, "end")
        when = PartialDate.span(start, end) if start else None
        try:
            people = {UUID(each) for each in query.getlist("official")}
        except ValueError as wrong:
            raise ValidationError({"official": ["Give officials by their ids."]}) from wrong
        found = duplicates.same_event(text(query, "pair"), when, people, identity(query, "except"))
        return Response({"results": found})


def text(query: Any, name: str) -> str:
    """Read a text of bounded length."""
    given = str(query.get(name, ""))
    if len(given) > LENGTH:
        raise ValidationError({name: [f"At most {LENGTH} characters."]})
    return given


def number(given: str) -> int:
    """Read how many answers are wanted."""
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:4]) <= MOST):
        raise ValidationError({"limit": [f"Write a number from 1 to {MOST}."]})
    return int(given)


def identity(query: Any, name: str) -> UUID | None:
    """Read an identity, if one is given."""
    try:
        return UUID(query[name]) if query.get(name) else None
    except ValueError as wrong:
        raise ValidationError({name: ["Give the id of a record."]}) from wrong


def date(query: Any, name: str) -> PartialDate | None:
    """Read a partial date, if one is given."""
    try:
        return PartialDate.parse(query[name]) if query.get(name) else None
    except DateRefused as refused:
        raise ValidationError({name: [str(refused)]}) from refused
