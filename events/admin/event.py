"""Edit an event on one page, with all that belongs to it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from events.admin.disputes import DisputeInline
from events.admin.filters import DateFilter, PairFilter
from events.admin.rows import InEvent, InOrder, MeetingChoice, event_of
from events.admin.taking_part import (
    EventParticipants,
    MeetingParticipants,
    propose_country,
    propose_offices,
    told,
)
from events.models import Event, EventCountry, Meeting, Participation, Precedence, Statement
from events.reaching import count_at, marks_of, reached
from publication.admin.drafts import PublishableAdmin
from publication.admin.filters import PublicStateFilter
from publication.admin.look import AnyRows, AnyStack
from publication.rights import Verb, may
from relations.admin.choices import SectorFilter


class CountryInline(InEvent, AnyRows):
    """Edit the countries and their sides."""

    model = EventCountry
    extra = 0
    verbose_name = "country"
    verbose_name_plural = "countries"
    hide_title = True
    autocomplete_fields = ("country",)
    fields = ("country", "side")


class MeetingInline(InEvent, AnyStack):
    """Edit the meetings, each with its participants."""

    model = Meeting
    formset = InOrder
    collapsible = True
    extra = 0
    tab = True
    inlines = (MeetingParticipants,)
    autocomplete_fields = ("sectors", "passages")
    fields = (("title", "order"), ("kind", "medium"), ("date", "venue"), "sectors", "passages", "note")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch what the rows show."""
        return super().get_queryset(request).prefetch_related("sectors", "passages")


class StatementInline(InEvent, AnyStack):
    """Edit what was said, in the event as a whole or in one of its meetings."""

    model = Statement
    formset = InOrder
    extra = 0
    tab = True
    collapsible = True
    autocomplete_fields = (
        "speaker", "speaker_countries", "on_behalf_of", "addressee", "sectors", "agreement", "passages",
    )  # fmt: skip
    fields = (
        "text", ("meeting", "order"), ("act", "speaker"), "speaker_countries", ("on_behalf_of", "addressee"),
        "sectors", "agreement", ("voice", "modality"), ("confidence", "confidence_reason"), "passages",
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Choose among the meetings of this event."""
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name != "meeting":
            return field
        meetings = event_of(request, None)["meetings"]
        return MeetingChoice(
            meetings, queryset=Meeting.objects.none(), required=False, widget=field.widget, label="Meeting",
            help_text="Save a new meeting before you choose it.",
        )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch what the rows show."""
        return super().get_queryset(request).prefetch_related("speaker_countries", "sectors", "passages")


class PrecedenceInline(InEvent, AnyStack):
    """Edit the claims of a first; the verdict is computed when the event is published."""

    model = Precedence
    extra = 0
    tab = True
    verbose_name = "claim of a first"
    verbose_name_plural = "claims of a first"
    autocomplete_fields = ("visitor", "host", "passages")
    fields = ("text", ("visitor", "host"), ("window_years", "levels", "kinds"), "passages")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch what the rows show."""
        return super().get_queryset(request).prefetch_related("passages")


@admin.register(Event)
class EventAdmin(InEvent, PublishableAdmin):
    """Edit an event with its countries, meetings, participants, statements, claims and disputes."""

    rows_of = {"summary": 5}
    list_display = ("title", "kind", "when", "place", "occurrence", "review_state")
    list_filter = (
        PairFilter,
        "kind",
        SectorFilter,
        "review_state",
        PublicStateFilter,
        DateFilter,
        "occurrence",
    )
    search_fields = ("key__startswith", "title__icontains")
    search_help_text = "A part of the title."
    ordering = ("-id",)
    sortable_by = ()
    list_display_links = ("title",)
    autocomplete_fields = ("place_country", "sectors", "agreement_steps", "passages", "sources")
    prepopulated_fields = {"key": ("title",)}
    fieldsets = (
        (
            "What",
            {"fields": ("title", "key", ("kind", "visit_kind"), "occurrence", "sectors")},
        ),
        ("When and where", {"fields": (("start", "end"), ("place", "place_country"), ("lat", "lon"))}),
        ("Text", {"fields": ("summary",)}),
        ("Agreements and sources", {"fields": ("agreement_steps", "sources", "passages")}),
    )
    inlines = (
        CountryInline, MeetingInline, EventParticipants, StatementInline, PrecedenceInline, DisputeInline,
    )  # fmt: skip

    @admin.display(description="date")
    def when(self, event: Event) -> str:
        """Say the date in words."""
        return event.date.text if event.date else ""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """Read the event's own meetings and sources before the fields are made."""
        event_of(request, obj)
        return super().get_form(request, obj, change, **options)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows, then propose offices for the participants that are new and have none."""
        known = set(form.instance.participations.values_list("pk", flat=True)) if change else set()
        before = marks_of(form.instance)
        super().save_related(request, form, formsets, change)
        others = reached(before, marks_of(form.instance))
        if not all(may(request.user, Verb.CHANGE, each) for each in others):
            raise PermissionDenied
        count_at(others, request.user.get_username())
        self._propose(request, form.instance, known)

    def _propose(self, request: HttpRequest, event: Event, known: set[Any]) -> None:
        rows = Participation.objects.filter(event=event).exclude(pk__in=known)
        fetched = rows.select_related("event", "meeting", "official")
        for row in fetched.prefetch_related("official__tenures__office"):
            propose_country(row)
            offices = propose_offices(row)
            if offices:
                messages.info(request, told(row, offices))
