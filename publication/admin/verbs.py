"""Let an editor approve what becomes public, on a page that shows exactly that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from publication import publishing
from publication.admin.differences import against_current
from publication.admin.forms import ApprovalForm
from publication.admin.look import AnyAdmin
from publication.admin.standing import Standing
from publication.drafting import Publishable, StaleDraft
from publication.models import Edition
from publication.publishing import Approval, Refused
from publication.rights import verbs_of


@dataclass(frozen=True, slots=True)
class Verb:
    """How a verb is asked for: its heading, what it does, what it asks, and the word for what was done."""

    title: str
    says: str
    asks: frozenset[str]
    done: str


VERBS: Final = {
    "publish": Verb(
        "Publish", "The public will read the record as it stands below.", frozenset(), "Published",
    ),
    "withdraw": Verb(
        "Withdraw", "The page stays at its address with your reason, without the content.",
        frozenset({"reason"}), "Withdrawn",
    ),
    "retract": Verb(
        "Retract", "The address will answer that the record is gone, with your reason.",
        frozenset({"reason"}), "Retracted",
    ),
    "redirect": Verb(
        "Redirect", "The address will lead to another published record of the same type.",
        frozenset({"reason", "to"}), "Redirected",
    ),
}  # fmt: skip


def draft_or_404(admin: AnyAdmin, object_id: str) -> Publishable:
    """Fetch a working copy ``for_snapshot`` by the identity in the address."""
    try:
        return admin.model.fetch_for_snapshot([UUID(object_id)])[UUID(object_id)]  # type: ignore[no-any-return]
    except (ValueError, KeyError, ValidationError) as missing:
        raise Http404(f"There is no {admin.opts.verbose_name} «{object_id}».") from missing


def approve(admin: AnyAdmin, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
    """Show what a verb would make public, and do it when the editor approves."""
    if not admin.has_view_permission(request):  # before it is told whether there is such a record
        raise PermissionDenied
    draft = draft_or_404(admin, object_id)
    verbs = verbs_of(request.user, draft)
    if verb not in verbs:
        raise PermissionDenied
    standing = Standing.of(draft, verbs)
    form = _form(request, verb, standing)
    if request.method == "POST" and form.is_valid():
        try:
            edition = _act(verb, draft, form.cleaned_data, by=request.user.get_username())
        except Refused as refused:
            for problem in refused.problems:
                form.add_error(None, problem.sentence)
        except StaleDraft as stale:
            form.add_error(None, f"{stale} Look at the changes anew before you approve them.")
        else:
            return _done(admin, request, draft, VERBS[verb], edition)
    return _page(admin, request, standing, form, verb)


def _form(request: HttpRequest, verb: str, standing: Standing) -> ApprovalForm:
    asks = set(VERBS[verb].asks)
    if verb == "publish" and standing.version:
        asks.add("change")
    initial = {"draft_version": standing.draft.lock_version, "replaces": standing.version}
    return ApprovalForm(request.POST or None, initial=initial, asks=asks)


def _act(verb: str, draft: Publishable, asked: dict[str, Any], *, by: str) -> Edition:
    optional = {"change": asked["change"]} if "change" in asked else {}
    approval = Approval(draft, asked["draft_version"], asked["replaces"], note=asked["note"], **optional)
    at = timezone.now()
    match verb:
        case "publish":
            return publishing.publish([approval], by=by, at=at)[0]
        case "withdraw":
            return publishing.withdraw(approval, by=by, at=at)
        case "retract":
            return publishing.retract(approval, by=by, at=at)
        case _:
            return publishing.redirect(approval, to=asked["to"], by=by, at=at)


def _done(
    admin: AnyAdmin, request: HttpRequest, draft: Publishable, verb: Verb, edition: Edition
) -> HttpResponse:
    told = f"{verb.done} as version {edition.version}."
    admin.log_change(request, draft, told)
    messages.success(request, f"«{draft}»: {told}")
    name = f"{admin.opts.app_label}_{admin.opts.model_name}_change"
    return HttpResponseRedirect(reverse(f"admin:{name}", args=[draft.pk]))


def _page(
    admin: AnyAdmin, request: HttpRequest, standing: Standing, form: ApprovalForm, verb: str
) -> HttpResponse:
    asked = VERBS[verb]
    context = {
        **admin.admin_site.each_context(request),
        "title": f"{asked.title}: {standing.draft}",
        "opts": admin.opts,
        "original": standing.draft,
        "media": admin.media,
        "verb": asked,
        "standing": standing,
        "form": form,
        "blocked": verb == "publish"
        and (bool(standing.problems) or bool(standing.version and not standing.changed)),
        "changes": against_current(standing) if verb == "publish" else [],
    }
    return TemplateResponse(request, "admin/publication/approve.html", context)
