"""Show a working copy as the public would read it: the public templates, a document built from the draft."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from desk.kinds import RECORD_KINDS
from publication import comparing
from publication.addresses import address
from publication.drafting import Publishable
from publication.models import Listing
from publication.pages.records import company
from publication.rights import roles_of


@require_safe
@never_cache
def preview(request: HttpRequest, record_type: str, key: str) -> HttpResponse:
    """Show the working copy of a record to whoever has a role; says what is missing where there is none.

    A preview ends with publication: where the public reads the very same, the public page is the place.
    """
    if not roles_of(request.user):
        raise PermissionDenied
    draft = working_copy(record_type, key)
    context: dict[str, Any] = {"problems": draft.problems(), "preview": True, "draft": draft}
    listing = Listing.objects.filter(pk=draft.pk).first()
    try:
        document = comparing.composed(draft, listing)
    except ValidationError as broken:
        context["broken"] = [".".join(map(str, each["loc"])) + ": " + each["msg"] for each in broken.errors()]
        return render(request, "publication/unready.html", context)
    if not comparing.differs(draft, listing):
        return HttpResponseRedirect(address(record_type, draft.key))
    context |= {"document": document, **company(document)}
    return render(request, f"publication/{record_type}.html", context)


def working_copy(record_type: str, key: str) -> Publishable:
    """Fetch a working copy with all that its document needs; refuses an unknown one with 404."""
    kind = RECORD_KINDS.get(record_type)
    found = kind._default_manager.filter(key=key).first() if kind else None
    if kind is None or found is None:
        raise Http404
    return kind.fetch_for_snapshot([found.pk])[found.pk]
