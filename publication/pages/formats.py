"""Answer at a page's address with a suffix: what the API answers, in the format of the suffix."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from publication.api.views import RecordList, RecordView
from publication.pages.lists import SHELVES
from publication.pages.records import RECORD_TYPES

LISTS = {shelf: RecordList.as_view(record_type=known.type) for shelf, known in SHELVES.items()}
RECORDS = {shelf: RecordView.as_view(record_type=kind) for shelf, kind in RECORD_TYPES.items()}


def records(request: HttpRequest, shelf: str, suffix: str) -> HttpResponseBase:
    """Answer with a list in a format."""
    return LISTS[shelf](request, suffix=suffix)


def record(request: HttpRequest, shelf: str, key: str, suffix: str) -> HttpResponseBase:
    """Answer with a record, or the events that belong to it, in a format."""
    return RECORDS[shelf](request, key=key, suffix=suffix)
