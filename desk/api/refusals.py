"""Say in problem details why a request of the write API is refused, each field by its path."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, IntegrityError
from django.http import Http404, HttpResponse
from rest_framework import exceptions

from publication.admin.refusals import sentence_of
from publication.api.problems import on_exception, problem
from publication.drafting import StaleDraft
from publication.publishing import Refused

NOT_LOGGED_IN = "Log in, or send a personal token: Authorization: Token …"
TOO_BIG = "A request may have {} bytes; nothing was read of it."


class Precondition(Exception):
    """A change names no version it has seen (428), or one that is no longer the newest (412)."""

    def __init__(self, status: HTTPStatus, sentence: str, **members: Any) -> None:
        self.status, self.sentence, self.members = status, sentence, members
        super().__init__(sentence)


class Conflict(Exception):
    """What stands forbids the request; ``errors`` are pairs of field and sentence."""

    def __init__(self, errors: list[tuple[str, str]], status: int = HTTPStatus.CONFLICT) -> None:
        self.errors, self.status = errors, status
        super().__init__(" ".join(sentence for _, sentence in errors))


def answer(failure: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn what a view of the desk raises into a problem; anything unknown stays an error of ours."""
    if isinstance(failure, exceptions.ValidationError):
        errors = list(flat(failure.detail))
        return problem(HTTPStatus.BAD_REQUEST, summed_up(errors), errors)
    if isinstance(failure, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        wrong_token = isinstance(failure, exceptions.AuthenticationFailed)
        refused = problem(HTTPStatus.UNAUTHORIZED, str(failure.detail) if wrong_token else NOT_LOGGED_IN)
        refused.headers["WWW-Authenticate"] = "Token"
        return refused
    if isinstance(failure, Precondition):
        return problem(failure.status, failure.sentence, **failure.members)
    if isinstance(failure, Conflict):
        return problem(failure.status, str(failure), failure.errors)
    if isinstance(failure, Refused):
        return problem(
            HTTPStatus.CONFLICT, str(failure), [(each.field, each.sentence) for each in failure.problems]
        )
    if isinstance(failure, StaleDraft):
        return problem(HTTPStatus.PRECONDITION_FAILED, str(failure))
    if isinstance(failure, PermissionDenied | exceptions.PermissionDenied):
        return problem(HTTPStatus.FORBIDDEN, str(failure) or "Your role may not do this.")
    if isinstance(failure, IntegrityError | DataError):
        return problem(HTTPStatus.BAD_REQUEST, sentence_of(failure), [("", sentence_of(failure))])
    if isinstance(failure, Http404):
        return problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
    if isinstance(failure, RequestDataTooBig):
        return problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_BIG.format(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        )
    return on_exception(failure, context)


def summed_up(errors: list[tuple[str, str]]) -> str:
    """Give all sentences on one line, each after its field."""
    return " ".join(f"{field}: {sentence}" if field else sentence for field, sentence in errors)


def flat(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Walk the errors of serializers and yield dotted paths with sentences."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            own = path if key == "non_field_errors" else f"{path}.{key}" if path else str(key)
            yield from flat(value, own)
    elif isinstance(detail, list) and any(isinstance(each, dict | list) for each in detail):
        for place, value in enumerate(detail):
            yield from flat(value, f"{path}.{place}" if path else str(place))
    elif isinstance(detail, list):
        yield from ((path, str(each)) for each in detail)
    else:
        yield path, str(detail)
