"""Choose the format of an answer: by the end of the address, else by what the reader accepts."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from rest_framework.exceptions import NotAcceptable

from publication.formats import Format


def choose(request: HttpRequest, offered: Sequence[Format], suffix: str = "") -> Format:
    """Choose of the formats offered, the first being the usual one (RFC 9110, section 12.5.1).

    Raises ``Http404`` for a suffix, and ``NotAcceptable`` for accepted types, that are not among them.
    """
    if suffix:
        found = next((each for each in offered if each.suffix == suffix), None)
        if found is None:
            raise Http404
        return found
    if not request.headers.get("Accept", "").strip():
        return offered[0]
    media = request.get_preferred_type([each.media for each in offered])
    if media is None:
        allowed = ", ".join(each.media for each in offered)
        raise NotAcceptable(f"None of the types in Accept is there; choose of: {allowed}.")
    return next(each for each in offered if each.media == media)
