"""Say what keeps a list empty: a record that is not there, or filters without which there is something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from publication import reading, walking
from publication.api.filters import Filters
from publication.api.problems import BadRequest
from publication.pages.forms import Question, without
from publication.selecting import Selection

Json = dict[str, Any]
Text = Any  # a lazy translation

TRIED: Final = 8
"""Filters that are tried one by one; each is a query."""

UNKNOWN: Final[Mapping[str, Text]] = {
    "country": _("The record holds no country «%(key)s»."),
    "relation": _("The record holds no relation «%(key)s»."),
    "official": _("The record holds no official «%(key)s»."),
    "agreement": _("The record holds no agreement «%(key)s»."),
    "sector": _("The record holds no sector «%(key)s»."),
}
"""What is said of a record that a filter names and that is not there, by its type."""


def refuse_unknown(filters: type[Filters], selection: Selection) -> None:
    """Refuse an empty selection whose filters name records that the public record does not hold."""
    mentions = filters.mentions(selection)
    errors = [
        (mentions[kind, key], UNKNOWN[kind] % {"key": key})
        for kind, key in (reading.missing(list(mentions)) if mentions else [])
    ]
    if errors:
        raise BadRequest(errors)


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
