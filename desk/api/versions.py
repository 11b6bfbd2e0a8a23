"""Hold a change to the version it has seen: ETag and If-Match."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Any

import orjson
from rest_framework.request import Request

from desk.api.refusals import Precondition

MISSING = "Send If-Match with the ETag of the version you have seen, so that nobody's change is lost."


def tag(body: dict[str, Any], owner: Any) -> str:
    """Name a version: the owner's lock version, or a digest of the body where nothing counts versions."""
    if owner is not None:
        return f'"{owner.lock_version}"'
    return f'"{hashlib.sha256(orjson.dumps(body, default=str)).hexdigest()[:16]}"'


def seen(request: Request) -> str:
    """Read the version the client has seen; refuse a change that names none."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Precondition(HTTPStatus.PRECONDITION_REQUIRED, MISSING)
    return given.removeprefix("W/")


def check(request: Request, current: str, body: Any, owner: Any) -> None:
    """Refuse a change that has not seen the newest version; the refusal carries it, and who saved it."""
    if seen(request) in (current, "*"):
        return
    by = owner.authors[-1] if owner is not None and owner.authors else None
    at = owner.updated_at if owner is not None else None
    sentence = "Somebody saved this in the meantime; `current` is how it reads now. Nothing was changed."
    raise Precondition(
        HTTPStatus.PRECONDITION_FAILED, sentence, current=body, saved_by=by, saved_at=at and at.isoformat()
    )
