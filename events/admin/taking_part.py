"""Edit who took part, with the offices held on the date proposed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.forms import ValidationError
from django.http import HttpRequest

from events.admin.rows import InEvent, InOrder
from events.models import Meeting, Participation
from events.offices import propose
from publication.admin.look import AnyRows
from relations.models import Office


class TakingPart(InOrder):
    """The participations of one meeting, or of an event as a whole.

    A new row saved without offices takes those held on the date; what an editor chose is never altered.
    """

    def clean(self) -> None:
        """Refuse an official standing twice in the same role."""
        super().clean()
        kept = [
            form.cleaned_data for form in self.forms if form.is_valid() and form not in self.deleted_forms
        ]
        rows = Counter((data.get("official"), data.get("role")) for data in kept if data.get("official"))
        twice = [official for (official, _), times in rows.items() if times > 1]
        if twice:
            raise ValidationError(f"{twice[0]} is there already in this role.")

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Tie the row to the event its meeting belongs to."""
        if isinstance(self.instance, Meeting):
            form.instance.event_id = self.instance.event_id
        return super().save_new(form, commit)


def propose_offices(row: Participation) -> list[Office]:
    """Give a row without offices those its official held on the date; nothing without a date."""
    date = (row.meeting.date if row.meeting else None) or row.event.date
    if date is None or row.offices.exists():
        return []
    offices = propose(row.official, date)
    row.offices.set(offices)
    return offices


def propose_country(row: Participation) -> None:
    """Let a row without a country act for the one its official serves."""
    if row.country_id is None and row.official.nationality_id is not None:
        row.country_id = row.official.nationality_id
        row.save(update_fields=["country"])


class ParticipationRows(InEvent, AnyRows):
    """What rows of participants show, in a meeting and in the event as a whole."""

    model = Participation
    formset = TakingPart
    extra = 0
    verbose_name = "participant"
    verbose_name_plural = "participants"
    hide_title = True
    autocomplete_fields = ("official", "country", "offices", "passages")
    rows_of = {"note": 1}
    fields = (
        "official", "offices", "side", "role", "presence", "country", "rank", "passages", "confidence",
        "note", "order",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch what the rows show."""
        rows = super().get_queryset(request).select_related("official", "event", "meeting")
        return rows.prefetch_related("offices__country", "passages")


class MeetingParticipants(ParticipationRows):
    """Edit the participants of one meeting."""

    fk_name = "meeting"


class EventParticipants(ParticipationRows):
    """Edit the participants of the event as a whole."""

    fk_name = "event"
    tab = True
    verbose_name_plural = "participants of the whole event"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out those of meetings, which stand with their meeting."""
        return super().get_queryset(request).filter(meeting=None)


def told(row: Participation, offices: list[Office]) -> str:
    """Say which offices were proposed for whom."""
    titles = " and ".join(office.title for office in offices)
    return (
        f"{row.official} is recorded as {titles}, held on that date; change it if the sources say otherwise."
    )
