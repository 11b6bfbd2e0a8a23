"""Answer errors as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404, HttpResponse
from rest_framework import exceptions

CONTENT_TYPE = "application/problem+json"

RETRY_SECONDS = 30
"""How long a reader is asked to wait while the database is away."""


class BadRequest(Exception):
    """The request cannot be read; ``errors`` are pairs of field and sentence."""

    def __init__(self, errors: Iterable[tuple[str, str]]) -> None:
        self.errors = list(errors)
        super().__init__(" ".join(sentence for _, sentence in self.errors))


def problem(status: int, detail: str, errors: Iterable[tuple[str, str]] = (), **members: Any) -> HttpResponse:
    """Answer with a problem: a status, a sentence, and the fields at fault, each with its own sentence."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": [{"field": field, "sentence": sentence} for field, sentence in errors],
        **members,
    }
    answer = HttpResponse(orjson.dumps(body), status=status, content_type=CONTENT_TYPE)
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer


def bad_request(refusal: BadRequest) -> HttpResponse:
    """Answer 400 with each field and sentence."""
    return problem(HTTPStatus.BAD_REQUEST, str(refusal), refusal.errors)


def not_found(what: str) -> HttpResponse:
    """Answer 404; the same whether the record is missing or was never public."""
    return problem(HTTPStatus.NOT_FOUND, what)


def away(detail: str = "The record cannot be read just now: try again.") -> HttpResponse:
    """Answer 503 while the database does not answer, or whatever else the record is read from."""
    answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def on_exception(failure: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn what a view raises into a problem; anything unknown stays an error of ours."""
    if isinstance(failure, BadRequest):
        return bad_request(failure)
    if isinstance(failure, Http404):
        return not_found("There is nothing at this address.")
    if isinstance(failure, exceptions.APIException):
        answer = problem(failure.status_code, str(failure.detail))
        if isinstance(failure, exceptions.MethodNotAllowed):
            answer.headers["Allow"] = ", ".join(context["view"].allowed_methods)
        return answer
    return None
