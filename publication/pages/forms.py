"""Turn the filters of a list into a plain form: the API's names, said in words, with the values given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publication.api.fields import RepeatedField
from publication.api.filters import PAGING, Filters, YesFilter

USUAL: Final = ("q", "country", "pair", "official", "sector", "kind", "status", "from", "to", "possible")
"""The questions that stand open, in this order; the others are one click away."""

LABELS: Final = {
    "q": _("Words"),
    "pair": _("Two countries"),
    "possible": _("Also what may lie between these days"),
    "disputed": _("Sources disagree"),
    "published_since": _("Published since"),
    "as_of": _("As it stood at"),
    "serving_on": _("In office on"),
    "ordering": _("Order"),
    "occurrence": _("Took place"),
}
EXAMPLES: Final = {
    "q": _("peacekeeping"),
    "country": "KZ",
    "host": "KZ",
    "visitor": "PK",
    "pair": "KZ-PK",
    "official": "asim-munir",
    "sector": "defence",
    "agreement": "kz-pk-peacekeeping",
    "from": "2024-05",
    "to": "2025",
    "published_since": "2026-01-01T00:00:00Z",
    "as_of": "2026-01-01T00:00:00Z",
    "serving_on": "2024-05-17",
}
ORDERINGS: Final = {
    "-date": _("newest first"),
    "date": _("oldest first"),
    "-published": _("last published first"),
    "name": _("by name"),
    "relevance": _("best match of the words first"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One filter as the form asks it: a text field for each value, a choice, or a tick.

    ``errors`` names the elements, by id, whose sentences say what is wrong with it.
    """

    name: str
    label: str
    inputs: list[tuple[str, str]]
    choices: list[tuple[str, str]]
    tick: bool
    example: str
    errors: str

    @property
    def set(self) -> bool:
        """Say whether a value is given."""
        return any(value for _id, value in self.inputs)

    def said(self) -> str:
        """Say the values given, in words."""
        words = dict(self.choices)
        return ", ".join(words.get(value, value) for _id, value in self.inputs if value)


def said(query: QueryDict, *without: str) -> QueryDict:
    """Keep what a query says: no empty values, and none of these names."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if name not in without and (given := [value for value in values if value]):
            kept.setlist(name, given)
    return kept


def without(query: QueryDict, name: str) -> QueryDict:
    """Keep what a query says but for one filter; an order by words goes with the words."""
    ordering = ["ordering"] if name == "q" and query.get("ordering") == "relevance" else []
    return said(query, name, *PAGING, *ordering)


def chips(query: QueryDict, chosen: Sequence[Question], clear: str) -> list[dict[str, str]]:
    """Say the filters that are set, each with the address of the page without it."""
    freed = [(each, without(query, each.name)) for each in chosen]
    return [
        {"label": each.label, "said": each.said(), "without": f"?{kept.urlencode()}" if kept else clear}
        for each, kept in freed
    ]


def questions(
    filters: type[Filters], query: QueryDict, errors: Sequence[tuple[str, str]] = ()
) -> list[Question]:
    """Ask all filters of a list, with the values of a query string and what is wrong with them."""
    wrong: dict[str, str] = {}
    for place, (name, _sentence) in enumerate(errors, 1):
        wrong[name] = f"{wrong.get(name, '')} error-{place}".strip()
    names = [name for name in USUAL if name in filters.base_filters]
    names += [name for name in (*filters.base_filters, "ordering") if name not in USUAL]
    return [question(filters, name, query.getlist(name), wrong) for name in names]


def question(filters: type[Filters], name: str, given: Sequence[str], wrong: Mapping[str, str]) -> Question:
    """Ask one filter. A filter that may be repeated has a field for each value given and one more."""
    choices = choices_of(filters, name)
    tick = isinstance(filters.base_filters.get(name), YesFilter)
    values = [value for value in given if value.strip()][:10]
    repeatable = isinstance(getattr(filters.base_filters.get(name), "field", None), RepeatedField)
    if not values or (repeatable and not choices):
        values.append("")
    inputs = [
        (f"filter-{name}" + (f"-{place}" if place else ""), value) for place, value in enumerate(values)
    ]
    label = str(LABELS.get(name) or gettext(capfirst(name.replace("_", " "))))
    example = gettext("e.g. %(example)s") % {"example": EXAMPLES[name]} if name in EXAMPLES else ""
    return Question(name, label, inputs, choices, tick, example, wrong.get(name, ""))


def choices_of(filters: type[Filters], name: str) -> list[tuple[str, str]]:
    """List the values a filter may take, each in words; none where it takes text."""
    if name == "ordering":
        return [(each, str(ORDERINGS[each])) for each in filters.orderings]
    vocabulary = getattr(getattr(filters.base_filters[name], "field", None), "vocabulary", None)
    if vocabulary is None:
        return []
    if set(vocabulary.values) == {"true", "false"}:
        return [("true", str(_("yes"))), ("false", str(_("no")))]
    return [(str(value), gettext(str(label)).lower()) for value, label in vocabulary.choices]
