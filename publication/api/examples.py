"""Give an example of what every operation answers, made of one document of each kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

from publication.addresses import PLURALS
from publication.api.problems import problem
from publication.contracts import CONTRACTS

Json = dict[str, Any]

FOLDER: Final = Path(__file__).parent / "examples"
"""One document of each kind, as the API answers it."""


@cache
def document(record_type: str) -> Json:
    """Give the document of a type of record, or the meeting."""
    found: Json = orjson.loads((FOLDER / f"{record_type}.json").read_bytes())
    return found


def answer(kind: str, record_type: str) -> Json | None:
    """Give what an operation answers, by its kind; none for a kind that has no example yet."""
    if kind in ("record", "version"):
        return document(record_type)
    if kind == "list":
        return _page([listed(record_type)])
    if kind == "versions":
        edition = _edition(document(record_type), 1)
        address = f"http://127.0.0.1:8000/api/v1/{PLURALS[record_type]}/{edition['slug']}/versions/1/"
        return _page([{**edition, "url": address}])
    if kind == "changes":
        return _page([{**_edition(document("event"), 875), "document": document("event")}], last_serial=875)
    return _page([_hit()], found=1, capped=False) if kind == "search" else None


def listed(record_type: str) -> Json:
    """Give the list form of the example of a type of record; a meeting has no other."""
    whole = document(record_type)
    return (
        whole
        if record_type == "meeting"
        else {key: whole[key] for key in CONTRACTS[record_type].listed_keys()}
    )


def refusal(status: int, field: str, sentence: str) -> Json:
    """Give what a refused request is answered."""
    errors = [(field, sentence)] if field else []
    found: Json = orjson.loads(problem(status, sentence, errors).content)
    return found


def _edition(of: Json, serial: int) -> Json:
    told = {key: of[key] for key in ("type", "slug", "version", "state", "change", "published_at")}
    return {"serial": serial, **told}


def _hit() -> Json:
    found = {key: document("event")[key] for key in ("type", "slug", "url", "title")}
    return {**found, "snippet": "General «Munir» visits Astana"}


def _page(results: list[Json], **members: Any) -> Json:
    return {"results": results, "next": None, "previous": None, **members}
