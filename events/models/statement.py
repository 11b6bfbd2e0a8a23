"""Hold what was said, by whom, and how the source puts it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from events.models.event import Event
from events.models.meeting import Meeting
from publication.identity import new_id
from publication.vocabulary import Act, Confidence, Modality, Voice
from relations.models import Agreement, Country, Official, Passage, Sector, Tenure


class StatementQuerySet(models.QuerySet["Statement"]):
    """The editor's words for choosing statements."""

    def for_snapshot(self) -> Self:
        """Fetch with speakers, sectors, agreement and passages."""
        tenures = models.Prefetch("tenures", Tenure.objects.select_related("office"))
        officials = Official.objects.captioned().select_related("nationality").prefetch_related(tenures)
        return self.prefetch_related(
            models.Prefetch("speaker", officials),
            models.Prefetch("on_behalf_of", officials),
            models.Prefetch("speaker_countries", Country.objects.captioned()),
            models.Prefetch("sectors", Sector.objects.captioned_with_parent()),
            models.Prefetch("agreement", Agreement.objects.captioned()),
            "passages__source",
        )


class Statement(models.Model):
    """Something said. The speaker is an official, one or more countries, or unstated (neither given)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="statements")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="statements"
    )
    order = models.PositiveSmallIntegerField(default=1)
    act = models.CharField(max_length=24, choices=Act)
    speaker = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    speaker_countries = models.ManyToManyField(Country, blank=True, related_name="+")
    on_behalf_of = models.ForeignKey(
        Official,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The absent principal whose message is carried.",
    )
    addressee = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="What was said, in our own words.")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="+")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voice = models.CharField(max_length=20, choices=Voice, default=Voice.BODY)
    modality = models.CharField(max_length=20, choices=Modality, default=Modality.REPORTED_SPEECH)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.HIGH)
    confidence_reason = models.TextField(blank=True, help_text="For the newsroom; never shown.")
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["event_id", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(confidence=Confidence.LOW) | ~Q(confidence_reason=""),
                name="statement_low_confidence_has_reason",
                violation_error_message="A low confidence needs its reason.",
            )
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
