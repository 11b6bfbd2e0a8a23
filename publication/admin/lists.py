"""Keep every list and every choice of a record bounded, however large its table is."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from publication.admin.look import AnyAdmin
from publication.admin.paging import BoundedPaginator
from publication.admin.refusals import RefusingAdmin
from publication.drafting import StaleDraft
from publication.reviewing import after_change
from publication.rights import Verb, may

NOT_OWN = "A row of this form is not, or no longer, one of the record's: open the page again."


class DiscreetAdmin(AnyAdmin):
    """Tell nobody who may not look whether there is such a row."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the right before the row is looked for; Django asks after."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


class BoundedAdmin(RefusingAdmin, DiscreetAdmin):
    """List rows by an index, without full counts, and with what their names need fetched at once."""

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count for each choice of each filter would read the whole table
    list_per_page = 50
    list_max_show_all = 50
    list_filter_submit = True
    list_after_template = "admin/publication/more_rows.html"
    warn_unsaved_form = True
    actions = None  # what is done to many records at once goes through the publication's own verbs
    named_with: ClassVar[tuple[str, ...]] = ()
    """The foreign keys a row's name reads."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch what the rows' names need with the rows, in lists and choices alike."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.named_with) if self.named_with else rows

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save rows of the record's own; where the identity of another's is sent, Django would copy it."""
        if any(each.instance._state.adding for each in formset.initial_forms):
            raise StaleDraft(NOT_OWN)
        super().save_formset(request, form, formset, change)


class PartAdmin(BoundedAdmin):
    """Edit a row that belongs to a publishable record: only who may change the record, and it counts there.

    A change here makes the record's open forms stale, lets its approval fall and names who changed it, as a
    change on the record's own page would.
    """

    owners: ClassVar[tuple[str, ...]]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Hold a change to the table of rights, by the records the row belongs to."""
        return self._may_change_owners(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Hold it to the same: a row taken out is a change of its record."""
        return self._may_change_owners(request, obj) and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Save, and count the save at the records the row belonged and belongs to."""
        by = request.user.get_username()
        if not self._may_change_owners(request, obj):
            raise PermissionDenied
        if change:
            self._count_at_owners(type(obj)._default_manager.get(pk=obj.pk), by)
        super().save_model(request, obj, form, change)
        self._count_at_owners(obj, by)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete, and count it as a save of the records the row belonged to."""
        self._count_at_owners(obj, request.user.get_username())
        super().delete_model(request, obj)

    def _may_change_owners(self, request: HttpRequest, row: Any) -> bool:
        return row is None or all(may(request.user, Verb.CHANGE, owner) for owner in self._owners(row))

    def _count_at_owners(self, row: Model, by: str) -> None:
        for owner in self._owners(row):
            rows = type(owner)._default_manager.filter(pk=owner.pk)
            rows.update(lock_version=F("lock_version") + 1, **after_change(by))

    def _owners(self, row: Any) -> list[Any]:
        return [owner for owner in (getattr(row, name) for name in self.owners) if owner is not None]


class ReadOnlyAdmin(BoundedAdmin):
    """Show rows that nobody may alter here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


__all__ = ["BoundedAdmin", "DiscreetAdmin", "PartAdmin", "ReadOnlyAdmin"]
