"""Answer programs in English, which they may rely on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http.response import HttpResponseBase
from django.utils import translation
from rest_framework.views import APIView

SPOKEN: Final = "en"
"""The language of every answer of the API."""

View = Callable[..., HttpResponseBase]


class InEnglish(APIView):
    """A view that answers in English, whatever language pages are read in."""

    @classmethod
    def as_view(cls, **facts: Any) -> View:  # type: ignore[override]  # a view is all it is used as
        """Give the view for an address."""
        return in_english(super().as_view(**facts))


def in_english(view: View) -> View:
    """Let a view answer in English; where that is spoken already nothing is done, which costs nothing."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        if translation.get_language() == SPOKEN:
            return view(*args, **kwargs)
        with translation.override(SPOKEN):
            return view(*args, **kwargs)

    return answer
