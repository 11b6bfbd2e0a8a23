"""Answer with the rows of a list, or with a record, in a format other than JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

import orjson
from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from publication import reading, walking
from publication.addresses import PLURALS
from publication.api.answers import linked, tagged
from publication.api.cursors import Cursor
from publication.api.filters import allow_only, page_size
from publication.api.filtersets import FILTERS
from publication.api.paging import at, check_mentions, neighbours, place
from publication.formats import LINKED, Frame, Json, Written
from publication.formats.rows import blocks, walk
from publication.models import Listing
from publication.selecting import EVENTS_BY, Selection
from publication.shortlisting import settle


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: rows in a format, from a place on; ``size`` is 0 for all there are.

    ``mentions`` are the records its filters name, each with its parameter.
    """

    form: Written
    selection: Selection
    mentions: dict[tuple[str, str], str]
    cursor: Cursor
    size: int

    @classmethod
    def read(cls, request: HttpRequest, form: Written, record_type: str, tag: str) -> Self:
        """Read the query, and put one tag more to it; raises ``BadRequest`` naming the fields at fault."""
        query, filters = request.GET, FILTERS[record_type]
        asked = filters.selection(query)
        tags = tuple(sorted({*asked.tags, *filter(None, [tag])}))
        selection = replace(asked, tags=tags, ordering=form.ordering or asked.ordering)
        cursor = place(request, selection)
        paged = form.paged or cursor.backward or "page_size" in query
        size = page_size(query, settings.PAGE_SIZE, settings.PAGE_SIZE_MAX) if paged else 0
        return cls(form, selection, filters.mentions(asked), cursor, size)

    @property
    def most(self) -> int:
        """Give how many rows one answer holds."""
        return self.size or int(getattr(settings, self.form.most))

    def first(self) -> walking.Rows:
        """Read the first stretch of rows; refuses an empty list that asks for what is not there."""
        place, backward = self.cursor.position, self.cursor.backward
        stretch = self.size or min(self.most, settings.STREAM_STRETCH)
        found = walking.rows(self.selection, stretch, position=place, backward=backward)
        if not found.rows:
            check_mentions(self.mentions)
        return found

    def following(self, request: HttpRequest, first: walking.Rows) -> str | None:
        """Give the address at which a list goes on that is too long for one answer."""
        last = walking.place_beyond(self.selection, self.most, self.cursor.position) if first.more else ()
        return at(request, Cursor(last).write(self.selection.name())) if last else None


def list_as(
    request: HttpRequest, form: Written, record_type: str, owner: Listing | None = None
) -> HttpResponseBase:
    """Answer with the rows of a list under the filters of the query, those of one record where it is given.

    All rows, up to the setting that the format names; a page of them where the format is paged, or a page
    size is asked for. ``Link`` says where the list goes on.
    """
    tag = f"{EVENTS_BY[owner.type]}:{owner.key}" if owner else ""
    asked = Asked.read(request, form, record_type, tag)
    serial, changed = reading.last_change()
    plural = PLURALS.get(record_type, f"{record_type}s")

    def build() -> HttpResponseBase:
        nonlocal asked
        asked = replace(asked, selection=settle(asked.selection))
        first = asked.first()
        frame = framed(request, form, record_type, owner.title if owner else plural, changed)
        name = f"{owner.key}-{plural}" if owner else plural
        if asked.size:
            ways = neighbours(request, asked.selection, first, asked.cursor)
            frame = replace(frame, next=ways["next"], previous=ways["previous"])
        elif beyond := asked.following(request, first):
            frame, name = replace(frame, next=beyond), f"{name}-first-{asked.most}"
        rows = walk(asked.selection, first, asked.most, whole=record_type in form.whole)
        return written(request, form, rows, frame, name)

    return tagged(request, f"{plural}-{form.suffix}-{serial}", changed, build)


def tells_itself(form: Written, listing: Listing) -> bool:
    """Say whether a format tells of the record itself; else it tells of the events that belong to it."""
    return form is LINKED or listing.type not in EVENTS_BY


def record_as(request: HttpRequest, form: Written, listing: Listing) -> HttpResponseBase:
    """Answer with a published record in a format: itself, or the events that belong to it."""
    if not tells_itself(form, listing):
        return list_as(request, form, "event", listing)
    allow_only(request.GET, [])
    frame = framed(request, form, listing.type, listing.title, listing.published_at)
    tag = f"{listing.type}-{listing.key}-{listing.version}-{form.suffix}"

    def build() -> HttpResponseBase:
        return written(request, form, [orjson.loads(listing.text)], frame, listing.key)

    return tagged(request, tag, listing.published_at, build)


def framed(
    request: HttpRequest, form: Written, record_type: str, title: str, changed: datetime | None
) -> Frame:
    """Say where an answer stands and what it is called."""
    query = request.GET.copy()
    for name in ("cursor", "page_size", "ordering"):
        query.pop(name, None)
    filters = query.urlencode()
    path = request.path.removeprefix("/api/v1").removesuffix(f".{form.suffix}").rstrip("/")
    what = f"{title} ({filters})" if filters else title
    return Frame(
        record_type=record_type,
        title=_("Chancery: %(what)s") % {"what": what},
        origin=request.build_absolute_uri("/").rstrip("/"),
        address=at(request),
        here=request.build_absolute_uri(),
        page=request.build_absolute_uri(f"{path}/?{filters}" if filters else f"{path}/"),
        changed=changed,
        first=at(request) if form.paged else None,
    )


def written(
    request: HttpRequest, form: Written, rows: Iterable[Json], frame: Frame, name: str
) -> HttpResponseBase:
    """Write documents as they are read; nothing is read or written for the head alone.

    A list that was cut says so in three ways: in ``Link``, in the name of the file, and in the manual.
    """
    body = iter(()) if request.method == "HEAD" else blocks(form.write(rows, frame))
    answer = StreamingHttpResponse(body, content_type=f"{form.media}; charset=utf-8")
    kind = "attachment" if form.media == "text/csv" else "inline"
    answer.headers["Content-Disposition"] = f'{kind}; filename="{name}.{form.suffix}"'
    return linked(answer, {"next": frame.next, "previous": frame.previous})
