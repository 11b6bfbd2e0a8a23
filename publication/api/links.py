"""Say in OpenAPI where an answer leads to: from a list to a record, from there to its editions."""

from __future__ import annotations

from typing import Any, Final

from publication.addresses import PLURALS
from publication.overviews import COUNTERPARTS

KEY: Final = {"key": "$request.path.key"}
FIRST: Final = "$response.body#/results/0"


def links(kind: str, record_type: str) -> dict[str, Any]:
    """Name the operations that an answer leads to, each with what it takes from the answer."""
    if kind == "changes":
        return {"newer": _to("changes", since="$response.body#/last_serial")}
    if kind == "list" and record_type == "meeting":
        return {"event": _to("events_record", key=f"{FIRST}/event/slug")}
    plural = PLURALS.get(record_type, "")
    if kind == "list":
        return {"record": _to(f"{plural}_record", key=f"{FIRST}/slug")}
    if kind == "record":
        summary = {"summary": _to(f"{plural}_summary", **KEY)} if record_type in COUNTERPARTS else {}
        return {"versions": _to(f"{plural}_versions", **KEY), **summary}
    if kind == "versions":
        return {"version": _to(f"{plural}_version", **KEY, version=f"{FIRST}/version")}
    if kind == "version":
        return {"difference": _to(f"{plural}_difference", **KEY, version="$request.path.version")}
    return {}


def _to(operation: str, **taken: str) -> dict[str, Any]:
    return {"operationId": operation, "parameters": taken}
