"""Walk the words of a document that people look for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def names(document: Json) -> Iterator[str]:
    """Walk the names a record is looked up by."""
    yield document["title"]
    yield document["slug"].replace("-", " ")
    for key in ("official_name", "code", "alpha_3", "pair"):
        if document.get(key):
            yield document[key]
    for key in ("aliases", "demonyms", "synonyms"):
        yield from document.get(key, [])
    for variant in document.get("variants", []):
        yield variant["text"]


PROSE = (
    "title", "summary", "text", "note", "name", "question", "exact", "aliases", "demonyms", "synonyms",
    "place",
)  # fmt: skip


def prose(document: Json) -> list[str]:
    """List all texts of a document that people would search for, wherever they stand, each once."""
    found: list[str] = []
    _gather(document, False, found)
    return list(dict.fromkeys(found))


def _gather(value: Any, wanted: bool, found: list[str]) -> None:
    if isinstance(value, str):
        if wanted:
            found.append(value)
    elif isinstance(value, list):
        for each in value:
            _gather(each, wanted, found)
    elif isinstance(value, dict):
        for key, each in value.items():
            if each and key not in ("change", "date", "sources"):
                _gather(each, key in PROSE, found)
