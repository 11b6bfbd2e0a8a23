"""Answer with a page: for reading only, tagged and cacheable, and plain when the database is away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publication import reading
from publication.api.problems import RETRY_SECONDS, BadRequest

View = Callable[..., HttpResponseBase]
Build = Callable[[], Mapping[str, Any]]

FRESH_SECONDS: Final = 60
"""How long a cache may show a page without asking whether it changed."""


def public_page(view: View) -> View:
    """Let a view answer GET and HEAD alone; say in words what is not understood, and that nothing is read."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BadRequest as refusal:
            refused = {"refused": [sentence for _, sentence in refusal.errors]}
            return render(request, "publication/refused.html", refused, status=400)
        except (OperationalError, InterfaceError):
            return away(request)

    return require_safe(answer)


def away(request: HttpRequest) -> HttpResponse:
    """Say that nothing can be read just now, and when to come again."""
    response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def page(
    request: HttpRequest,
    template: str,
    build: Build,
    as_of: tuple[int, datetime | None] | None = None,
    mark: str = "",
) -> HttpResponseBase:
    """Answer with a page, tagged with how it is written and the last serial of the ledger.

    ``build`` makes the context and is not called where the reader has this page already (304). ``as_of`` is
    that serial and its instant, where the view has read them; ``mark`` is put to the tag where the page shows
    more than the record.
    """
    serial, changed = as_of or reading.last_change()
    tag = f'"{written()}-{serial}{mark}"'
    seconds = int(changed.timestamp()) if changed else None
    response = get_conditional_response(request, etag=tag, last_modified=seconds)
    if response is None:
        response = render(request, template, dict(build()))
    response.headers["ETag"] = tag
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def written() -> str:
    """Name how pages are written just now: their shape, and their language."""
    return f"{shape()}-{get_language()}"


@cache
def shape() -> str:
    """Name the look of the pages as a hash of all they are made of, so that a new look is a new page."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in parts())).hexdigest()[:12]


def parts() -> list[Path]:
    """List the files that pages are made of: templates, examples, styles, scripts, and what writes them."""
    home = Path(settings.BASE_DIR)
    static = Path(str(finders.find("publication/site.css"))).parent
    folders = {
        home / "templates": "*.html",
        home / "examples/api": "*",
        static: "*",
        home / "publication": "*.py",
    }
    found = (file for folder, names in folders.items() for file in sorted(folder.rglob(names)))
    return [file for file in found if file.is_file()]
