"""Edit officials, their names, ranks and tenures, and the offices they hold."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from publication.admin.choosing import KnowingAdmin
from publication.admin.drafts import PublishableAdmin
from publication.admin.filters import PublicStateFilter
from publication.admin.lists import BoundedAdmin
from publication.admin.look import AnyRows, AnyStack
from relations.admin.choices import RecordFields
from relations.admin.countries import CountryCodeFilter
from relations.models import NameVariant, Office, Official, Rank, Tenure


class OfficeCountryFilter(CountryCodeFilter):
    """Keep the offices of one country."""

    path = "country__key"


@admin.register(Office)
class OfficeAdmin(RecordFields, KnowingAdmin, BoundedAdmin):
    """Edit an office; who held it when stands with the official."""

    list_display = ("title", "country", "level", "branch", "organisation")
    list_filter = (OfficeCountryFilter, "level", "branch")
    list_select_related = ("country",)
    named_with = ("country",)
    search_fields = ("title__istartswith", "country__key__iexact")
    search_help_text = "The beginning of a title, or a country's code; several words must all fit."
    ordering = ("title", "id")
    autocomplete_fields = ("country",)
    fieldsets = (
        ("Office", {"fields": ("title", "country", ("level", "branch"), "organisation", "single_seat")}),
        ("Span", {"fields": (("start", "end"),)}),
    )


class NameInline(AnyRows):
    """Edit other spellings of the name."""

    model = NameVariant
    extra = 0
    tab = True
    fields = ("text", "language", "script", "romanisation")


class RankInline(RecordFields, AnyRows):
    """Edit the ranks held."""

    model = Rank
    extra = 0
    tab = True
    fields = ("title", "start", "end", "first_seen", "last_seen")


class TenureInline(RecordFields, AnyStack):
    """Edit the offices held, and when."""

    model = Tenure
    extra = 0
    tab = True
    autocomplete_fields = ("office", "sources", "passages")
    fields = (
        "office",
        ("start", "start_known"), ("end", "end_known"), ("first_seen", "last_seen"),
        ("acting", "note"), "sources", "passages",
    )  # fmt: skip

    def get_queryset(self, request: Any) -> Any:
        """Fetch what the rows show."""
        rows = super().get_queryset(request)
        return rows.select_related("official", "office__country").prefetch_related("sources", "passages")


@admin.register(Official)
class OfficialAdmin(RecordFields, PublishableAdmin):
    """Edit an official with names, ranks and tenures."""

    list_display = ("display_name", "sort_name", "nationality", "review_state")
    list_filter = (CountryCodeFilter, "review_state", PublicStateFilter)
    list_select_related = ("nationality",)
    search_fields = ("key__startswith", "display_name__icontains", "sort_name__istartswith")
    search_help_text = "A part of a name."
    ordering = ("sort_name", "id")
    sortable_by = ("sort_name",)
    autocomplete_fields = ("nationality", "sources")
    prepopulated_fields = {"key": ("display_name",)}
    inlines = (TenureInline, RankInline, NameInline)
    fieldsets = (
        (
            "Name",
            {"fields": ("display_name", ("family_name", "given_name"), "sort_name", "key")},
        ),
        ("Person", {"fields": ("nationality", ("born", "died"), "wikidata", "outside_ids")}),
        ("Text and sources", {"fields": ("note", "sources")}),
    )
