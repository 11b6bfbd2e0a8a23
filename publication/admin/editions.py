"""Show the editions of one record, and what each of them changed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from publication.admin.differences import against_current, between
from publication.admin.look import AnyAdmin
from publication.admin.standing import Standing
from publication.admin.verbs import draft_or_404
from publication.drafting import Publishable
from publication.models import Edition

MOST_EDITIONS = 200
"""How many editions one page lists, newest first."""


def history(admin: AnyAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """List the editions of a record: version, when, who, kind of change, note and state."""
    draft = _viewable(admin, request, object_id)
    editions = list(Edition.objects.about(draft.pk).defer("document")[:MOST_EDITIONS])
    context = {"editions": editions, "title": f"Editions: {draft}"}
    return _page(admin, request, draft, "admin/publication/editions.html", context)


def edition(admin: AnyAdmin, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
    """Show what one edition changed against its predecessor."""
    draft = _viewable(admin, request, object_id)
    pair = list(Edition.objects.about(draft.pk).filter(version__in=(version, version - 1)))
    if not pair or pair[0].version != version:
        raise Http404(f"«{draft}» has no version {version}.")
    predecessor = pair[1] if len(pair) == 2 else None
    context = {
        "edition": pair[0],
        "predecessor": predecessor,
        "changes": between(pair[0], predecessor),
        "title": f"Version {version}: {draft}",
    }
    return _page(admin, request, draft, "admin/publication/edition.html", context)


def unpublished(admin: AnyAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show what the working copy would change in the current edition."""
    draft = _viewable(admin, request, object_id)
    standing = Standing.of(draft, set())
    context = {
        "standing": standing,
        "changes": against_current(standing),
        "title": f"Not yet published: {draft}",
    }
    return _page(admin, request, draft, "admin/publication/edition.html", context)


def _viewable(admin: AnyAdmin, request: HttpRequest, object_id: str) -> Publishable:
    if not admin.has_view_or_change_permission(request):  # before it is told whether there is such a record
        raise PermissionDenied
    return draft_or_404(admin, object_id)


def _page(
    admin: AnyAdmin, request: HttpRequest, draft: Publishable, template: str, context: dict[str, Any]
) -> HttpResponse:
    whole = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "original": draft,
        "media": admin.media,
    }
    return TemplateResponse(request, template, whole | context)
