"""Keep every list and every choice of a record bounded, however large its table is."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest

from publication.admin.look import AnyAdmin
from publication.admin.paging import BoundedPaginator
from publication.admin.refusals import RefusingAdmin


class BoundedAdmin(RefusingAdmin, AnyAdmin):
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


class PartAdmin(BoundedAdmin):
    """Edit a row that belongs to a publishable record, and let that record know.

    A change here makes the record's open forms stale, as a change on the record's own page would.
    """

    owners: ClassVar[tuple[str, ...]]

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Save, and count the save at the records the row belonged and belongs to."""
        if change:
            self._count_at_owners(type(obj)._default_manager.get(pk=obj.pk))
        super().save_model(request, obj, form, change)
        self._count_at_owners(obj)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete, and count it as a save of the records the row belonged to."""
        self._count_at_owners(obj)
        super().delete_model(request, obj)

    def _count_at_owners(self, row: Model) -> None:
        for owner in filter(None, (getattr(row, name) for name in self.owners)):
            type(owner)._default_manager.filter(pk=owner.pk).update(lock_version=F("lock_version") + 1)


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


__all__ = ["BoundedAdmin", "PartAdmin", "ReadOnlyAdmin"]
