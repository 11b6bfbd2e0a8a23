"""Hold claims of a first: «first in ten years»."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from events.models.event import Event
from publication.identity import new_id
from publication.vocabulary import EventKind, OfficeLevel
from relations.models import Country, Passage


class Precedence(models.Model):
    """A claim that an event is the first of its sort, ever or within a window of years.

    The scope says which events would contradict it; the verdict is computed from the published record and
    never typed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="precedences")
    text = models.TextField(help_text="The claim, in our own words.")
    visitor = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: the claim leaves the destination open.",
    )
    levels = ArrayField(models.CharField(max_length=40, choices=OfficeLevel), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=24, choices=EventKind), default=list, blank=True)
    window_years = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: the first ever.")
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")

    class Meta:
        ordering = ["event_id", "id"]

    def __str__(self) -> str:
        return self.text
