"""Show events with what belongs to them, nested."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from bench.baseline import models


class CountrySerializer(serializers.ModelSerializer):
    """A country's caption."""

    class Meta:
        model = models.Country
        fields = ("code", "name")


class SectorSerializer(serializers.ModelSerializer):
    """A sector's caption."""

    class Meta:
        model = models.Sector
        fields = ("slug", "name")


class OfficialSerializer(serializers.ModelSerializer):
    """An official's caption."""

    country = serializers.CharField(source="country.code")

    class Meta:
        model = models.Official
        fields = ("slug", "name", "country")


class SideSerializer(serializers.ModelSerializer):
    """A country taking part."""

    code = serializers.CharField(source="country.code")
    name = serializers.CharField(source="country.name")

    class Meta:
        model = models.EventCountry
        fields = ("code", "name", "side")


class ParticipationSerializer(serializers.ModelSerializer):
    """An official taking part."""

    official = OfficialSerializer()
    country = serializers.CharField(source="country.code")

    class Meta:
        model = models.Participation
        fields = ("official", "country", "side", "role", "presence", "office", "level")


class MeetingSerializer(serializers.ModelSerializer):
    """A meeting with its participants."""

    sectors = SectorSerializer(many=True)
    participants = ParticipationSerializer(source="participations", many=True)

    class Meta:
        model = models.Meeting
        fields = ("id", "kind", "medium", "title", "sectors", "participants")


class PassageSerializer(serializers.ModelSerializer):
    """A quote."""

    class Meta:
        model = models.Passage
        fields = ("source", "start", "end", "exact")


class StatementSerializer(serializers.ModelSerializer):
    """A statement with its quotes."""

    speaker = OfficialSerializer()
    sector = SectorSerializer()
    passages = PassageSerializer(many=True)

    class Meta:
        model = models.Statement
        fields = ("id", "meeting", "act", "speaker", "text", "sector", "voice", "modality", "confidence",
                  "passages")  # fmt: skip


class SourceSerializer(serializers.ModelSerializer):
    """A source."""

    class Meta:
        model = models.Source
        fields = ("id", "publisher", "title", "url", "published", "language", "sha256")


class AgreementSerializer(serializers.ModelSerializer):
    """An agreement's caption."""

    class Meta:
        model = models.Agreement
        fields = ("slug", "title")


class EventListSerializer(serializers.ModelSerializer):
    """An event as the list shows it."""

    place_country = serializers.CharField(source="place_country.code")
    countries = SideSerializer(source="sides", many=True)
    sectors = SectorSerializer(many=True)
    officials = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()

    class Meta:
        model = models.Event
        fields: tuple[str, ...] = (
            "id", "slug", "title", "published_at", "summary", "kind", "visit_kind", "occurrence", "edtf",
            "earliest", "latest", "date_text", "place", "place_country", "lat", "lon", "countries", "sectors",
            "officials", "counts",
        )  # fmt: skip

    def get_officials(self, event: Any) -> Any:
        """Name everybody once who took part in a meeting."""
        found = {
            each.official_id: each.official
            for meeting in event.meetings.all()
            for each in meeting.participations.all()
        }
        return OfficialSerializer(sorted(found.values(), key=lambda each: each.slug), many=True).data

    def get_counts(self, event: Any) -> dict[str, int]:
        """Count what stands in the event."""
        parts = ("meetings", "statements", "sources")
        return {part: len(getattr(event, part).all()) for part in parts}


class EventSerializer(EventListSerializer):
    """An event with all that belongs to it."""

    meetings = MeetingSerializer(many=True)
    statements = StatementSerializer(many=True)
    sources = SourceSerializer(many=True)
    passages = PassageSerializer(many=True)
    agreements = AgreementSerializer(many=True)

    class Meta(EventListSerializer.Meta):
        fields = (*EventListSerializer.Meta.fields, "meetings", "statements", "sources", "passages",
                  "agreements", "cameo", "plover")  # fmt: skip


class NewParticipationSerializer(serializers.ModelSerializer):
    """An official to take part, by slug."""

    official = serializers.SlugRelatedField(slug_field="slug", queryset=models.Official.objects.all())

    class Meta:
        model = models.Participation
        fields = ("official", "side", "role", "presence")


class NewEventSerializer(serializers.ModelSerializer):
    """An event to be entered, with one meeting's participants."""

    host = serializers.SlugRelatedField(
        slug_field="code", queryset=models.Country.objects.all(), write_only=True
    )
    visitor = serializers.SlugRelatedField(
        slug_field="code", queryset=models.Country.objects.all(), write_only=True
    )
    participants = NewParticipationSerializer(many=True, write_only=True)

    class Meta:
        model = models.Event
        fields = ("slug", "title", "summary", "kind", "occurrence", "edtf", "earliest", "latest", "date_text",
                  "host", "visitor", "participants", "published_at", "cameo", "plover")  # fmt: skip

    def create(self, data: dict[str, Any]) -> Any:
        """Write the event, its countries, its meeting and who took part."""
        people = data.pop("participants")
        sides = {side: data.pop(side) for side in ("host", "visitor")}
        event = models.Event.objects.create(place_country=sides["host"], **data)
        models.EventCountry.objects.bulk_create([
            models.EventCountry(event=event, country=country, side=side) for side, country in sides.items()
        ])  # fmt: skip
        meeting = models.Meeting.objects.create(event=event, kind="unspecified", medium="in_person")
        models.Participation.objects.bulk_create([
            models.Participation(meeting=meeting, country_id=each["official"].country_id, **each)
            for each in people
        ])  # fmt: skip
        return event

    def to_representation(self, event: Any) -> Any:
        """Answer with the event as it is read."""
        from bench.baseline.views import whole

        return EventSerializer(whole().get(pk=event.pk)).data
