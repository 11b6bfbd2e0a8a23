"""Let a request be sent again without doing twice what it did.

After draft-ietf-httpapi-idempotency-key-header-07: a POST that names an ``Idempotency-Key`` is answered once
for each person and key, and a repeat gets the same answer. What it does and the kept answer stand in one
transaction, so after a crash there are both or neither; while it runs, the transaction holds a lock on the
key, which ends with it however it ends. A refusal has done nothing and is not kept: once corrected, the
request may be sent again under its key.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from desk.api.kept import KEY_LENGTH, KeptAnswer
from desk.api.refusals import Conflict
from publication.rights import roles_of

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
KEY: Final = re.compile(rf"[\x21-\x7e]{{1,{KEY_LENGTH}}}")

MALFORMED: Final = (
    f"Write 1 to {KEY_LENGTH} visible ASCII characters without spaces, such as a UUID, new for every request."
)
UNDER_WAY: Final = "A request with this key is being worked on; send it again in a moment for its answer."
OTHER_REQUEST: Final = "This key was used for {}; take a new key for another request."
OTHER_BODY: Final = "This key was used here with another body; take a new key for another request."
NO_ROLE: Final = "You have no role in the newsroom any more."


class Idempotent(APIView):
    """A view whose POST heeds the key; every view of the write API is one."""

    post: Callable[..., Any]

    def initial(self, request: Request, *given: Any, **named: Any) -> None:
        """Let the view be asked once for each key, after who asks is known and let in."""
        super().initial(request, *given, **named)
        if request.method == "POST" and hasattr(self, "post") and HEADER in request.headers:
            key = read_key(request.headers[HEADER])
            self.post = partial(answer_once, self, key, self.post)


def answer_once(
    view: APIView, key: str, handle: Callable[..., Response], request: Request, **named: Any
) -> HttpResponse:
    """Answer a request that names a key: as before where it was answered, else by the view's own handler."""
    with transaction.atomic():
        if not hold(f"{request.user.pk} {key}"):
            raise Conflict([(HEADER, UNDER_WAY)])
        kept = KeptAnswer.objects.filter(user=request.user.pk, key=key).first()
        fingerprint = fingerprint_of(request)
        if kept is not None:
            return replayed(kept, request, fingerprint)
        answered = view.finalize_response(request, handle(request, **named))
        if answered.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.set_rollback(True)
        else:
            keep(answered, request, key, fingerprint, timezone.now())
    return answered


def read_key(given: str) -> str:
    """Read a key, bare or as the quoted string of the draft; refuse one that cannot be kept."""
    quoted = len(given) > 1 and given[0] == given[-1] == '"'
    key = given[1:-1] if quoted else given
    if not KEY.fullmatch(key):
        raise ValidationError({HEADER: [MALFORMED]})
    return key


def hold(name: str) -> bool:
    """Take a person's key for the rest of the transaction; false where another request has it."""
    named = hashlib.sha256(name.encode()).digest()[:8]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(named, signed=True)])
        return bool(cursor.fetchone()[0])


def fingerprint_of(request: Request) -> str:
    """Hash what was sent; of a form with files the fields and files, as its boundary differs each time."""
    if not str(request.content_type).startswith("multipart/"):
        return hashlib.sha256(request._request.body).hexdigest()
    digest, data = hashlib.sha256(), cast("QueryDict", request.data)
    for name in sorted(data):
        for value in data.getlist(name):
            for part in (name.encode(), *parts_of(value)):
                digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def parts_of(value: Any) -> list[bytes]:
    """Give the text of a field, or the name and content of a file, which stays to be read from its start."""
    if not hasattr(value, "chunks"):
        return [b"text", str(value).encode()]
    inside = hashlib.sha256()
    for chunk in value.chunks():
        inside.update(chunk)
    value.seek(0)
    return [b"file", str(value.name).encode(), inside.digest()]


def replayed(kept: KeptAnswer, request: Request, fingerprint: str) -> HttpResponse:
    """Give a kept answer again, to somebody still at work; refuse the key for any other request."""
    if not roles_of(request.user):
        raise PermissionDenied(NO_ROLE)
    if kept.request != named_request(request):
        raise Conflict([(HEADER, OTHER_REQUEST.format(kept.request))], HTTPStatus.UNPROCESSABLE_ENTITY)
    if kept.sha256 != fingerprint:
        raise Conflict([(HEADER, OTHER_BODY)], HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponse(bytes(kept.body), status=kept.status, headers={**kept.headers, REPLAYED: "true"})


def keep(answered: HttpResponse, request: Request, key: str, fingerprint: str, at: datetime) -> None:
    """Keep an answer; the unique key lets none be kept twice."""
    if isinstance(answered, Response):
        answered.render()
    KeptAnswer.objects.create(
        user=cast("User", request.user), key=key, request=named_request(request), sha256=fingerprint,
        status=answered.status_code, body=answered.content, created_at=at,
        headers=dict(answered.items()),
    )  # fmt: skip


def named_request(request: Request) -> str:
    """Name method and address."""
    return f"{request.method} {request.get_full_path()}"


def forget_old(at: datetime) -> int:
    """Forget the answers that were kept long enough; returns how many."""
    old = at - timedelta(hours=settings.IDEMPOTENCY_HOURS)
    return KeptAnswer.objects.filter(created_at__lt=old).delete()[0]
