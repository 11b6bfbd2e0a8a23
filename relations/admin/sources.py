"""Edit sources and their texts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from publication.admin.filters import TypedFilter
from publication.admin.lists import BoundedAdmin
from publication.admin.refusals import RefusableForm
from relations.admin.choices import RecordFields
from relations.admin.passages import PassageInline
from relations.admin.texts import TextField, as_stored
from relations.models import Source


class SourceForm(RefusableForm):
    """A source; a text that was not changed stays as it is, whatever its line ends."""

    class Meta:
        field_classes = {"text": TextField}

    def clean_text(self) -> str:
        """Keep the stored text where only line ends differ."""
        stored = str(self.initial.get("text") or "")
        given = str(self.cleaned_data["text"])
        return stored if as_stored(stored) == given else given


class LanguageFilter(TypedFilter):
    """Keep the sources in one language."""

    title = "language"
    parameter_name = "language"
    hint = "A code such as en or ru (BCP 47)."

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Look the code up."""
        code = (self.value() or "").strip().lower()
        return queryset.filter(language=code) if code else queryset


@admin.register(Source)
class SourceAdmin(RecordFields, BoundedAdmin):
    """Edit a source with its text and passages."""

    form = SourceForm
    rows_of = {"text": 20, "title": 2}
    list_display = ("name", "publisher", "when", "language", "has_text")
    list_filter = (LanguageFilter,)
    search_fields = ("title__icontains", "url__istartswith")
    search_help_text = "A part of the title, or the beginning of the address."
    ordering = ("-id",)
    sortable_by = ()
    readonly_fields = ("sha256",)
    inlines = (PassageInline,)
    fieldsets = (
        (
            "Source",
            {
                "fields": (
                    "title",
                    ("publisher", "author"),
                    "url",
                    "archive_url",
                    ("language", "rights"),
                    "credit",
                )
            },
        ),
        ("Dates", {"fields": (("published", "retrieved"),)}),
        ("Text", {"fields": ("text", "sha256")}),
        ("Import", {"classes": ("collapse",), "fields": (("import_name", "import_key"),)}),
    )

    class Media:
        css = {"all": ["publication/admin.css"]}

    @admin.display(description="source")
    def name(self, source: Source) -> str:
        """Name the source in the list."""
        return str(source)

    @admin.display(description="published")
    def when(self, source: Source) -> str:
        """Say the date in words."""
        return source.published.text if source.published else ""

    @admin.display(description="text", boolean=True)
    def has_text(self, source: Source) -> bool:
        """Tell whether the text is at hand."""
        return bool(source.sha256)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Leave the texts out of lists and choices."""
        rows = super().get_queryset(request)
        return (
            rows
            if request.resolver_match and "object_id" in request.resolver_match.kwargs
            else rows.defer("text")
        )

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Save the text with its hash."""
        if "text" in form.changed_data:
            obj.with_text(obj.text)
        super().save_model(request, obj, form, change)
