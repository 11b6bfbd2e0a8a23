"""Show the queue and the review of one record, and take its steps; all of it works without script."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from desk.kinds import RECORD_KINDS
from desk.models import Comment
from desk.review import acts, commenting, steps
from desk.review.asking import QueueForm
from desk.review.forms import AssignForm, CommentForm, SettleForm, StepForm
from desk.review.page import Review, edit_address
from desk.review.table import table
from publication.drafting import Publishable, StaleDraft
from publication.publishing import Refused
from publication.rights import roles_of


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, by state, age, pair, kind and person."""
    roles = at_work(request)
    form = QueueForm(request.GET)
    now = timezone.now()
    context: dict[str, Any] = {"shelf": "queue", "form": form, "now": now, "roles": roles}
    if not form.is_valid():
        return render(request, "desk/queue.html", context, status=HTTPStatus.BAD_REQUEST)
    context |= table(form, request.user.get_username(), now, settings.PAGE_SIZE)
    return render(request, "desk/queue.html", context)


@require_safe
def review(request: HttpRequest, record_type: str, pk: UUID) -> HttpResponse:
    """Show one record as its reviewers see it."""
    at_work(request)
    return shown(request, Review.of(working_copy(record_type, pk), request.user), {})


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, record_type: str, pk: UUID, step: str) -> HttpResponse:
    """Take a step, comment or assign; a refusal is shown on the review page with what was entered."""
    at_work(request)
    home = reverse("desk:review", args=[record_type, pk])
    if step not in {*acts.ACTS, "comment", "settle", "assign"}:
        raise Http404
    if request.method != "POST":  # somebody who had to log in first arrives here
        return HttpResponseRedirect(home)
    found = Review.of(working_copy(record_type, pk), request.user)
    form = form_of(found, step, request.POST)
    status = HTTPStatus.BAD_REQUEST
    if form.is_valid():
        try:
            with transaction.atomic():
                said = taken(found, step, form, timezone.now())
        except Refused as refused:
            for problem in refused.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        except StaleDraft as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(back(request) or home)
        status = HTTPStatus.CONFLICT
    return shown(request, Review.of(working_copy(record_type, pk), request.user), {step: form}, status)


def form_of(review: Review, step: str, sent: Any) -> forms.Form:
    """Give the form of a step with what was sent."""
    if step == "comment":
        return review.comment_form(sent)
    if step == "settle":
        return SettleForm(sent)
    if step == "assign":
        return AssignForm(sent, auto_id="assign-%s")
    return review.form(acts.ACTS[step], sent)


def taken(review: Review, step: str, form: forms.Form, at: datetime) -> str:
    """Do what the form asks for; gives the sentence that says so."""
    told, draft, user = form.cleaned_data, review.draft, review.user
    if step == "comment":
        commenting.remark(draft, user.get_username(), at, told["text"], told["field"])
        return "The comment is kept."
    if step == "settle":
        comment = Comment.objects.filter(pk=told["comment"], record=draft.pk).first()
        if comment is None:
            raise Http404
        commenting.settle(comment, draft, user, at, resolved=told["resolved"])
        return "The comment is resolved." if told["resolved"] else "The comment is open again."
    if step == "assign":
        steps.assign(draft, user, told["to"])
        return f"«{draft}» is assigned to {told['to'] or 'nobody'}."
    steps.queue_up(acts.ACTS[step].verb)
    return acts.take(acts.ACTS[step], draft, user, at, told)


def shown(
    request: HttpRequest, review: Review, sent: dict[str, forms.Form], status: int = HTTPStatus.OK
) -> HttpResponse:
    """Render the review page; a form that was refused keeps its input and sees the record as it is now."""
    for form in sent.values():
        see_again(form, review)
    assign = sent.get("assign")
    context = {
        "review": review,
        "draft": review.draft,
        "changes": review.changes(),
        "comments": review.comments(),
        "offers": review.offers(sent),
        "refused": [sentence for form in sent.values() for sentence in sentences(form)],
        "comment_form": cast(CommentForm, sent.get("comment")) or review.comment_form(),
        "assign_form": review.assign_form(assign.data if assign else None),
        "edit_address": edit_address(review.draft),
        "now": timezone.now(),
    }
    return render(request, "desk/review.html", context, status=status)


def see_again(form: forms.Form, review: Review) -> None:
    """Let a refused form name what the page that shows it shows."""
    if isinstance(form, StepForm):
        current: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict here
        current["seen"], current["replaces"] = str(review.draft.lock_version), str(review.version)
        fresh = review.form(acts.ACTS[str(form.auto_id).removesuffix("-%s")]).initial
        if "company" in form.fields:
            current["company"] = fresh.get("company", "")
        form.data = current


def sentences(form: forms.Form) -> list[str]:
    """List all that is wrong with a form, each with the name of its field."""
    said = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        said += [f"{label}: {error}" if label else str(error) for error in errors]
    return said


def working_copy(record_type: str, pk: UUID) -> Publishable:
    """Fetch a working copy for its review; refuses an unknown one with 404."""
    kind = RECORD_KINDS.get(record_type)
    found = kind.fetch_for_snapshot([pk]) if kind else {}
    if pk not in found:
        raise Http404
    return found[pk]


def at_work(request: HttpRequest) -> frozenset[str]:
    """Let only people with a role in, before anything is looked up."""
    roles = roles_of(request.user)
    if not roles:
        raise PermissionDenied
    return frozenset(roles)


def back(request: HttpRequest) -> str:
    """Give the page of the queue the step was taken from, if it was."""
    query = request.POST.get("queue")
    return reverse("desk:queue") + (f"?{query}" if query else "") if query is not None else ""
