"""Choose the format of an answer: by the end of the address, else by what the reader accepts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.http import Http404, HttpRequest
from rest_framework.exceptions import NotAcceptable

from publication.formats import Format

USUAL, LONGEST = 256, 4_096
"""Characters up to which what a header says is kept, and up to which it is read at all."""


def choose(request: HttpRequest, offered: Sequence[Format], suffix: str = "") -> Format:
    """Choose of the formats offered, the first being the usual one (RFC 9110, section 12.5.1).

    Raises ``Http404`` for a suffix, and ``NotAcceptable`` for accepted types, that are not among them.
    """
    if suffix:
        found = next((each for each in offered if each.suffix == suffix), None)
        if found is None:
            raise Http404
        return found
    accepted = request.headers.get("Accept", "")
    if not accepted.strip() or len(accepted) > LONGEST:
        return offered[0]
    choosing = _kept if len(accepted) <= USUAL else _preferred
    media = choosing(accepted, tuple(each.media for each in offered))
    if media is None:
        allowed = ", ".join(each.media for each in offered)
        raise NotAcceptable(f"None of the types in Accept is there; choose of: {allowed}.")
    return next(each for each in offered if each.media == media)


def _preferred(accepted: str, offered: tuple[str, ...]) -> str | None:
    """Choose of media types as a header says."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT"] = accepted
    return request.get_preferred_type(offered)


_kept = lru_cache(maxsize=256)(_preferred)  # readers send few different headers
