"""Hold what lists and record pages read: narrow rows derived from the newest editions alone.

Nothing here is a source. Every row is written in the publishing transaction from the document, and all
of it can be dropped and rebuilt (``manage.py refacet``). A record's tags (``pair:KZ-PK``, ``kind:visit``)
stand in one link table, so each filter axis is a walk along the same btree ``(type, tag, sort_on, id)``.
"""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from publication.vocabulary import SILENT, EditionState, RecordType

UNDATED = date.min
"""The sort day of a record whose date has no latest bound: last in the newest-first order."""


class Shelved(models.Model):
    """A row that stands in date order and carries ready JSON text."""

    sort_on = models.DateField(help_text="The latest bound of the date; 0001-01-01 when there is none.")
    earliest = models.DateField(null=True, help_text="The earliest bound; null when there is none.")

    class Meta:
        abstract = True


class Listing(Shelved):
    """The current edition of one record, as text ready to send.

    ``list_text`` is the list form; the record's own text is it and ``rest_text`` joined. Both are empty for
    a retracted or redirected record, whose row stays so that its address can answer.
    """

    id = models.UUIDField(primary_key=True)
    type = models.CharField(max_length=20, choices=RecordType)
    key = models.CharField(max_length=200)
    title = models.TextField()
    sort_title = models.TextField()
    serial = models.BigIntegerField(unique=True)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=EditionState)
    note = models.TextField(blank=True)
    to = models.CharField(max_length=200, blank=True)
    first_published_at = models.DateTimeField()
    published_at = models.DateTimeField()
    list_text = models.TextField(blank=True)
    rest_text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "key"], name="listing_key_once")]
        indexes = [
            models.Index(fields=["serial"], name="listing_taken_back", condition=models.Q(state__in=SILENT)),
            models.Index(
                models.F("type"),
                models.F("sort_on").desc(),
                models.F("id").desc(),
                models.F("serial"),  # so that a list as of an instant passes what came later by the index
                name="listing_by_date",
                condition=models.Q(state="published"),
            ),
            models.Index(
                models.F("type"),
                models.F("serial").desc(),
                name="listing_by_serial",
                condition=models.Q(state="published"),
            ),
            models.Index(
                models.F("type"),
                models.F("sort_title"),
                models.F("id"),
                name="listing_by_title",
                condition=models.Q(state="published"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.key}"

    @property
    def text(self) -> str:
        """Give the whole document as JSON text: list form and rest joined."""
        if not self.rest_text or self.rest_text == "{}":
            return self.list_text
        return f"{self.list_text[:-1]},{self.rest_text[1:]}"


class Link(models.Model):
    """One tag of a published record: a filter axis and its value."""

    pk = models.CompositePrimaryKey("listing_id", "tag")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="links", db_index=False)
    type = models.CharField(max_length=20)
    tag = models.CharField(max_length=240)
    sort_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(
                models.F("type"),
                models.F("tag"),
                models.F("sort_on").desc(),
                models.F("listing").desc(),
                name="link_by_tag",
            )
        ]


class Service(models.Model):
    """The days on which an official may have held an office of a level, for a country where it is one's."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="services")
    country = models.CharField(max_length=4, blank=True)
    level = models.CharField(max_length=40)
    days = DateRangeField(
        help_text="From the first day to the one after the last; open where no end is known."
    )

    class Meta:
        indexes = [GistIndex(fields=["days"], name="service_by_days")]


class Part(Shelved):
    """One meeting inside an event's edition, in the form the list of meetings shows."""

    id = models.UUIDField(primary_key=True)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="parts")
    serial = models.BigIntegerField(help_text="The edition it stands in.")
    text = models.TextField()

    class Meta:
        indexes = [
            models.Index(
                models.F("sort_on").desc(), models.F("id").desc(), models.F("serial"), name="part_by_date"
            )
        ]


class PartLink(models.Model):
    """One tag of a meeting."""

    pk = models.CompositePrimaryKey("part_id", "tag")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="links", db_index=False)
    tag = models.CharField(max_length=240)
    sort_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(
                models.F("tag"), models.F("sort_on").desc(), models.F("part").desc(), name="partlink_by_tag"
            )
        ]
