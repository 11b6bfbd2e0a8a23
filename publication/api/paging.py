"""Know the pages of a list: where one begins, which stand beside it, and that what it asks for is there."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest

from publication import reading, walking
from publication.api.cursors import Cursor, read_cursor
from publication.api.problems import BadRequest
from publication.selecting import Selection


def place(request: HttpRequest, selection: Selection) -> Cursor:
    """Read where a page begins; raises ``BadRequest`` for a cursor of another list."""
    text = request.GET.get("cursor", "")
    return read_cursor(text, selection.name(), walking.POSITIONS[selection.order()]) if text else Cursor(())


def check_mentions(mentions: dict[tuple[str, str], str]) -> None:
    """Refuse an empty list that asks for records there are none of, so that a typo is told from silence."""
    missing = reading.missing(list(mentions)) if mentions else []
    if missing:
        raise BadRequest(
            (mentions[kind, key], f"{mentions[kind, key]}: there is no published {kind} «{key}».")
            for kind, key in missing
        )


def neighbours(
    request: HttpRequest, selection: Selection, found: walking.Rows, cursor: Cursor
) -> dict[str, str | None]:
    """Give the addresses of the next and the previous page, or none."""
    written = around(selection, found, cursor)
    return {way: at(request, place) if place else None for way, place in written.items()}


def around(selection: Selection, found: walking.Rows, cursor: Cursor) -> dict[str, str | None]:
    """Write the cursors of the next and the previous page, or none."""
    has_next = bool(found.rows) and (found.more if not cursor.backward else True)
    has_previous = bool(found.rows) and (found.more if cursor.backward else bool(cursor.position))
    name = selection.name()
    return {
        "next": Cursor(found.rows[-1].position).write(name) if has_next else None,
        "previous": Cursor(found.rows[0].position, True).write(name) if has_previous else None,
    }


def at(request: HttpRequest, cursor: str = "") -> str:
    """Give this list's address at a cursor, or at its beginning, all else kept."""
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    query = urlencode([*kept, ("cursor", cursor)] if cursor else kept)
    return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
