"""Hold who took part, on which side and in which offices."""

from __future__ import annotations

from django.db import models

from events.models.event import Event
from events.models.meeting import Meeting
from publication.identity import new_id
from publication.vocabulary import Confidence, Presence, Role, Side
from relations.models import Country, Office, Official, Passage


class Participation(models.Model):
    """An official taking part in a meeting, or in the event as a whole where no meeting is named.

    ``offices`` are those acted in on that date: proposed from tenures, confirmed by the editor.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="participations",
        help_text="Empty: the event as a whole.",
    )
    order = models.PositiveSmallIntegerField(default=1)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The country acted for.",
    )
    offices = models.ManyToManyField(Office, blank=True, related_name="+")
    rank = models.CharField(max_length=120, blank=True, help_text="The rank held then.")
    side = models.CharField(max_length=12, choices=Side)
    role = models.CharField(max_length=24, choices=Role)
    presence = models.CharField(max_length=20, choices=Presence, default=Presence.PRESENT)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.HIGH)
    note = models.TextField(blank=True, help_text="For the newsroom; never shown.")
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")

    class Meta:
        ordering = ["event_id", "meeting_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "meeting", "official", "role"],
                name="participation_once",
                nulls_distinct=False,
                violation_error_message="This official is there already in this role.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.official} ({self.get_role_display()})"
