"""Hold offices and who held them when."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from publication.identity import new_id
from publication.vocabulary import Branch, OfficeLevel
from relations.dates import PartialDate
from relations.fields import PartialDateField
from relations.models.country import Country
from relations.models.official import Official
from relations.models.source import Passage, Source


class Office(models.Model):
    """A post in a country's service; ``title`` is said without the country's name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=40, choices=OfficeLevel, default=OfficeLevel.OTHER)
    branch = models.CharField(max_length=20, choices=Branch, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    single_seat = models.BooleanField(default=True, help_text="Held by one person at a time.")
    start = PartialDateField(null=True, blank=True)
    end = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "country", "organisation"],
                name="office_once",
                nulls_distinct=False,
                violation_error_message="This office is there already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.country.key})" if self.country else self.title


class TenureQuerySet(models.QuerySet["Tenure"]):
    """The editor's words for choosing tenures."""

    def for_snapshot(self) -> Self:
        """Fetch with office, country, sources and passages."""
        return self.select_related("office").prefetch_related(
            models.Prefetch("office__country", Country.objects.captioned()), "sources", "passages__source"
        )

    def perhaps_on(self, date: PartialDate) -> Self:
        """Select the tenures whose known bounds do not exclude the date: a first sieve by the database.

        Ask ``may_cover`` of each row for the exact answer.
        """
        rows = self
        if date.latest is not None:
            rows = rows.filter(
                Q(start__isnull=True) | Q(start__earliest__isnull=True) | Q(start__earliest__lte=date.latest)
            )
        if date.earliest is not None:
            rows = rows.filter(
                Q(end__isnull=True) | Q(end__latest__isnull=True) | Q(end__latest__gte=date.earliest)
            )
        return rows


class Tenure(models.Model):
    """An official's time in an office. Ends are partial, and may be unknown.

    ``first_seen`` and ``last_seen`` are dates on which a source shows the person in office, where start or
    end were not read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="tenures")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="tenures")
    start = PartialDateField(null=True, blank=True)
    end = PartialDateField(null=True, blank=True)
    start_known = models.BooleanField(default=False)
    end_known = models.BooleanField(default=False)
    first_seen = PartialDateField(null=True, blank=True)
    last_seen = PartialDateField(null=True, blank=True)
    acting = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+")
    passages = models.ManyToManyField(Passage, blank=True, related_name="+")

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["official_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True)
                | Q(start__isnull=True)
                | Q(end__latest__isnull=True)
                | Q(start__earliest__isnull=True)
                | Q(end__latest__gte=F("start__earliest")),
                name="tenure_end_not_before_start",
                violation_error_message="A tenure cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(start_known=False) | Q(start__isnull=False),
                name="tenure_known_start_is_given",
                violation_error_message="A start that is known must be given.",
            ),
            models.CheckConstraint(
                condition=Q(end_known=False) | Q(end__isnull=False),
                name="tenure_known_end_is_given",
                violation_error_message="An end that is known must be given.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official}, {self.office}"

    def may_cover(self, date: PartialDate) -> bool:
        """Whether the office may have been held on the date, as far as start and end are known."""
        after_end = self.end is not None and self.end.surely_before(date)
        before_start = self.start is not None and date.surely_before(self.start)
        return not (after_end or before_start)
