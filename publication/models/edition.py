"""Keep the ledger: every edition ever published, in one gapless order, never altered."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

import orjson
from django.db import models

from publication.vocabulary import SILENT, ChangeKind, EditionState, RecordType

GENESIS = "0" * 64
"""The seal before the first edition."""


class EditionQuerySet(models.QuerySet["Edition"]):
    """The words for choosing editions."""

    def about(self, record: UUID) -> EditionQuerySet:
        """Select the editions of one record, newest first."""
        return self.filter(record=record).order_by("-version")

    def as_of(self, instant: datetime) -> EditionQuerySet:
        """Select the editions that were public at the instant or had been before it."""
        return self.filter(published_at__lte=instant)

    def after(self, serial: int) -> EditionQuerySet:
        """Select the editions published after a serial, oldest first: the change feed."""
        return self.filter(serial__gt=serial).order_by("serial")

    def superseded(self) -> EditionQuerySet:
        """Select the public editions of events that another one followed, with its serial as ``until``.

        A record that is withdrawn or retracted now is silent in them too.
        """
        later = Edition.objects.filter(record=models.OuterRef("record")).order_by("-version")
        following = later.filter(version=models.OuterRef("version") + 1)
        found = self.filter(type=RecordType.EVENT, state=EditionState.PUBLISHED).annotate(
            until=models.Subquery(following.values("serial")[:1]),
            now=models.Subquery(later.values("state")[:1]),
        )
        return found.filter(until__isnull=False).exclude(now__in=SILENT).order_by("serial")

    def corrections(self) -> EditionQuerySet:
        """Select the editions that corrected what was published, newest first."""
        return self.filter(change=ChangeKind.CORRECTION, state=EditionState.PUBLISHED).order_by("-serial")

    def last_serial(self) -> int:
        """Give the newest serial, 0 for an empty ledger."""
        return self.order_by("-serial").values_list("serial", flat=True).first() or 0


class Edition(models.Model):
    """One immutable, numbered document, or the ending of a record.

    ``document`` is the JSON text exactly as the public reads it, empty for a tombstone. ``seal`` is the
    sha256 over the predecessor's seal and everything this row says, so a change anywhere breaks the chain.
    The database refuses update, delete and truncate of this table.
    """

    serial = models.BigIntegerField(primary_key=True)
    record = models.UUIDField(help_text="The identity of the working record, as text and never as a key.")
    type = models.CharField(max_length=20, choices=RecordType)
    key = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=EditionState)
    change = models.CharField(max_length=20, choices=ChangeKind)
    note = models.TextField(blank=True)
    to = models.CharField(max_length=200, blank=True, help_text="The key a redirected record points to.")
    document = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "version"], name="edition_version_once"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1, serial__gte=1), name="edition_counts_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=EditionState.values), name="edition_state_known"
            ),
            models.CheckConstraint(condition=models.Q(type__in=RecordType.values), name="edition_type_known"),
        ]
        indexes = [
            models.Index(fields=["type", "key", "-version"], name="edition_by_key"),
            models.Index(fields=["published_at"], name="edition_by_instant"),
            models.Index(
                fields=["-serial"],
                name="edition_corrections",
                condition=models.Q(change=ChangeKind.CORRECTION),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.key} v{self.version}"

    def compute_sha256(self) -> str:
        """Compute the sha256 of the document text in UTF-8, as 64 hexadecimal digits."""
        return hashlib.sha256(self.document.encode()).hexdigest()

    def compute_seal(self) -> str:
        """Compute the sha256 that chains this edition and its context to ``previous_seal``."""
        context = [
            self.previous_seal, self.serial, str(self.record), self.type, self.key, self.version, self.state,
            self.change, self.note, self.to, self.sha256, self.published_at.isoformat(), self.published_by,
        ]  # fmt: skip
        return hashlib.sha256(orjson.dumps(context)).hexdigest()
