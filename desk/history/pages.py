"""Show the history of one record, and an earlier state beside the one now; all of it works without script."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.exceptions import ValidationError

from desk.api.kinds import KINDS, Kind
from desk.api.refusals import Conflict, flat
from desk.api.views import locked
from desk.history.models import ChangeSet
from desk.history.reading import page
from desk.history.restoring import bring_back, earlier
from desk.history.telling import differences
from desk.history.views import MOST_AT, RESTORED, TOLD
from desk.review.page import edit_address
from publication.addresses import PLURALS
from publication.admin.refusals import sentence_of
from publication.drafting import StaleDraft
from publication.rights import Verb, allowed, may, roles_of

STALE: Final = "«{}» was changed by somebody else after you opened this page: look at it again."
SAME: Final = "«{}» stands so already: nothing was changed."
BACK: Final = (
    "«{}» stands again as it did then. It is a new version of the draft; the public sees nothing of it."
)


class RestoreForm(forms.Form):
    """The version that was seen, and whether to go on without what is gone since."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    leave_out = forms.BooleanField(required=False, label="Leave out what is gone")


@require_safe
def history(request: HttpRequest, record_type: str, pk: UUID) -> HttpResponse:
    """Show who changed what in a record, newest first."""
    kind = readable(request, record_type)
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and 0 < int(before[:20]) <= MOST_AT):
        raise Http404
    draft = kind.model._default_manager.filter(pk=pk).first()
    found = page(kind, pk, settings.PAGE_SIZE, int(before) if before else None)
    if draft is None and not found.entries:
        raise Http404
    context = {"draft": draft, "kind": kind, "pk": pk, "page": found, "edit_address": address_of(kind, draft)}
    return render(request, "desk/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def moment(request: HttpRequest, record_type: str, pk: UUID, change_set: int) -> HttpResponse:
    """Show a record as a change set left it, beside how it stands now; a post brings that state back."""
    kind = readable(request, record_type)
    if not kind.is_record or change_set > MOST_AT:
        raise Http404
    draft = kind.model._default_manager.filter(pk=pk).first()
    if draft is None:
        raise Http404
    if request.method != "POST":
        return compared(request, kind, draft, change_set, RestoreForm(initial={"seen": draft.lock_version}))
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return compared(request, kind, draft, change_set, form, HTTPStatus.BAD_REQUEST)
    try:
        changed = restored(request, kind, pk, change_set, form.cleaned_data)
    except (Conflict, StaleDraft, ValidationError, IntegrityError, DataError) as refused:
        for sentence in sentences(refused):
            form.add_error(None, sentence)
        draft.refresh_from_db()
        return compared(request, kind, draft, change_set, form, HTTPStatus.CONFLICT)
    messages.success(request, (BACK if changed else SAME).format(draft))
    return HttpResponseRedirect(reverse("desk:history", args=[record_type, pk]))


def restored(request: HttpRequest, kind: Kind, pk: UUID, change_set: int, told: dict[str, Any]) -> bool:
    """Bring the state back where this person may and has seen the newest version."""
    with transaction.atomic():
        record, _ = locked(kind, pk)
        if not may(request.user, Verb.CHANGE, record):
            raise PermissionDenied
        if record.lock_version != told["seen"]:
            raise StaleDraft(STALE.format(record))
        then = earlier(kind, pk, change_set)
        if then is None:
            raise Http404
        request.reason = RESTORED.format(change_set)  # type: ignore[attr-defined]  # the history asks for it
        return bring_back(kind, record, then, request.user.get_username(), leave_out=told["leave_out"])


def compared(
    request: HttpRequest,
    kind: Kind,
    draft: Any,
    change_set: int,
    form: RestoreForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render what restoring would change, with the form that does it."""
    then = earlier(kind, draft.pk, change_set)
    if then is None:
        raise Http404
    if form.is_bound:
        form.data = {**form.data.dict(), "seen": str(draft.lock_version)}  # type: ignore[attr-defined]  # a QueryDict
    if not then.lost:
        del form.fields["leave_out"]
    context = {
        "draft": draft,
        "kind": kind,
        "told": ChangeSet.objects.get(pk=change_set),
        "then": then,
        "changes": differences(then.now, then.form),
        "form": form,
        "may_restore": may(request.user, Verb.CHANGE, draft) and bool(then.form),
        "refused": form.non_field_errors() if form.is_bound else [],
    }
    return render(request, "desk/moment.html", context, status=status)


def readable(request: HttpRequest, record_type: str) -> Kind:
    """Give the kind where this person may read it; nobody without a role learns which kinds there are."""
    roles = roles_of(request.user)
    if not roles:
        raise PermissionDenied
    kind = next((KINDS[plural] for plural in TOLD if KINDS[plural].record_type == record_type), None)
    if kind is None:
        raise Http404
    if not allowed(roles, Verb.READ, record_type, own=True):
        raise PermissionDenied
    return kind


def address_of(kind: Kind, draft: Any) -> str:
    """Give the address where a row is edited; empty where it is there no more."""
    if draft is None:
        return ""
    if kind.record_type in PLURALS:
        return edit_address(draft)
    return reverse(f"admin:relations_{kind.record_type}_change", args=[draft.pk])


def sentences(refused: Exception) -> list[str]:
    """Say why nothing was restored, each sentence after its field."""
    if isinstance(refused, Conflict):
        return [sentence for _, sentence in refused.errors]
    if isinstance(refused, ValidationError):
        return [f"{path}: {sentence}" if path else sentence for path, sentence in flat(refused.detail)]
    return [str(refused) if isinstance(refused, StaleDraft) else sentence_of(refused)]
