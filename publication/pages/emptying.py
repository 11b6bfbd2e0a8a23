"""Say which filters keep a list empty: without any one of them there would be something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import QueryDict

from publication import walking
from publication.api.filters import Filters
from publication.api.problems import BadRequest
from publication.pages.forms import Question, without

Json = dict[str, Any]

TRIED: Final = 8
"""Filters that are tried one by one; each is a query."""


def emptied(filters: type[Filters], query: QueryDict, chosen: Sequence[Question]) -> list[Json]:
    """List the filters set; of several, for each without which the list is not empty, the address of that."""
    return [
        {
            "label": each.label,
            "said": each.said(),
            "without": freed(filters, query, each.name) if chosen[1:] else "",
        }
        for each in chosen[:TRIED]
    ]


def freed(filters: type[Filters], query: QueryDict, name: str) -> str:
    """Give the query of a list without a filter; none where it would still be empty."""
    kept = without(query, name)
    try:
        selection = filters.selection(kept)
    except BadRequest:  # what is left makes no sense without it
        return ""
    return f"?{kept.urlencode()}" if walking.rows(selection, 1).rows else ""
