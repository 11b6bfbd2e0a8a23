"""Show the components of the site on one page, each with its name, made of the examples of the API."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publication.api.examples import document, listed
from publication.pages.picturing import of_record
from publication.pictures.catalogue import pictures
from publication.pictures.subject import Subject
from publication.rights import roles_of

COLOURS: Final = (
    "paper", "raised", "ink", "quiet", "line", "field", "link", "mark", "alert", "alert-paper", "alert-line",
    "good",
)  # fmt: skip
"""The names of colours in ``site.css``, which have a value for light and one for dark."""

HEADINGS: Final = (1, 2, 3, 4)


@require_safe
@never_cache
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the page to whoever has a role."""
    if not roles_of(request.user):
        raise PermissionDenied
    event = document("event")
    meeting = event["meetings"][0]
    context: dict[str, Any] = {
        "shelf": "styleguide",
        "colours": COLOURS,
        "document": event,
        "sources": event["sources"],
        "one": meeting["participants"][0],
        "statement": event["statements"][0],
        "events": [listed("event")],
        "agreements": [listed("agreement")],
        "counts": [row(each["name"], number) for number, each in enumerate(event["countries"], 1)],
        "chips": [{"label": _("Kind"), "said": event["kind"], "without": "#filters-part"}],
        "pictures": of_record(event).shown(pictures(Subject(event, 0))),
    }
    return render(request, "desk/styleguide.html", context)


def row(name: str, number: int) -> dict[str, Any]:
    """Give a row of counts."""
    return {"name": name, "number": number, "url": "#filters-part", "share": 50 * number}
