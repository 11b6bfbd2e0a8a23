"""Hold the countries of the record: states, territories, partially recognised and former states."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from publication.drafting import Problem, Publishable, PublishableQuerySet, Snapshot
from publication.reviewing import REVIEW_CONSTRAINTS, REVIEW_INDEXES
from publication.vocabulary import CountryKind
from relations.fields import PartialDateField


class CountryQuerySet(PublishableQuerySet["Country"]):
    """The editor's words for choosing countries."""

    def for_snapshot(self) -> Self:
        """Fetch with the successors and their public names."""
        return self.prefetch_related(models.Prefetch("successors", Country.objects.captioned()))


class Country(Publishable):
    """A country by its ISO 3166 code; the code is the record's key.

    Two letters (ISO 3166-1 alpha-2, and XK) for what exists, four (ISO 3166-3) for a former state.
    """

    record_type = "country"
    title_field = "name"

    alpha_3 = models.CharField(max_length=3, blank=True)
    numeric = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=200)
    official_name = models.CharField(max_length=300, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    demonyms = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    kind = models.CharField(max_length=24, choices=CountryKind, default=CountryKind.STATE)
    existed_from = PartialDateField(null=True, blank=True)
    existed_until = PartialDateField(null=True, blank=True)
    region = models.CharField(max_length=100, blank=True)
    subregion = models.CharField(max_length=100, blank=True)
    capital = models.CharField(max_length=200, blank=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="predecessors")

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "countries"
        ordering = ["name", "id"]
        indexes = REVIEW_INDEXES
        constraints = [
            *REVIEW_CONSTRAINTS,
            models.CheckConstraint(
                condition=models.Q(key__regex=r"^([A-Z]{2}|[A-Z]{4})$"),
                name="country_code_iso",
                violation_error_message="A country's code is two capital letters (ISO 3166-1), "
                "or four for a former state (ISO 3166-3).",
            ),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__isnull=False, lat__range=(-90, 90))
                & models.Q(lon__isnull=False, lon__range=(-180, 180)),
                name="country_point_on_earth",
                violation_error_message="A point needs a latitude of -90 to 90 "
                "and a longitude of -180 to 180.",
            ),
            models.CheckConstraint(
                condition=models.Q(existed_until__isnull=True)
                | models.Q(existed_from__isnull=True)
                | models.Q(existed_until__latest__isnull=True)
                | models.Q(existed_from__earliest__isnull=True)
                | models.Q(existed_until__latest__gte=models.F("existed_from__earliest")),
                name="country_end_not_before_start",
                violation_error_message="A country cannot end before it began.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """Give the ISO code, which is the key."""
        return self.key

    def problems(self) -> list[Problem]:
        """List what keeps this country from being shown."""
        from relations.readiness import country_problems

        return country_problems(self)

    def snapshot(self) -> Snapshot:
        """Build the document's body."""
        from relations.snapshots import country_snapshot

        return country_snapshot(self)
