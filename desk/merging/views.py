"""Show what a merge will do, and do it; all of it works without script."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk.finding.duplicates import same_event, same_person
from desk.merging.forms import IntoForm, MergeForm
from desk.merging.joining import Wish, merge
from desk.merging.naming import KINDS, named
from desk.merging.outlook import Outlook, outlook
from desk.review.views import at_work, sentences, working_copy
from events.models import Event
from publication.drafting import Publishable, StaleDraft
from publication.models import Listing
from publication.publishing import Refused
from publication.rights import Verb, may
from relations.models import Official


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, record_type: str, pk: UUID) -> HttpResponse:
    """Ask into which record to merge one, show what will follow, and merge."""
    at_work(request)
    if record_type not in KINDS:
        raise Http404
    old = working_copy(record_type, pk)
    if not may(request.user, Verb.MERGE, old):
        raise PermissionDenied
    asked = IntoForm(request.GET if request.method != "POST" else request.POST)
    if request.method != "POST" and "into" not in request.GET:
        return shown(request, old, IntoForm())
    ahead = None
    if asked.is_valid():
        try:
            ahead = outlook(old, named(record_type, asked.cleaned_data["into"]))
        except Refused as refused:
            tell(asked, refused)
    if ahead is None or ahead.keeps:
        for sentence in ahead.keeps if ahead else []:
            asked.add_error("into", sentence)
        return shown(request, old, asked, status=HTTPStatus.BAD_REQUEST)
    if request.method != "POST":
        return shown(request, old, asked, ahead, confirming(ahead))
    return done(request, asked, ahead)


def done(request: HttpRequest, asked: IntoForm, ahead: Outlook) -> HttpResponse:
    """Merge as the page showed it; a refusal is shown with how both records stand now."""
    old, new = ahead.old, ahead.new
    form, status = confirming(ahead, request.POST), HTTPStatus.BAD_REQUEST
    if form.is_valid():
        told = form.cleaned_data
        wish = Wish(old, new, told["seen"], told["into_seen"], told["replaces"], told.get("note", ""))
        try:
            with transaction.atomic():
                merge(wish, request.user, timezone.now())
        except Refused as refused:
            tell(form, refused)
        except StaleDraft as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(request, f"«{old}» is merged into «{new}».")
            return HttpResponseRedirect(reverse("desk:review", args=[new.record_type, new.pk]))
        status = HTTPStatus.CONFLICT
    old, new = (working_copy(each.record_type, each.pk) for each in (old, new))
    ahead = outlook(old, new)
    return shown(request, old, asked, ahead, see_again(form, ahead), status)


def confirming(ahead: Outlook, sent: Any = None) -> MergeForm:
    """Make the form that merges, as both records stand or with what was sent."""
    seen = {
        "seen": ahead.old.lock_version,
        "into": ahead.new.key,
        "into_seen": ahead.new.lock_version,
        "replaces": ahead.listing.version if ahead.listing else 0,
    }
    return MergeForm(sent, initial=seen, auto_id="merge-%s", public=ahead.listing is not None)


def see_again(form: MergeForm, ahead: Outlook) -> MergeForm:
    """Let a refused form keep its reason and name what the page shows now."""
    current: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict here
    for name, value in confirming(ahead).initial.items():
        current[name] = str(value)
    form.data = current
    return form


def tell(form: forms.Form, refused: Refused) -> None:
    """Put each problem at its field."""
    for problem in refused.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)


def shown(
    request: HttpRequest,
    old: Publishable,
    asked: IntoForm,
    ahead: Outlook | None = None,
    form: MergeForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render the page."""
    context = {
        "draft": old,
        "asked": asked,
        "ahead": ahead if ahead and not ahead.keeps else None,
        "form": form,
        "refused": [sentence for each in (asked, form) if each is not None and each.is_bound
                    for sentence in sentences(each)],
        "likely": [] if ahead else likely(old),
        "listing": Listing.objects.filter(pk=old.pk).first(),
    }  # fmt: skip
    return render(request, "desk/merge.html", context, status=status)


def likely(old: Publishable) -> list[dict[str, Any]]:
    """List records that may be the same as this one."""
    found: list[dict[str, Any]] = []
    if isinstance(old, Official):
        found = same_person(old.display_name, old.nationality.key if old.nationality else "")
    elif isinstance(old, Event):
        codes = sorted(old.sides.values_list("country__key", flat=True))
        people = set(old.participations.values_list("official_id", flat=True))
        if len(codes) >= 2:
            found = same_event(f"{codes[0]}-{codes[1]}", old.date, people, old.pk)
    return [each for each in found if each["id"] != str(old.pk)]
