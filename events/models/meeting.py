"""Hold the meetings inside events, ceremonies among them."""

from __future__ import annotations

from django.db import models

from events.models.event import Event
from publication.identity import new_id
from publication.vocabulary import Medium, MeetingKind
from relations.fields import PartialDateField
from relations.models import Passage, Sector


class Meeting(models.Model):
    """A meeting or ceremony; it belongs to one event and takes its date where it has none of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="meetings")
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=32, choices=MeetingKind, default=MeetingKind.UNSPECIFIED)
    medium = models.CharField(max_length=12, choices=Medium, default=Medium.IN_PERSON)
    title = models.CharField(max_length=300)
    date = PartialDateField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, related_name="+")
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")

    class Meta:
        ordering = ["event_id", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["id", "event"], name="meeting_in_its_event")]

    def __str__(self) -> str:
        return self.title
