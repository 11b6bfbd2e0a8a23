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
    if kind == "difference":
        change = {"path": "summary", "old": None, "new": document("event")["summary"]}
        return {"from": 1, "to": 2, "differences": [change]}
    if kind == "search":
        return _page([_hit()], found=1, capped=False)
    return {"downloads": _downloads, "facets": _facets, "summary": lambda: _summary(record_type)}.get(
        kind, lambda: None
    )()


def listed(record_type: str) -> Json:
    """Give the list form of the example of a type of record; a meeting has no other."""
    whole = document(record_type)
    return (
        whole
        if record_type == "meeting"
        else {key: whole[key] for key in CONTRACTS[record_type].listed_keys()}
    )


def _downloads() -> Json:
    home = "http://127.0.0.1:8000/data/2026-11-26-875"
    told = {
        "name": "events.csv",
        "url": f"{home}/events.csv",
        "snapshot": "2026-11-26-875",
        "date": "2026-11-26",
        "made_at": "2026-11-26T03:30:00.000000Z",
        "serial": 875,
        "format": "csv",
        "shelf": "events",
        "rows": 198,
        "bytes": 94542,
        "sha256": "c6502568bfbc27ff1283b63e802709178dc5662c9c7da7e0dfaa4ddd2c45488f",
        "schema": f"{home}/datapackage.json",
        "available": True,
    }
    return _page([told])


def _facets() -> Json:
    event = document("event")
    return {"count": 1, **_counted(event), "countries": _each(event["countries"], "code"), "capped": False}


def _summary(record_type: str) -> Json:
    event, owner = document("event"), document(record_type)
    sides = {side: [each["code"] for each in event["countries"] if each["side"] == side]
             for side in ("host", "visitor")}  # fmt: skip
    return {
        "type": record_type,
        "slug": owner["slug"],
        "url": owner["url"],
        "events": 1,
        **_counted(event),
        "levels": [{"level": "head_of_state", "count": 1}],
        "counterparts": [],
        "last_visits": [{**sides, "event": {name: event[name] for name in ("slug", "title", "date")}}],
        "open_agreements": [],
        "capped": False,
    }


def _counted(event: Json) -> Json:
    year = int(event["date"]["latest"][:4]) if event["date"]["latest"] else None
    return {
        "years": [{"year": year, "count": 1}],
        "kinds": [{"kind": event["kind"], "count": 1}],
        "sectors": _each(event["sectors"], "slug"),
    }


def _each(mentioned: list[Json], key: str) -> list[Json]:
    return [{key: each[key], "name": each["name"], "count": 1} for each in mentioned]


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
