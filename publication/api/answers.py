"""Answer with published text: tagged, cacheable by anyone, and 304 where the reader has it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

SHAPE = "2"
"""The shape of the API's answers; part of every tag, so that a new shape is a new answer."""

FRESH_SECONDS = 60
"""How long a cache may answer without asking whether something changed, or was taken back."""


def tagged(
    request: HttpRequest,
    tag: str,
    changed: datetime | None,
    build: Callable[[], str | bytes | HttpResponseBase],
) -> HttpResponseBase:
    """Answer under a tag (shape and what it names); ``build`` is not called for a 304.

    It gives JSON text, or the answer itself where that is something else.
    """
    quoted = f'"{SHAPE}-{tag}"'
    stamp = int(changed.timestamp()) if changed else None
    answer: HttpResponseBase | None
    answer = get_conditional_response(request, etag=quoted, last_modified=stamp)
    if answer is None:
        built = build()
        answer = built if isinstance(built, HttpResponseBase) else _json(built)
    answer.headers["ETag"] = quoted
    if stamp is not None:
        answer.headers["Last-Modified"] = http_date(stamp)
    answer.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    patch_vary_headers(answer, ["Accept"])
    return answer


def _json(text: str | bytes) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/json")
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer


def envelope(texts: Iterable[str], **members: object) -> str:
    """Put ready JSON texts into ``results``, followed by the other members."""
    rest = orjson.dumps(members).decode()
    return f'{{"results":[{",".join(texts)}],{rest[1:]}'


def linked(answer: HttpResponseBase, links: Mapping[str, str | None]) -> HttpResponseBase:
    """Name related addresses in the ``Link`` header, by relation (RFC 8288)."""
    named = [
        f'<{url}>; rel="{relation.replace("previous", "prev")}"' for relation, url in links.items() if url
    ]
    if named:
        answer.headers["Link"] = ", ".join(named)
    return answer


def sparse(text: str, wanted: Sequence[str]) -> str:
    """Cut a document's text to the members wanted, in the document's order; all where none are named."""
    if not wanted:
        return text
    return orjson.dumps({key: value for key, value in orjson.loads(text).items() if key in wanted}).decode()
