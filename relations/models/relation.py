"""Hold the relation of two countries: one row for each unordered pair."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from publication.drafting import Problem, Publishable, PublishableQuerySet, Snapshot
from publication.identity import new_id
from publication.reviewing import REVIEW_CONSTRAINTS, REVIEW_INDEXES
from relations.fields import PartialDateField
from relations.models.country import Country
from relations.models.source import Source


def pair_key(one: str, other: str) -> str:
    """Name the pair of two country codes, in alphabetical order: ``KZ-PK``."""
    return "-".join(sorted((one, other)))


class RelationQuerySet(PublishableQuerySet["Relation"]):
    """The editor's words for choosing relations."""

    def for_snapshot(self) -> Self:
        """Fetch with both countries, missions, sources and disputes."""
        return self.prefetch_related(
            models.Prefetch("first", Country.objects.captioned()),
            models.Prefetch("second", Country.objects.captioned()),
            "missions__sender",
            "missions__host",
            "sources",
            "disputes__positions__passages__source",
        )


class Relation(Publishable):
    """How two countries stand. ``first`` comes before ``second`` by code: a pair is stored one way only."""

    record_type = "relation"
    title_field = "key"

    first = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", to_field="key")
    second = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", to_field="key")
    recognised = PartialDateField(null=True, blank=True)
    recognised_by = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+", to_field="key"
    )
    established = PartialDateField(null=True, blank=True)
    suspended = PartialDateField(null=True, blank=True)
    restored = PartialDateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+")

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        indexes = REVIEW_INDEXES
        constraints = [
            *REVIEW_CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="relation_pair_one_way",
                violation_error_message="The first country's code comes before the second's in the alphabet.",
            ),
            models.CheckConstraint(
                condition=Q(key=Concat("first", Value("-"), "second")),
                name="relation_key_is_its_pair",
                violation_error_message="The key of a relation is its two codes, such as KZ-PK.",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def problems(self) -> list[Problem]:
        """List what keeps this relation from being shown."""
        from relations.readiness import relation_problems

        return relation_problems(self)

    def snapshot(self) -> Snapshot:
        """Build the document's body."""
        from relations.snapshots import relation_snapshot

        return relation_snapshot(self)


class Mission(models.Model):
    """An embassy or another post of one country in the other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="missions")
    sender = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=100, default="embassy")
    place = models.CharField(max_length=200, blank=True)
    opened = PartialDateField(null=True, blank=True)
    closed = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender=F("host")),
                name="mission_abroad",
                violation_error_message="A mission stands in another country than its own.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.sender} in {self.place or self.host}"
