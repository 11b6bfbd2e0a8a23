"""Edit working copies: never over somebody else's save, and with their standing in view."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from publication.admin import editions, verbs
from publication.admin.choosing import KnowingAdmin
from publication.admin.forms import DraftForm
from publication.admin.lists import BoundedAdmin
from publication.admin.notes import note_problems
from publication.admin.standing import Standing
from publication.drafting import Publishable
from publication.models import Edition
from publication.rights import Verb, may, verbs_of


class PublishableAdmin(KnowingAdmin, BoundedAdmin):
    """Edit one kind of publishable record.

    Each save names the version it has seen (``DraftForm``) and is refused when somebody saved in between.
    What was ever published keeps its key and cannot be deleted here.
    """

    form = DraftForm
    change_form_template = "admin/publication/change_form.html"

    class Media:
        css = {"all": ["publication/admin.css"]}
        js = ["publication/admin.js"]

    def save_model(self, request: HttpRequest, obj: Publishable, form: Any, change: bool) -> None:
        """Take the next version, then save; raises ``StaleDraft`` when somebody else took it first."""
        by = request.user.get_username()
        if change:
            obj.advance(form.seen, by)
        else:
            obj.begin(by)
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request: HttpRequest, obj: Publishable | None = None) -> tuple[str, ...]:
        """Keep the key of what was published: addresses are for ever."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "key") if obj and "key" not in fields and was_published(request, obj) else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Publishable | None = None) -> dict[str, Any]:
        """Suggest a key for a new record only."""
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Publishable | None = None) -> bool:
        """Hold a change to the table of rights: by the review state, and by whom it is assigned to."""
        allowed = obj is None or may(request.user, Verb.CHANGE, obj)
        return allowed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Publishable | None = None) -> bool:
        """Hold it to the table, and keep what was ever published: it is withdrawn or retracted instead."""
        if obj is not None and (was_published(request, obj) or not may(request.user, Verb.DELETE, obj)):
            return False
        return super().has_delete_permission(request, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say why a published record stays."""
        obj = self.get_object(request, object_id) if self.has_view_permission(request) else None
        if obj is not None and was_published(request, obj):
            sentence = f"«{obj}» has been published and cannot be deleted: withdraw or retract it instead."
            messages.error(request, sentence)
            return HttpResponseRedirect(reverse(f"admin:{self.address_name}_change", args=[obj.pk]))
        return super().delete_view(request, object_id, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the desk's history of the record, which knows every change and not only those made here."""
        obj = self.get_object(request, object_id) if self.has_view_or_change_permission(request) else None
        if obj is None:
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(reverse("desk:history", args=[obj.record_type, obj.pk]))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Publishable | None = None,
    ) -> Any:
        """Show the record's standing above the form, and each problem by its field."""
        if obj is not None and change:
            draft = type(obj).fetch_for_snapshot([obj.pk])[obj.pk]
            standing = Standing.of(draft, verbs_of(request.user, draft))
            context["standing"] = standing
            context["notes"] = note_problems(standing.problems, context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @property
    def address_name(self) -> str:
        """Give the first part of the names of this admin's addresses."""
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of the verbs and of the editions."""

        def page(route: str, view: Any, name: str, **given: Any) -> URLPattern:
            wrapped = self.admin_site.admin_view(partial(view, self))
            return path(f"<path:object_id>/{route}", wrapped, given, name=f"{self.address_name}_{name}")

        own = [page(f"{verb}/", verbs.approve, verb, verb=verb) for verb in verbs.VERBS]
        own += [
            page("editions/", editions.history, "editions"),
            page("editions/<int:version>/", editions.edition, "edition"),
            page("editions/next/", editions.unpublished, "unpublished"),
        ]
        return own + super().get_urls()


def was_published(request: HttpRequest, record: Publishable) -> bool:
    """Tell whether the ledger holds an edition of the record; asked once a request."""
    asked: dict[Any, bool] = request.__dict__.setdefault("was_published", {})
    if record.pk not in asked:
        asked[record.pk] = Edition.objects.filter(record=record.pk).exists()
    return asked[record.pk]
