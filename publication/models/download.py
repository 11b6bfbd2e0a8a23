"""Hold which files of the whole record were made, and what each holds."""

from __future__ import annotations

from django.db import models


class Download(models.Model):
    """One immutable file of a snapshot: the record, or a shelf of it, as it stood at a serial.

    Its name is the snapshot's and its own, ``2026-11-26-875/events.csv``; its bytes are in the storage
    «downloads».
    """

    name = models.CharField(primary_key=True, max_length=120)
    serial = models.BigIntegerField(help_text="The last serial of the record as it stood.")
    made_at = models.DateTimeField()
    shelf = models.CharField(max_length=20, blank=True, help_text="Empty where it holds all.")
    form = models.CharField(max_length=20)
    rows = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-serial", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Give the path at which it is had."""
        return f"/data/{self.name}"
