"""Edit agreements and the steps of their lives."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from publication.admin.choosing import KnowingAdmin
from publication.admin.drafts import PublishableAdmin
from publication.admin.filters import PublicStateFilter, TypedFilter
from publication.admin.lists import PartAdmin
from publication.admin.look import AnyFormSet, AnyStack
from relations.admin.choices import RecordFields, SectorFilter
from relations.models import Agreement, AgreementStep


class PartiesFilter(TypedFilter):
    """Keep the agreements of one party, or of a pair."""

    title = "parties"
    parameter_name = "pair"
    hint = "A code such as KZ, or a pair such as KZ-PK."

    def queryset(self, request: Any, queryset: Any) -> Any:
        """Want every code named among the parties."""
        for code in (self.value() or "").strip().upper().split("-"):
            queryset = queryset.filter(parties__key=code) if code else queryset
        return queryset


class StepsByParties(AnyFormSet):
    """Steps, each taken by a party that the same form names, or by all."""

    def clean(self) -> None:
        """Refuse a step by a country that is no party, beside its field."""
        super().clean()
        parties = set(self.data.getlist("parties")) if hasattr(self.data, "getlist") else set()
        for form in self.forms:
            taker = getattr(form, "cleaned_data", {}).get("party")
            if taker and str(taker.pk) not in parties and not form.cleaned_data.get("DELETE"):
                form.add_error(
                    "party", f"{taker} is not a party of this agreement; name a party, or nobody for all."
                )


class StepInline(RecordFields, AnyStack):
    """Edit the steps of an agreement."""

    model = AgreementStep
    formset = StepsByParties
    extra = 0
    tab = True
    autocomplete_fields = ("party", "signatories", "sources", "passages")
    fields = (("step", "standing"), ("party", "date"), "place", "note", "signatories", "sources", "passages")

    def get_queryset(self, request: Any) -> Any:
        """Fetch what the rows show."""
        rows = super().get_queryset(request).select_related("agreement", "party")
        return rows.prefetch_related("signatories", "sources", "passages")


@admin.register(Agreement)
class AgreementAdmin(RecordFields, PublishableAdmin):
    """Edit an agreement with its steps; the status follows from them."""

    rows_of = {"title": 2}
    list_display = ("title", "key", "kind", "binding", "review_state")
    list_filter = (PartiesFilter, "kind", SectorFilter, "review_state", PublicStateFilter)
    search_fields = ("key__startswith", "title__icontains")
    search_help_text = "A part of the title."
    ordering = ("-id",)
    sortable_by = ()
    autocomplete_fields = ("parties", "sectors", "sources")
    prepopulated_fields = {"key": ("title",)}
    inlines = (StepInline,)
    fieldsets = (
        (
            "Agreement",
            {"fields": ("title", "title_is_description", "key", ("kind", "binding"))},
        ),
        ("Between whom, on what", {"fields": ("parties", "sectors")}),
        ("Text and sources", {"fields": ("text_url", "registration", "note", "sources")}),
    )


@admin.register(AgreementStep)
class AgreementStepAdmin(RecordFields, KnowingAdmin, PartAdmin):
    """Edit one step by itself, as when it is added from an event."""

    owners = ("agreement",)
    named_with = ("agreement",)
    list_display = ("agreement", "step", "party", "when", "standing")
    list_filter = ("step", "standing")
    list_select_related = ("agreement", "party")
    search_fields = ("agreement__key__startswith", "agreement__title__icontains")
    ordering = ("-id",)
    sortable_by = ()
    autocomplete_fields = ("agreement", *StepInline.autocomplete_fields)
    fields = ("agreement", *StepInline.fields)

    @admin.display(description="date")
    def when(self, step: AgreementStep) -> str:
        """Say the date in words."""
        return step.date.text if step.date else ""
