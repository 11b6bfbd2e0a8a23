"""Show the ledger as it is; nobody alters it here or anywhere."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from publication.admin.lists import ReadOnlyAdmin
from publication.models import Edition


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """List the editions, newest first, found by the beginning of a key."""

    list_display = ("serial", "type", "key", "version", "state", "change", "published_at", "published_by")
    list_filter = ("type", "state", "change")
    search_fields = ("key__startswith",)
    search_help_text = "The beginning of a key, such as KZ-PK or munir."
    ordering = ("-serial",)
    sortable_by = ("serial",)
    fields = (
        "serial", "type", "key", "version", "state", "change", "note", "to", "published_at", "published_by",
        "sha256", "seal", "document",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """Leave the documents out of the list."""
        rows = super().get_queryset(request)
        return (
            rows
            if request.resolver_match and "object_id" in request.resolver_match.kwargs
            else rows.defer("document")
        )
