"""Edit the questions that sources leave open."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from events.admin.rows import InEvent, InOrder
from events.models import Dispute, DisputePosition
from publication.admin.choosing import KnowingAdmin
from publication.admin.lists import PartAdmin
from publication.admin.look import AnyStack
from relations.admin.choices import RecordFields


class PositionRows(AnyStack):
    """What positions show, on an event's page and on the dispute's own."""

    model = DisputePosition
    formset = InOrder
    extra = 0
    verbose_name = "position"
    autocomplete_fields = ("passages",)
    fields = ("text", ("voice", "order"), "passages")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch what the rows show."""
        return super().get_queryset(request).prefetch_related("passages")


class PositionInEvent(InEvent, PositionRows):
    """A position, with passages of the event's sources."""


class PositionInline(RecordFields, PositionRows):
    """A position, with passages found by their source."""


class DisputeInline(InEvent, AnyStack):
    """Edit the event's disputes with their positions."""

    model = Dispute
    extra = 0
    tab = True
    collapsible = True
    formset = InOrder
    inlines = (PositionInEvent,)
    autocomplete_fields = ("agreement", "official", "relation")
    fields = ("question", ("state", "order"), "reason", ("agreement", "official"), "relation")


@admin.register(Dispute)
class DisputeAdmin(RecordFields, KnowingAdmin, PartAdmin):
    """Edit a dispute by itself, as one on an agreement, an official or a relation."""

    owners = ("event", "agreement", "official", "relation")
    list_display = ("question", "state", "event", "agreement", "official", "relation")
    list_filter = ("state",)
    list_select_related = owners
    search_fields = ("event__key__startswith", "agreement__key__startswith", "official__key__startswith")
    search_help_text = "The beginning of the key of the record it stands on."
    ordering = ("-id",)
    sortable_by = ()
    autocomplete_fields = owners
    fields = ("question", ("state", "order"), "reason", ("event", "agreement"), ("official", "relation"))
    inlines = (PositionInline,)
