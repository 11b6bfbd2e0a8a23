"""Give the rows inside an event what they share: choices that stay within the event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from events.models import Event
from publication.admin.look import AnyChoice, AnyFormSet
from relations.admin.choices import RecordFields
from relations.models import Passage

ADDED_HERE = frozenset({"official", "passages", "sources", "agreement_steps", "agreement"})
"""The choices beside which a new record can be added."""


class MeetingChoice(AnyChoice):
    """Choose one of the event's own meetings, read once for all rows."""

    def __init__(self, meetings: list[Any], **options: Any) -> None:
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        super().__init__(**options)
        self.widget.choices = list(self._offered())

    def __deepcopy__(self, memo: dict[int, Any]) -> MeetingChoice:
        """Keep the list that was read when a form takes its own copy of the field."""
        copied = super().__deepcopy__(memo)
        copied.widget.choices = list(self._offered())
        return copied

    def _offered(self) -> Iterator[tuple[str, str]]:
        yield "", "the event as a whole"
        yield from ((key, str(meeting)) for key, meeting in self.meetings.items())

    def to_python(self, value: Any) -> Any:
        """Read the choice; refuse a meeting of another event."""
        if value in self.empty_values:
            return None
        if str(value) not in self.meetings:
            raise forms.ValidationError("Choose a meeting of this event; save a new meeting first.")
        return self.meetings[str(value)]

    def validate(self, value: Any) -> None:
        """Ask for nothing more: to_python has chosen from the list."""


def event_of(request: HttpRequest, obj: Event | None) -> dict[str, Any]:
    """Read the event's meetings and source keys once a request."""
    known: dict[str, Any] = request.__dict__.setdefault("event_at_hand", {})
    if not known:
        saved = obj is not None and not obj._state.adding
        known["meetings"] = list(obj.meetings.all()) if saved else []  # type: ignore[union-attr]
        known["sources"] = tuple(map(str, obj.sources.values_list("pk", flat=True))) if saved else ()  # type: ignore[union-attr]
    return known


class InOrder(AnyFormSet):
    """Rows in an order that editors type; a row without a number goes last."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let the number be left out, and leave it out in a new row."""
        super().add_fields(form, index)
        if "order" in form.fields:
            form.fields["order"].required = False
            if form.instance._state.adding:
                form.initial["order"] = None
                form.fields["order"].initial = None

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Give a new row its number."""
        self._number(form)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """Give a row its number back, at the end."""
        self._number(form)
        return super().save_existing(form, obj, commit)

    def _number(self, form: Any) -> None:
        if form.cleaned_data.get("order") is None:
            taken = (each.cleaned_data.get("order") for each in self.forms)
            form.instance.order = form.cleaned_data["order"] = max(filter(None, taken), default=0) + 1


class InEvent(RecordFields):
    """Let an inline choose among the passages of the event's sources."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """Note the event whose page this is, before the fields are made."""
        event = obj if isinstance(obj, Event) else None
        if event is not None:
            event_of(request, event)
        return super().get_formset(request, obj, **options)  # type: ignore[misc]  # a mixin

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Offer to add an official or a passage beside the choice, and nothing else: rows are narrow."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            wrapper = field.widget
            wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
            wrapper.can_add_related = wrapper.can_add_related and db_field.name in ADDED_HERE
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Choose passages of the event's own sources."""
        field = super().formfield_for_manytomany(db_field, request, **options)
        if db_field.remote_field.model is Passage:
            field.widget.sources = event_of(request, None)["sources"]
            field.help_text = "From the event's sources; save a source newly chosen first."
        return field
