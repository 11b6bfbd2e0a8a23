"""Hold the questions that sources leave open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from events.models.event import Event
from publication.identity import new_id
from publication.vocabulary import DisputeState, Voice
from relations.models import Agreement, Official, Passage, Relation


class Dispute(models.Model):
    """A question on which passages disagree, kept open and public until settled.

    It stands on an event, and where it is about an agreement, official or relation it stands there as well.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.CASCADE, related_name="disputes")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="disputes"
    )
    official = models.ForeignKey(
        Official, null=True, blank=True, on_delete=models.CASCADE, related_name="disputes"
    )
    relation = models.ForeignKey(
        Relation, null=True, blank=True, on_delete=models.CASCADE, related_name="disputes"
    )
    order = models.PositiveSmallIntegerField(default=1)
    question = models.TextField()
    state = models.CharField(max_length=24, choices=DisputeState, default=DisputeState.OPEN)
    reason = models.TextField(blank=True, help_text="Why it is settled, or why it stays open; shown.")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False)
                | Q(agreement__isnull=False)
                | Q(official__isnull=False)
                | Q(relation__isnull=False),
                name="dispute_on_a_record",
                violation_error_message="A dispute stands on an event, an agreement, "
                "an official or a relation.",
            ),
            models.CheckConstraint(
                condition=Q(state=DisputeState.OPEN) | ~Q(reason=""),
                name="dispute_settled_with_reason",
                violation_error_message="A dispute that is no longer open needs the reason.",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class DisputePosition(models.Model):
    """One answer to the question, with the passages that give it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="positions")
    order = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    voice = models.CharField(max_length=20, choices=Voice, blank=True)
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")

    class Meta:
        ordering = ["dispute_id", "order", "id"]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
