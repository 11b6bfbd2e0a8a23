"""Describe to OpenAPI what every operation takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from publication.api import examples
from publication.api.fields import TEXT, WORDS_MAX, Json
from publication.api.filters import Filters, TagFilter
from publication.api.filtersets import FILTERS
from publication.contracts import document_keys, listed_keys
from publication.overviews import FACETS

REPEAT = " Repeat it to require all of its values."
SERIAL_MAX = 10**18 - 1
"""The largest serial that is read."""

_SERIAL: Json = {"type": "integer", "minimum": 0, "maximum": SERIAL_MAX}


def of(kind: str, record_type: str, path: str) -> list[OpenApiParameter]:
    """List the parameters of an operation, by its kind of answer and the type of record."""
    return _of_path(record_type, path) + _of_query(kind, record_type)


def _of_path(record_type: str, path: str) -> list[OpenApiParameter]:
    found = []
    if "{key}" in path:
        shown = OpenApiExample("The record shown", examples.document(record_type)["slug"])
        about = "The record's slug, code or pair."
        found.append(
            OpenApiParameter("key", TEXT, "path", required=True, description=about, examples=[shown])
        )
    if "{version}" in path:
        shown = OpenApiExample("The first edition", 1)
        about, schema = "The number of the edition.", {"type": "integer", "minimum": 1}
        found.append(
            OpenApiParameter("version", schema, "path", required=True, description=about, examples=[shown])
        )
    return found


def _of_query(kind: str, record_type: str) -> list[OpenApiParameter]:
    if kind == "list":
        return _of_list(record_type)
    if kind == "facets":
        filters = [each for each in _of_filters(FILTERS[record_type]) if each.name != "as_of"]
        return [*filters, _fields(FACETS)]
    if kind == "record":
        return [_fields(document_keys(record_type))]
    if kind == "changes":
        about = "The serial last seen; 0 at first."
        return [OpenApiParameter("since", _SERIAL | {"default": 0}, description=about), _size()]
    if kind == "downloads":
        about = "A serial: snapshots of the record as it stood before it, taken from next."
        return [OpenApiParameter("before", _SERIAL, description=about)]
    if kind == "search":
        schema = {"type": "string", "pattern": r"^[^\x00]*[^\x00\s][^\x00]*$", "maxLength": WORDS_MAX}
        about = "Words to search for."
        shown = OpenApiExample("A name", "Munir")
        return [OpenApiParameter("q", schema, required=True, description=about, examples=[shown]), _size()]
    return []


def _of_list(record_type: str) -> list[OpenApiParameter]:
    filters = FILTERS[record_type]
    order = OpenApiParameter("ordering", enum=list(filters.orderings), description="The order of the list.")
    about = "A place in the list, taken from next or previous."
    cursor = OpenApiParameter("cursor", {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"}, description=about)
    count = OpenApiParameter("count", enum=["exact"], description="Say how many records there are in all.")
    return [*_of_filters(filters), order, _size(), cursor, count, _fields(listed_keys(record_type))]


def _size() -> OpenApiParameter:
    schema = {
        "type": "integer",
        "minimum": 1,
        "maximum": settings.PAGE_SIZE_MAX,
        "default": settings.PAGE_SIZE,
    }
    return OpenApiParameter("page_size", schema, description="Rows a page.")


def _fields(names: Sequence[str]) -> OpenApiParameter:
    schema = {"type": "array", "items": {"type": "string", "enum": list(names)}}
    about = "The members wanted, separated by commas; all unless told. Others are left out."
    return OpenApiParameter("fields", schema, description=about, explode=False, style="form")


def _of_filters(filters: type[Filters]) -> list[OpenApiParameter]:
    return [_filter(name, each) for name, each in filters.base_filters.items()]


def _filter(name: str, each: Any) -> OpenApiParameter:
    repeated = isinstance(each, TagFilter)
    schema: Json = each.field.schema
    with translation.override("en"):  # the API speaks English, whatever the pages are read in
        about = f"{each.about}{REPEAT if repeated else ''}"
    return OpenApiParameter(name, schema, description=about, explode=repeated or None)
