"""Show what an edition changed, and what the next one would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson

from publication.admin.standing import Standing
from publication.comparing import composed, difference
from publication.models import Edition, Listing
from publication.vocabulary import EditionState

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One place of a document, with what it held before and after, as text."""

    path: str
    old: str
    new: str


def against_current(standing: Standing) -> list[Line]:
    """Compare the draft with the current edition; nothing while problems keep it from being a document."""
    if standing.problems:
        return []
    return lines(_current(standing.listing), composed(standing.draft, standing.listing))


def between(edition: Edition, predecessor: Edition | None) -> list[Line]:
    """Compare an edition with the one before it, by their documents."""
    return lines(_document(predecessor.document if predecessor else ""), _document(edition.document) or {})


def lines(old: dict[str, Any] | None, new: dict[str, Any]) -> list[Line]:
    """Compare two documents without what publishing itself adds."""
    names = dict(_names(old)) | dict(_names(new))
    return [Line(_place(each.path, names), words(each.old), words(each.new)) for each in difference(old, new)]


def words(value: Any) -> str:
    """Say a value, on several lines of name and value where it has parts."""
    if isinstance(value, dict | list):
        return "\n".join(_outline(value))
    return "" if value is None else str(value)


def _outline(value: Any, indent: str = "") -> Iterator[str]:
    """List the parts of a value that hold something, each below what it belongs to."""
    parts = value.items() if isinstance(value, dict) else [("–", each) for each in value]
    for name, each in parts:
        mark = name if name == "–" else f"{name}:"
        if isinstance(each, dict | list):
            inner = list(_outline(each, f"{indent}  "))
            if inner:
                yield f"{indent}{mark}"
                yield from inner
        elif each is not None and name != "id":
            yield f"{indent}{mark} {each}"


def _place(path: str, names: dict[str, str]) -> str:
    return " › ".join(names.get(step, step) for step in path.split("."))


def _names(value: Any) -> Iterator[tuple[str, str]]:
    """Give the parts that have an identity the words people know them by."""
    if isinstance(value, dict):
        called = value.get("title") or value.get("text")
        if "id" in value and isinstance(called, str):
            yield value["id"], f"«{called[:LONGEST_NAME]}»"
        for each in value.values():
            yield from _names(each)
    elif isinstance(value, list):
        for each in value:
            yield from _names(each)


def _current(listing: Listing | None) -> dict[str, Any] | None:
    if listing is None or listing.state != EditionState.PUBLISHED:
        return None
    return _document(listing.text)


def _document(text: str) -> dict[str, Any] | None:
    return orjson.loads(text) if text else None
