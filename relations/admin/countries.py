"""Edit countries, sectors and the relations of pairs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin

from publication.admin.drafts import PublishableAdmin
from publication.admin.filters import PublicStateFilter, TypedFilter
from publication.admin.forms import DraftForm
from publication.admin.look import AnyStack
from relations.admin.choices import RecordFields
from relations.models import Country, Mission, Relation, Sector
from relations.models.relation import pair_key


@admin.register(Country)
class CountryAdmin(RecordFields, PublishableAdmin):
    """Edit a country by its ISO code."""

    list_display = ("name", "key", "kind", "region", "review_state")
    list_filter = ("kind", "review_state", PublicStateFilter)
    search_fields = ("key__istartswith", "name__istartswith")
    search_help_text = "A code, or the beginning of a name."
    ordering = ("key",)
    sortable_by = ("key",)
    autocomplete_fields = ("successors",)
    fieldsets = (
        (
            "Country",
            {"fields": ("key", "name", "official_name", "kind", ("alpha_3", "numeric"))},
        ),
        ("Names for matching", {"fields": ("aliases", "demonyms")}),
        ("Span", {"fields": (("existed_from", "existed_until"), "successors")}),
        ("Place", {"fields": (("region", "subregion"), "capital", ("lat", "lon"))}),
    )


@admin.register(Sector)
class SectorAdmin(PublishableAdmin):
    """Edit a sector or sub-sector."""

    list_display = ("name", "key", "parent", "dac", "plover")
    list_filter = ("review_state", PublicStateFilter)
    list_select_related = ("parent",)
    search_fields = ("key__istartswith", "name__istartswith")
    ordering = ("key",)
    sortable_by = ("key", "name")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"key": ("name",)}
    fieldsets = (("Sector", {"fields": ("name", "key", "parent", "synonyms", ("dac", "plover"))}),)


class RelationForm(DraftForm):
    """A pair of countries in either order; it is stored in alphabetical order of codes."""

    def clean(self) -> dict[str, Any] | None:
        """Put the pair in order and name the relation by it."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("first"), cleaned.get("second")
        if not (first and second):
            return cleaned
        if first == second:
            raise forms.ValidationError({"second": "A relation needs two different countries."})
        if first.key > second.key:
            cleaned["first"], cleaned["second"] = second, first
        self.instance.key = pair_key(first.key, second.key)
        if Relation.objects.filter(key=self.instance.key).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"The relation {self.instance.key} is there already.")
        return cleaned


class MissionInline(RecordFields, AnyStack):
    """Edit the missions of each country in the other."""

    model = Mission
    extra = 0
    tab = True
    autocomplete_fields = ("sender", "host")
    fields = (("sender", "host"), ("kind", "place"), ("opened", "closed"))


@admin.register(Relation)
class RelationAdmin(RecordFields, PublishableAdmin):
    """Edit how two countries stand, with their missions."""

    form = RelationForm
    list_display = ("key", "first", "second", "since", "review_state")
    list_filter = ("review_state", PublicStateFilter)
    list_select_related = ("first", "second")
    search_fields = ("key__startswith",)
    search_help_text = "A code or a pair, such as KZ or KZ-PK."
    ordering = ("key",)
    sortable_by = ("key",)
    autocomplete_fields = ("first", "second", "recognised_by", "sources")
    inlines = (MissionInline,)
    fieldsets = (
        ("Pair", {"fields": (("first", "second"),)}),
        ("Standing", {"fields": (("recognised", "recognised_by"), "established", ("suspended", "restored"))}),
        ("Text and sources", {"fields": ("summary", "sources")}),
    )

    @admin.display(description="established")
    def since(self, relation: Relation) -> str:
        """Say the date in words."""
        return relation.established.text if relation.established else ""

    def get_readonly_fields(self, request: Any, obj: Any = None) -> tuple[str, ...]:
        """Keep the pair once the relation exists: its address is the pair."""
        fields = tuple(field for field in super().get_readonly_fields(request, obj) if field != "key")
        return (*fields, "first", "second") if obj else fields


class CountryCodeFilter(TypedFilter):
    """Keep the rows of one country."""

    title = "country"
    parameter_name = "country"
    hint = "A code such as KZ."
    path = "nationality__key"

    def queryset(self, request: Any, queryset: Any) -> Any:
        """Look the code up."""
        code = (self.value() or "").strip().upper()
        return queryset.filter(**{self.path: code}) if code else queryset
