"""Show the record editor for one event, or for a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.views.decorators.http import require_safe

from desk.api.forms.event import EventForm
from desk.api.forms.outline import outline
from desk.editor.describing import describe
from desk.review.views import at_work
from events.models import Event
from publication.rights import Verb, may

BEGIN: dict[str, Any] = {
    "title": "", "summary": "", "kind": "visit", "visit_kind": "unspecified", "occurrence": "occurred",
    "start": None, "end": None, "place": "", "place_country": None, "sectors": [], "sources": [],
    "passages": [],
}  # fmt: skip
"""What a new event begins with."""


@require_safe
def new_event(request: HttpRequest) -> HttpResponse:
    """Show an empty form; nothing is stored until it can be."""
    at_work(request)
    return editor(request, None)


@require_safe
def edit_event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the form of an event; who may not change it reads it on its review page."""
    at_work(request)
    event = Event.objects.filter(pk=pk).first()
    if event is None:
        raise Http404
    return editor(request, event)


def editor(request: HttpRequest, event: Event | None) -> HttpResponse:
    """Render the page with all that its scripts need to begin."""
    form = EventForm()
    told = {
        "user": request.user.get_username(),
        "csrf": get_token(request),
        "id": str(event.pk) if event else "",
        "initial": BEGIN,
        "shape": outline(form),
        "fields": describe(form),
        "login": resolve_url(settings.LOGIN_URL),
        "file_most": settings.SOURCE_FILE_MAX,
    }
    context = {
        "shelf": "" if event else "new event",
        "event": event,
        "told": told,
        "may_change": event is None or may(request.user, Verb.CHANGE, event),
    }
    return render(request, "desk/editor.html", context)
