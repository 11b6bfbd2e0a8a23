"""Compare one document with another. Knows nothing of drafts, so the public pages may use it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two documents differ: the path of keys and row numbers, and both values."""

    path: str
    old: Any
    new: Any


def body_of(document: Json) -> Json:
    """Leave out what publishing itself adds: version, instants, change note and state."""
    added = {"version", "state", "published_at", "first_published_at", "change"}
    return {key: value for key, value in document.items() if key not in added}


def difference(old: Json | None, new: Json | None) -> list[Difference]:
    """List where two documents differ, header apart; rows with an ``id`` are matched by it, not by place."""
    return list(_walk("", body_of(old or {}), body_of(new or {})))


def _walk(path: str, old: Any, new: Any) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _walk(f"{path}.{key}" if path else key, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _walk(path, _by_row(old), _by_row(new))
    else:
        yield Difference(path, old, new)


def _by_row(rows: list[Any]) -> Json:
    """Name each row by what identifies it: its id, its record's key, else its place."""
    named = {}
    for place, row in enumerate(rows, start=1):
        name = None
        if isinstance(row, dict):
            official = row.get("official")
            name = row.get("id") or row.get("code") or row.get("slug")
            if isinstance(official, dict):
                name = f"{official['slug']}/{row.get('role', '')}"
        elif isinstance(row, str):
            name = row
        named[str(name or place)] = row
    return named
