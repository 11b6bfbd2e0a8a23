"""Hold the officials: people who act for a country."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from publication.drafting import Problem, Publishable, PublishableQuerySet, Snapshot
from publication.identity import new_id
from publication.reviewing import REVIEW_CONSTRAINTS, REVIEW_INDEXES
from relations.fields import PartialDateField
from relations.models.country import Country
from relations.models.source import Source


class OfficialQuerySet(PublishableQuerySet["Official"]):
    """The editor's words for choosing officials."""

    def for_snapshot(self) -> Self:
        """Fetch with names, ranks, tenures, sources and disputes."""
        from relations.models.office import Tenure

        return self.prefetch_related(
            models.Prefetch("nationality", Country.objects.captioned()),
            "variants",
            "ranks",
            models.Prefetch("tenures", Tenure.objects.for_snapshot()),
            "sources",
            "disputes__positions__passages__source",
        )


class Official(Publishable):
    """A person, by the names the record uses; their offices are tenures."""

    record_type = "official"
    title_field = "display_name"

    display_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=120, blank=True)
    given_name = models.CharField(max_length=120, blank=True)
    sort_name = models.CharField(max_length=200)
    nationality = models.ForeignKey(
        Country,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The country served.",
    )
    born = PartialDateField(null=True, blank=True)
    died = PartialDateField(null=True, blank=True)
    wikidata = models.CharField(max_length=20, blank=True)
    outside_ids = models.JSONField(default=dict, blank=True, help_text="Identifiers elsewhere, by scheme.")
    note = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+")

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        indexes = [
            *REVIEW_INDEXES,
            models.Index(fields=["sort_name", "id"], name="official_in_order"),
            GinIndex(
                OpClass(Upper("display_name"), "gin_trgm_ops"),
                OpClass(Upper("sort_name"), "gin_trgm_ops"),
                name="official_by_name",
            ),
        ]
        constraints = [
            *REVIEW_CONSTRAINTS,
            models.CheckConstraint(
                condition=models.Q(wikidata="") | models.Q(wikidata__regex=r"^Q[1-9][0-9]*$"),
                name="official_wikidata_shape",
                violation_error_message="A Wikidata identifier is Q and a number, such as Q200881.",
            ),
            models.CheckConstraint(
                condition=models.Q(died__isnull=True)
                | models.Q(born__isnull=True)
                | models.Q(died__latest__isnull=True)
                | models.Q(born__earliest__isnull=True)
                | models.Q(died__latest__gte=models.F("born__earliest")),
                name="official_death_not_before_birth",
                violation_error_message="Nobody can die before being born.",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def problems(self) -> list[Problem]:
        """List what keeps this official from being shown."""
        from relations.readiness import official_problems

        return official_problems(self)

    def snapshot(self) -> Snapshot:
        """Build the document's body."""
        from relations.snapshots import official_snapshot

        return official_snapshot(self)


class NameVariant(models.Model):
    """Another spelling of an official's name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="variants")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47, such as kk or ur.")
    script = models.CharField(max_length=4, blank=True, help_text="ISO 15924, such as Cyrl or Arab.")
    romanisation = models.CharField(max_length=40, blank=True, help_text="The system, such as BGN/PCGN.")

    class Meta:
        ordering = ["text", "id"]
        constraints = [models.UniqueConstraint(fields=["official", "text"], name="name_variant_once")]

    def __str__(self) -> str:
        return self.text


class Rank(models.Model):
    """A military or diplomatic rank held by an official."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="ranks")
    title = models.CharField(max_length=120)
    start = PartialDateField(null=True, blank=True)
    end = PartialDateField(null=True, blank=True)
    first_seen = PartialDateField(null=True, blank=True)
    last_seen = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title
