"""The working forms of what is not published by itself: sources with their passages, and single meetings."""

from __future__ import annotations

from rest_framework import serializers

from desk.api.forms.event import MeetingRow, ParticipationRow
from desk.api.shapes import Form, RowForm, RowList
from events.models import Meeting
from relations.models import Passage, Source

SOURCE = (
    "publisher", "title", "author", "url", "archive_url", "language", "published", "retrieved", "rights",
    "credit",
)  # fmt: skip


class PassageRow(RowForm):
    """A passage of the source's own text; ``exact`` is cut by the server."""

    exact = serializers.CharField(required=False, trim_whitespace=False)

    class Meta:
        model = Passage
        list_serializer_class = RowList
        fields = ("id", "start", "end", "exact", "record_free", "note")


class SourceForm(Form):
    """A source with its text, which stays in the newsroom."""

    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    passages = PassageRow(many=True, required=False)

    class Meta:
        model = Source
        fields = ("id", *SOURCE, "text", "sha256", "passages")
        read_only_fields = ("id", "sha256")


class MeetingForm(Form):
    """A meeting on its own; its event's version is its version."""

    participations = ParticipationRow(many=True, required=False)

    class Meta:
        model = Meeting
        fields = ("id", "event", *MeetingRow.Meta.fields[1:])
        read_only_fields = ("id",)
