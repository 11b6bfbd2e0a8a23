"""Hold the events: what happened between countries."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from publication.drafting import Problem, Publishable, PublishableQuerySet, Snapshot
from publication.identity import new_id
from publication.reviewing import REVIEW_CONSTRAINTS, REVIEW_INDEXES
from publication.vocabulary import EventKind, Occurrence, Side, VisitKind
from relations.dates import PartialDate
from relations.fields import PartialDateField
from relations.models import Agreement, AgreementStep, Country, Official, Passage, Sector, Source, Tenure


class EventQuerySet(PublishableQuerySet["Event"]):
    """The editor's words for choosing events."""

    def between(self, one: str, other: str) -> Self:
        """Select the events in which both countries, by code, take part."""
        return self.filter(sides__country__key=one).filter(sides__country__key=other)

    def for_snapshot(self) -> Self:
        """Fetch with all that belongs to an event, in a fixed number of queries."""
        from events.models.meeting import Meeting
        from events.models.statement import Statement

        sectors = Sector.objects.captioned_with_parent()
        return self.prefetch_related(
            "place_country",
            "sides",
            models.Prefetch("sides__country", Country.objects.captioned()),
            models.Prefetch("sectors", sectors),
            models.Prefetch(
                "meetings", Meeting.objects.prefetch_related(models.Prefetch("sectors", sectors))
            ),
            "meetings__passages__source",
            models.Prefetch("participations__official", Official.objects.captioned()),
            models.Prefetch("participations__official__tenures", Tenure.objects.select_related("office")),
            "participations__official__nationality",
            "participations__country",
            "participations__offices",
            "participations__passages__source",
            models.Prefetch("statements", Statement.objects.for_snapshot()),
            models.Prefetch("agreement_steps", AgreementStep.objects.for_snapshot()),
            models.Prefetch("agreement_steps__agreement", Agreement.objects.captioned()),
            "precedences__passages__source",
            "disputes__positions__passages__source",
            "passages__source",
            "sources",
        )


class Event(Publishable):
    """Something that happened, or was announced, between countries; meetings and statements belong to it."""

    record_type = "event"
    title_field = "title"

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=24, choices=EventKind)
    visit_kind = models.CharField(max_length=32, choices=VisitKind, blank=True)
    occurrence = models.CharField(max_length=16, choices=Occurrence, default=Occurrence.OCCURRED)
    start = PartialDateField(null=True, blank=True)
    end = PartialDateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    place_country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    countries = models.ManyToManyField(Country, through="EventCountry", related_name="+")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="+")
    agreement_steps = models.ManyToManyField(AgreementStep, blank=True, related_name="events")
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")
    sources = models.ManyToManyField(Source, blank=True, related_name="+")
    import_name = models.CharField(max_length=100, blank=True, editable=False)
    import_key = models.CharField(max_length=200, blank=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            *REVIEW_CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(end__isnull=True)
                | Q(start__isnull=True)
                | Q(end__latest__isnull=True)
                | Q(start__earliest__isnull=True)
                | Q(end__latest__gte=F("start__earliest")),
                name="event_end_not_before_start",
                violation_error_message="An event cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(visit_kind="") | Q(kind=EventKind.VISIT),
                name="event_visit_kind_for_visits",
                violation_error_message="Only a visit has a visit kind.",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lat__range=(-90, 90)) & Q(lon__isnull=False, lon__range=(-180, 180)),
                name="event_point_on_earth",
                violation_error_message="A point needs a latitude of -90 to 90 "
                "and a longitude of -180 to 180.",
            ),
            models.UniqueConstraint(
                fields=["import_name", "import_key"],
                condition=~Q(import_key=""),
                name="event_import_row_once",
            ),
        ]
        indexes = [
            *REVIEW_INDEXES,
            models.Index(fields=["review_state", "-id"], name="event_queue"),
            models.Index(F("start__earliest"), name="event_by_earliest"),
            models.Index(F("start__latest"), name="event_by_latest"),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="event_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def date(self) -> PartialDate | None:
        """Give start and end as one partial date; none when no start was read."""
        return PartialDate.span(self.start, self.end) if self.start else None

    def problems(self) -> list[Problem]:
        """List what keeps this event from being shown."""
        from events.readiness import event_problems

        return event_problems(self)

    def snapshot(self) -> Snapshot:
        """Build the document's body."""
        from events.snapshots import event_snapshot

        return event_snapshot(self)


class EventCountry(models.Model):
    """A country taking part in an event, and on which side."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sides")
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # event_country_found serves
    side = models.CharField(max_length=12, choices=Side)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "countries"
        indexes = [models.Index(fields=["country", "event"], name="event_country_found")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "country"],
                name="event_country_once",
                violation_error_message="A country stands in an event once.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} ({self.get_side_display()})"
