"""Explain how to read the record by program, in tasks, with examples that work on this very server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from publication.api.fields import RepeatedField
from publication.api.filters import Filters, YesFilter
from publication.api.filtersets import FILTERS
from publication.formats import FORMATS
from publication.pages.forms import EXAMPLES, LABELS, choices_of
from publication.pages.front import documents
from publication.pages.lists import SHELVES
from publication.pages.rendering import page, public_page
from publication.selecting import Selection

FOLDER: Final = Path(settings.BASE_DIR) / "examples" / "api"
"""The examples: ``<task>.sh``, ``<task>.py`` and ``<task>.R``, each a program that runs as it stands."""

TASKS: Final = ("first_call", "filters", "dates", "paging", "citing", "syncing", "errors", "limits")
LANGUAGES: Final = {"sh": "curl", "py": "Python", "R": "R"}
HOME, PAIR, SLUG = "http://127.0.0.1:8000", "KZ-PK", "munir-kazakhstan-visit"
"""The words in the examples that give way to what is on this server."""

EVENTS: Final = 25
"""How many of the newest events are looked through for one with a pair."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter as a row of a table: its name, what it asks, and the values it takes."""

    name: str
    about: str
    values: list[str]
    example: str
    repeatable: bool


@public_page
def guide(request: HttpRequest) -> HttpResponseBase:
    """Explain how to read the record by program."""
    home = request.build_absolute_uri("/").rstrip("/")
    return page(
        request,
        "publication/guide.html",
        lambda: {
            "origin": home,
            "examples": examples({HOME: home, **an_event()}),
            "lists": [
                (shelf, known.heading, filters(FILTERS[known.type])) for shelf, known in SHELVES.items()
            ],
            "limit": settings.READS_PER_MINUTE,
            "formats": FORMATS,
        },
    )


def an_event() -> dict[str, str]:
    """Name an event that stands in this record, and its pair, for the examples; nothing if there is none."""
    newest = documents(Selection("event", ordering="-published"), EVENTS)
    for event in newest:
        if event["pairs"]:
            return {SLUG: event["slug"], PAIR: event["pairs"][0]}
    return {}


def examples(words: Mapping[str, str]) -> dict[str, list[tuple[str, str, str]]]:
    """Give each task's examples, as suffix, name of the language and program, with other words put in."""
    found = {}
    for task in TASKS:
        texts = {suffix: written(task, suffix) for suffix in LANGUAGES}
        for word, other in words.items():
            texts = {suffix: text.replace(word, other) for suffix, text in texts.items()}
        found[task] = [(suffix, LANGUAGES[suffix], text) for suffix, text in texts.items()]
    return found


@cache
def written(task: str, suffix: str) -> str:
    """Read an example as it is written."""
    return (FOLDER / f"{task}.{suffix}").read_text("utf-8").rstrip()


def filters(of: type[Filters]) -> list[Filter]:
    """Describe the filters of a list and its orderings, from their one declaration."""
    return [described(of, name) for name in (*of.base_filters, "ordering")]


def described(of: type[Filters], name: str) -> Filter:
    """Describe one filter."""
    declared = of.base_filters.get(name)
    about = str(getattr(declared, "about", "") or LABELS.get(name, name))
    yes_or_no = ["true", "false"] if isinstance(declared, YesFilter) else []
    values = yes_or_no or [value for value, _label in choices_of(of, name)]
    repeatable = isinstance(getattr(declared, "field", None), RepeatedField)
    return Filter(name, about, values, "" if values else str(EXAMPLES.get(name, "")), repeatable)
