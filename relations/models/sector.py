"""Hold the sectors: what countries deal in, on two levels."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from publication.drafting import Problem, Publishable, PublishableQuerySet, Snapshot
from publication.reviewing import REVIEW_CONSTRAINTS, REVIEW_INDEXES


class SectorQuerySet(PublishableQuerySet["Sector"]):
    """The editor's words for choosing sectors."""

    def for_snapshot(self) -> Self:
        """Fetch with the parent and its public name."""
        return self.captioned_with_parent()

    def captioned_with_parent(self) -> Self:
        """Add the public names of each sector and of its parent."""
        return self.captioned().prefetch_related(models.Prefetch("parent", Sector.objects.captioned()))


class Sector(Publishable):
    """A sector, or a sub-sector of one."""

    record_type = "sector"
    title_field = "name"

    name = models.CharField(max_length=200, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="subsectors"
    )
    synonyms = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    dac = models.CharField("OECD DAC code", max_length=10, blank=True)
    plover = models.CharField("PLOVER context", max_length=40, blank=True)

    objects = SectorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        indexes = REVIEW_INDEXES
        constraints = [
            *REVIEW_CONSTRAINTS,
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="sector_not_its_own_parent",
                violation_error_message="A sector cannot be its own parent.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def problems(self) -> list[Problem]:
        """List what keeps this sector from being shown."""
        from relations.readiness import sector_problems

        return sector_problems(self)

    def snapshot(self) -> Snapshot:
        """Build the document's body."""
        from relations.snapshots import sector_snapshot

        return sector_snapshot(self)
