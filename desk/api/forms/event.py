"""The working form of an event, with all that belongs to it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from desk.api.forms.header import HEADER, RecordForm
from desk.api.references import Reference
from desk.api.shapes import RowForm, RowList
from events.models import (
    Dispute,
    DisputePosition,
    Event,
    EventCountry,
    Meeting,
    Participation,
    Precedence,
    Statement,
)
from relations.models import Agreement, AgreementStep


class SideRow(RowForm):
    """A country and its side."""

    class Meta:
        model = EventCountry
        list_serializer_class = RowList
        fields = ("id", "country", "side")


class ParticipationRow(RowForm):
    """Who took part, in which offices; left out of a new row, offices and country are proposed."""

    class Meta:
        model = Participation
        list_serializer_class = RowList
        fields = (
            "id", "official", "country", "offices", "rank", "side", "role", "presence", "confidence", "note",
            "passages",
        )  # fmt: skip


class MeetingParticipations(RowList):
    """The participations of one meeting, of those that were read with its event."""

    def get_attribute(self, instance: Meeting) -> list[Participation]:
        """Pick the meeting's own."""
        return [row for row in instance.event.participations.all() if row.meeting_id == instance.pk]


class MeetingParticipationRow(ParticipationRow):
    """Who took part in a meeting of the event."""

    class Meta(ParticipationRow.Meta):
        list_serializer_class = MeetingParticipations


class MeetingRow(RowForm):
    """A meeting or ceremony with those who took part."""

    participations = MeetingParticipationRow(many=True, required=False)

    class Meta:
        model = Meeting
        list_serializer_class = RowList
        fields = (
            "id", "kind", "medium", "title", "date", "venue", "note", "sectors", "passages", "participations",
        )  # fmt: skip


class StatementRow(RowForm):
    """Something said; ``meeting`` is one of the event's own, or null for the event as a whole."""

    meeting = serializers.UUIDField(source="meeting_id", allow_null=True, required=False)

    class Meta:
        model = Statement
        list_serializer_class = RowList
        fields = (
            "id", "meeting", "act", "speaker", "speaker_countries", "on_behalf_of", "addressee", "text",
            "sectors", "agreement", "voice", "modality", "confidence", "confidence_reason", "passages",
        )  # fmt: skip


class StepRow(RowForm):
    """A step of an agreement that this event took or told of; it is the agreement's row."""

    agreement = Reference(Agreement)

    class Meta:
        model = AgreementStep
        list_serializer_class = RowList
        fields = (
            "id", "agreement", "step", "party", "date", "place", "standing", "note", "signatories",
            "passages",
        )  # fmt: skip


class PrecedenceRow(RowForm):
    """A claim of a first."""

    class Meta:
        model = Precedence
        list_serializer_class = RowList
        fields = ("id", "text", "visitor", "host", "levels", "kinds", "window_years", "passages")


class PositionRow(RowForm):
    """One answer to a question left open."""

    class Meta:
        model = DisputePosition
        list_serializer_class = RowList
        fields = ("id", "text", "voice", "passages")


class DisputeRow(RowForm):
    """A question on which passages disagree."""

    positions = PositionRow(many=True, required=False)

    class Meta:
        model = Dispute
        list_serializer_class = RowList
        fields = ("id", "agreement", "official", "relation", "question", "state", "reason", "positions")


class OwnParticipations(RowList):
    """The participations of the event as a whole, those of its meetings apart."""

    def to_representation(self, data: Any) -> Any:
        """Leave out the rows of meetings."""
        return super().to_representation([row for row in data.all() if row.meeting_id is None])


class WholeParticipationRow(ParticipationRow):
    """Who took part in the event as a whole."""

    class Meta(ParticipationRow.Meta):
        list_serializer_class = OwnParticipations


class EventForm(RecordForm):
    """An event, written whole."""

    sides = SideRow(many=True, required=False)
    meetings = MeetingRow(many=True, required=False)
    participations = WholeParticipationRow(many=True, required=False)
    statements = StatementRow(many=True, required=False)
    agreement_steps = StepRow(many=True, required=False)
    precedences = PrecedenceRow(many=True, required=False)
    disputes = DisputeRow(many=True, required=False)

    class Meta:
        model = Event
        fields = (
            *HEADER, "key", "title", "summary", "kind", "visit_kind", "occurrence", "start", "end", "place",
            "place_country", "lat", "lon", "sectors", "sources", "passages", "sides", "meetings",
            "participations", "statements", "agreement_steps", "precedences", "disputes",
        )  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a statement in a meeting that is not the event's own."""
        meetings = attrs.get("meetings")
        if meetings is None and self.instance is not None:
            meetings = [{"id": row.pk} for row in self.instance.meetings.all()]
        own = {each.get("id") for each in meetings or ()}
        wrong = [
            {"meeting": ["Choose a meeting of this event."]}
            if row.get("meeting_id") is not None and row["meeting_id"] not in own
            else {}
            for row in attrs.get("statements", ())
        ]
        if any(wrong):
            raise serializers.ValidationError({"statements": wrong})
        return attrs
